-- Writes events that came from outside, all in one round trip. p_events: [{id, name, profile_id, time, params, salt}],
-- of which no two share name, profile, time and salt. An event of a known salt is overwritten: it keeps its id and
-- reaches no listener again. Answers one row for each event, in no order; given is the id it was sent with.
create or replace function events_receive(p_workspace uuid, p_events jsonb, p_source text, p_now timestamptz)
returns table (given uuid, id uuid) language plpgsql as $$
#variable_conflict use_column
declare
    v_given uuid[];
    v_ids uuid[];
    v_heard text[];
begin
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
    )
    select array_agg(j.given), array_agg(j.stands) into v_given, v_ids from (
        select s.id as given, w.id as stands from sent s join written w on w.id = s.id
        union all  -- an "or" of the two would compare every event with every other
        select s.id, w.id from sent s join written w on w.id <> s.id
            and w.salt = s.salt and w.name = s.name and w.profile_id = s.profile_id and w.time = s.time
    ) j;
    select array_agg(n.name) into v_heard
    from (select distinct e.name from jsonb_to_recordset(p_events) as e(name text)) n
    where exists (select from events_listeners_of(p_workspace, n.name));
    if v_heard is not null then
        perform events_hand_over(p_workspace, array_agg(e.id), array_agg(e.name), array_agg(e.profile_id),
            array_agg(e.time), array_agg(e.params))
        from jsonb_to_recordset(p_events)
            as e(id uuid, name text, profile_id bigint, time timestamptz, params jsonb)
        where e.name = any (v_heard) and e.id = any (v_ids);
    end if;
    if exists (select from event_waits w where w.workspace_id = p_workspace
               and w.name in (select e.name from jsonb_to_recordset(p_events) as e(name text))) then
        perform events_pend(p_workspace, array_agg(e.id), min(e.time), max(e.time))
        from jsonb_to_recordset(p_events) as e(id uuid, time timestamptz)
        -- What happened long ago is history that somebody brings along: it begins nothing and wakes nobody.
        where e.id = any (v_ids) and e.time > p_now - interval '1 day' having count(*) > 0;
    end if;
    return query select g.given, g.id from unnest(v_given, v_ids) g (given, id);
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
    update event_inbox set params = '{}'
    where workspace_id = p_workspace and profile_id = p_profile and split_part(name, '.', 1) <> all (p_own);
    return v_blanked;
end $$;
