-- Writes events that came from outside, all in one round trip. p_events: [{id, name, profile_id, time, params, salt}],
-- of which no two share name, profile, time and salt. An event of a known salt is overwritten: it keeps its id and
-- reaches no listener again. Answers one row for each event, in no order; given is the id it was sent with.
create or replace function events_receive(p_workspace uuid, p_events jsonb, p_source text, p_now timestamptz)
returns table (given uuid, id uuid) language plpgsql as $$
#variable_conflict use_column
begin
    return query
    with sent as (
        select e.* from jsonb_to_recordset(p_events)
            as e(id uuid, name text, profile_id bigint, time timestamptz, params jsonb, salt text)
    ), written as (
        insert into events as e (workspace_id, id, time, name, profile_id, params, source, salt)
        select p_workspace, s.id, s.time, s.name, s.profile_id, s.params, p_source, s.salt from sent s
        order by s.profile_id, s.name, s.salt, s.time
        on conflict (workspace_id, profile_id, name, salt, time) where salt is not null
        do update set params = excluded.params
        returning e.id, e.name, e.profile_id, e.time, e.salt
    ), listened as (
        insert into event_inbox (workspace_id, listener, event_id, name, time, params)
        select p_workspace, l.listener, s.id, s.name, s.time, s.params
        from written w join sent s on s.id = w.id join event_listeners l on l.name = s.name
    )
    select s.id, w.id from sent s join written w
        on w.id = s.id or (w.salt = s.salt and w.name = s.name and w.profile_id = s.profile_id and w.time = s.time);
    perform procrastinate_defer_jobs_v1(array_agg(row('prompt', 'deal_with_events', 0, null, null,
        jsonb_build_object('workspace_id', p_workspace, 'listener', l.listener),
        null)::procrastinate_job_to_defer_v1))
    from (select distinct l.listener from event_listeners l
          join jsonb_to_recordset(p_events) as e(name text) on e.name = l.name) l having count(*) > 0;
end $$;

-- Blanks what a profile's events tell; events of the house's own hold codes and ids only, and stay.
create or replace function events_forget(p_workspace uuid, p_profile bigint, p_own text[]) returns bigint
language plpgsql as $$
declare
    v_blanked bigint;
begin
    update events set params = '{}'
    where workspace_id = p_workspace and profile_id = p_profile and params <> '{}'
      and split_part(name, '.', 1) <> all (p_own);
    get diagnostics v_blanked = row_count;
    return v_blanked;
end $$;
