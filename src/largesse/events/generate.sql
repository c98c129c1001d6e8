-- Writes events of many profiles at once and answers their places in the order of events, as they were given.
-- p_profiles may hold nulls: events of the business. Where p_pend says so, an event goes to event_pending as well,
-- for one journey only where p_journeys names it. Those who listen to its name get it as from events_emit.
create or replace function events_generate(
    p_workspace uuid, p_names text[], p_profiles bigint[], p_params jsonb[], p_pend boolean[], p_journeys bigint[],
    p_source text, p_now timestamptz
) returns bigint[] language plpgsql as $$
declare
    v_seqs bigint[] := array(select nextval('event_order') from generate_subscripts(p_names, 1));
    v_ids uuid[] := array(select core_new_id(p_now) from generate_subscripts(p_names, 1));
begin
    insert into events (workspace_id, id, time, name, profile_id, params, source, seq)
    select p_workspace, e.id, p_now, e.name, e.profile, e.params, p_source, e.seq
    from unnest(v_ids, p_names, p_profiles, p_params, v_seqs) e (id, name, profile, params, seq);
    insert into event_pending (workspace_id, part, seq, id, profile_id, journey_id, name, time)
    select p_workspace, events_part(e.profile), e.seq, e.id, e.profile, e.journey, e.name, p_now
    from unnest(v_ids, p_names, p_profiles, v_seqs, p_pend, p_journeys) e (id, name, profile, seq, pend, journey)
    where e.pend;
    if exists (select from unnest(array(select distinct unnest(p_names))) n (name),
               events_listeners_of(p_workspace, n.name)) then
        perform events_hand_over(p_workspace, v_ids, p_names, p_profiles,
            array_fill(p_now, array[cardinality(v_ids)]), p_params);
    end if;
    return v_seqs;
end $$;

-- All events of a profile lie in one part, so that one matcher offers them in their order.
create or replace function events_part(p_profile bigint) returns smallint language sql immutable parallel safe
    return (coalesce(p_profile, 0) % 8)::smallint;

-- Offers events that were written already once more: what wakes a journey may have come while it lay down.
-- They are marked by the journey -1: they wake those who wait, but what they began they do not begin again.
create or replace function events_pend_again(
    p_workspace uuid, p_profiles bigint[], p_names text[], p_after bigint[], p_since timestamptz, p_until timestamptz,
    p_but bigint[]
) returns integer language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
    v_count integer;
begin
    insert into event_pending (workspace_id, part, seq, id, profile_id, journey_id, name, time)
    select distinct on (e.seq) e.workspace_id, events_part(e.profile_id), e.seq, e.id, e.profile_id, -1, e.name, e.time
    from unnest(p_profiles, p_names, p_after) w (profile, name, after)
    join events e on e.workspace_id = p_workspace and e.profile_id = w.profile and e.name = w.name
        and e.seq > w.after and e.time between p_since and p_until and e.seq <> all (p_but)
    on conflict do nothing;
    get diagnostics v_count = row_count;
    return v_count;
end $$;

-- The next events of some parts, as many of each; they leave in the transaction of what is done about them.
-- By ctid, because this table is empty one moment and huge the next, and no statistics of it hold for long.
create or replace function events_take_pending(p_workspace uuid, p_parts smallint[], p_limit integer)
returns table (part smallint, seq bigint, id uuid, profile_id bigint, journey_id bigint, name text, "time" timestamptz,
    params jsonb) language sql as $$
    delete from event_pending d where d.ctid = any (array(
        select e.ctid from unnest(p_parts) p (part) cross join lateral (
            select i.ctid from event_pending i where i.workspace_id = p_workspace and i.part = p.part
            order by i.seq limit greatest(1, p_limit / cardinality(p_parts))) e))
    returning d.part, d.seq, d.id, d.profile_id, d.journey_id, d.name, d.time, coalesce((
        select e.params from events e
        where e.workspace_id = p_workspace and e.id = d.id and e.time = d.time), '{}')
$$;

-- What somebody waits for from now on, under a name of his own; an empty list ends it.
create or replace function events_wait_for(p_workspace uuid, p_waiter text, p_names text[]) returns void
language plpgsql as $$
begin
    delete from event_waits where workspace_id = p_workspace and waiter = p_waiter and name <> all (p_names);
    insert into event_waits (workspace_id, name, waiter)
    select p_workspace, n.name, p_waiter from (select distinct unnest(p_names) as name) n on conflict do nothing;
end $$;

-- Puts events that were just written among the pending ones, as far as somebody waits for their names.
create or replace function events_pend(
    p_workspace uuid, p_ids uuid[], p_from timestamptz, p_to timestamptz
) returns void language plpgsql as $$
begin
    insert into event_pending (workspace_id, part, seq, id, profile_id, name, time)
    select e.workspace_id, events_part(e.profile_id), e.seq, e.id, e.profile_id, e.name, e.time
    from events e
    where e.workspace_id = p_workspace and e.id = any (p_ids) and e.time between p_from and p_to
      and exists (select from event_waits w where w.workspace_id = p_workspace and w.name = e.name);
    if found then
        perform events_hint_matcher(p_workspace);
    end if;
end $$;

-- Writes an event and offers it under another name, by which somebody in particular waits; nobody else gets it there.
create or replace function events_emit_as(
    p_workspace uuid, p_name text, p_as text, p_profile bigint, p_params jsonb, p_source text, p_now timestamptz
) returns uuid language plpgsql as $$
declare
    v_id uuid := core_new_id(p_now);
    v_seq bigint := nextval('event_order');
begin
    insert into events (workspace_id, id, time, name, profile_id, params, source, seq)
    values (p_workspace, v_id, p_now, p_name, p_profile, p_params, p_source, v_seq);
    perform events_hand_over(p_workspace, array[v_id], array[p_name], array[p_profile], array[p_now], array[p_params]);
    insert into event_pending (workspace_id, part, seq, id, profile_id, name, time)
    values (p_workspace, events_part(p_profile), v_seq, v_id, p_profile, p_as, p_now);
    perform events_hint_matcher(p_workspace);
    return v_id;
end $$;

-- One hint waits at most; the keeper hints again at what it overlooks.
create or replace function events_hint_matcher(p_workspace uuid) returns void language sql as $$
    select core_hint('workflows', 'match_events', jsonb_build_object('workspace_id', p_workspace),
        'match:' || p_workspace::text)
$$;
