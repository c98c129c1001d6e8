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

create or replace function events_emit(
    p_workspace uuid, p_name text, p_profile bigint, p_params jsonb, p_source text, p_now timestamptz
) returns uuid language plpgsql as $$
declare
    v_id uuid := core_new_id(p_now);
begin
    insert into events (workspace_id, id, time, name, profile_id, params, source)
    values (p_workspace, v_id, p_now, p_name, p_profile, p_params, p_source);
    if exists (select from event_listeners l where l.name = p_name) then
        insert into event_inbox (workspace_id, listener, event_id, name, time, params)
        select p_workspace, l.listener, v_id, p_name, p_now, p_params from event_listeners l where l.name = p_name;
        perform procrastinate_defer_jobs_v1(array_agg(row('prompt', 'deal_with_events', 0, null, null,
            jsonb_build_object('workspace_id', p_workspace, 'listener', l.listener),
            null)::procrastinate_job_to_defer_v1)) from event_listeners l where l.name = p_name;
    end if;
    return v_id;
end $$;

-- The same for many profiles at once: an event each, and one hint to each listener.
create or replace function events_emit_many(
    p_workspace uuid, p_name text, p_profiles bigint[], p_params jsonb[], p_source text, p_now timestamptz
) returns void language plpgsql as $$
begin
    with written as (
        insert into events (workspace_id, id, time, name, profile_id, params, source)
        select p_workspace, core_new_id(p_now), p_now, p_name, e.profile, e.params, p_source
        from unnest(p_profiles, p_params) e (profile, params)
        returning id, params
    )
    insert into event_inbox (workspace_id, listener, event_id, name, time, params)
    select p_workspace, l.listener, w.id, p_name, p_now, w.params
    from written w join event_listeners l on l.name = p_name;
    if found then
        perform procrastinate_defer_jobs_v1(array_agg(row('prompt', 'deal_with_events', 0, null, null,
            jsonb_build_object('workspace_id', p_workspace, 'listener', l.listener),
            null)::procrastinate_job_to_defer_v1)) from event_listeners l where l.name = p_name;
    end if;
end $$;
