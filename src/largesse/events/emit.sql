-- Writes one event in the caller's transaction; a listener's inbox gets it too, so that it is dealt with once.
-- Ids are UUIDv7 of p_now: version 7 and variant bits set over random ones.
create or replace function core_new_id(p_now timestamptz) returns uuid
language sql volatile parallel safe as $$
    select encode(
        set_byte(
            set_byte(
                overlay(uuid_send(gen_random_uuid())
                    placing substring(int8send((extract(epoch from p_now) * 1000)::bigint) from 3) from 1 for 6),
                6, 112 | (get_byte(uuid_send(gen_random_uuid()), 6) & 15)),
            8, 128 | (get_byte(uuid_send(gen_random_uuid()), 8) & 63)),
        'hex')::uuid
$$;

-- Who hears of an event: listeners of every workspace, and those of this one that asked for the name or for all ('*').
create or replace function events_listeners_of(p_workspace uuid, p_name text) returns setof text
language sql stable as $$
    select l.listener from event_listeners l where l.name = p_name
    union
    select s.listener from event_subscriptions s where s.workspace_id = p_workspace and s.name in (p_name, '*')
$$;

-- Hints at listeners that events were just handed to. One whose inbox holds others is at work already, or hinted at;
-- should he end before this commit, the keeper hints again within seconds.
create or replace function events_hint(p_workspace uuid, p_listeners text[], p_ids uuid[]) returns void
language plpgsql as $$
declare
    v_listener text;
begin
    foreach v_listener in array p_listeners loop
        -- The oldest one is enough, and the index has it first; in a join the whole inbox would be read.
        if (select i.event_id from event_inbox i where i.workspace_id = p_workspace and i.listener = v_listener
            and i.attempts = 0 order by i.event_id limit 1) = any (p_ids) then
            perform procrastinate_defer_jobs_v1(array[row('prompt', 'deal_with_events', 0, null, null,
                jsonb_build_object('workspace_id', p_workspace, 'listener', v_listener),
                null)::procrastinate_job_to_defer_v1]);
        end if;
    end loop;
end $$;

-- Puts events that were just written into the inboxes of their listeners.
create or replace function events_hand_over(
    p_workspace uuid, p_ids uuid[], p_names text[], p_profiles bigint[], p_times timestamptz[], p_params jsonb[]
) returns void language plpgsql as $$
declare
    v_listeners text[];
begin
    with handed as (
        insert into event_inbox (workspace_id, listener, event_id, name, time, profile_id, params)
        select p_workspace, l.listener, e.id, e.name, e.time, e.profile, e.params
        from unnest(p_ids, p_names, p_profiles, p_times, p_params) e (id, name, profile, time, params)
        join (select n.name, h.listener
              from (select distinct unnest(p_names) as name) n, events_listeners_of(p_workspace, n.name) h (listener)
             ) l on l.name = e.name
        returning listener
    )
    select array_agg(distinct listener) into v_listeners from handed;
    if v_listeners is not null then
        perform events_hint(p_workspace, v_listeners, p_ids);
    end if;
end $$;

create or replace function events_emit(
    p_workspace uuid, p_name text, p_profile bigint, p_params jsonb, p_source text, p_now timestamptz
) returns uuid language plpgsql as $$
declare
    v_id uuid := core_new_id(p_now);
begin
    insert into events (workspace_id, id, time, name, profile_id, params, source)
    values (p_workspace, v_id, p_now, p_name, p_profile, p_params, p_source);
    if exists (select from event_listeners l where l.name = p_name)
        or exists (select from event_subscriptions s where s.workspace_id = p_workspace and s.name in (p_name, '*'))
    then
        insert into event_inbox (workspace_id, listener, event_id, name, time, profile_id, params)
        select p_workspace, l.listener, v_id, p_name, p_now, p_profile, p_params
        from events_listeners_of(p_workspace, p_name) l (listener);
        perform events_hint(
            p_workspace, array(select events_listeners_of(p_workspace, p_name)), array[v_id]);
    end if;
    if exists (select from event_waits w where w.workspace_id = p_workspace and w.name = p_name) then
        perform events_pend(p_workspace, array[v_id], p_now, p_now);
    end if;
    return v_id;
end $$;

-- The same for many profiles at once: an event each, and one hint to each listener.
create or replace function events_emit_many(
    p_workspace uuid, p_name text, p_profiles bigint[], p_params jsonb[], p_source text, p_now timestamptz
) returns void language plpgsql as $$
declare
    v_ids uuid[] := array(select core_new_id(p_now) from generate_subscripts(p_profiles, 1));
begin
    insert into events (workspace_id, id, time, name, profile_id, params, source)
    select p_workspace, e.id, p_now, p_name, e.profile, e.params, p_source
    from unnest(v_ids, p_profiles, p_params) e (id, profile, params);
    if exists (select from events_listeners_of(p_workspace, p_name)) then
        perform events_hand_over(
            p_workspace, v_ids, array_fill(p_name, array[cardinality(v_ids)]), p_profiles,
            array_fill(p_now, array[cardinality(v_ids)]), p_params);
    end if;
    if exists (select from event_waits w where w.workspace_id = p_workspace and w.name = p_name) then
        perform events_pend(p_workspace, v_ids, p_now, p_now);
    end if;
end $$;
