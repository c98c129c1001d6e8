-- Free codes for one transaction: up to p_wanted positions, locked, in the order they are handed out. The caller holds
-- the pool's head. Unlike a lease they are taken durably, so the caller uses them all or gives them to pool_returns.
create or replace function vouchers_take(p_workspace uuid, p_pool uuid, p_wanted integer, p_now timestamptz)
returns bigint[] language plpgsql as $$
declare
    v_taken bigint[] := '{}';
    v_found bigint[];
    v_back bigint[];
    v_left integer := p_wanted;
    v_head bigint;
    v_tail bigint;
    v_lease record;
begin
    -- What was given back comes first; what is not free any more just leaves the list.
    while v_left > 0 loop
        with back as (
            delete from pool_returns r
            where r.workspace_id = p_workspace and r.pool_id = p_pool and r.position = any (array(
                select r2.position from pool_returns r2
                where r2.workspace_id = p_workspace and r2.pool_id = p_pool
                limit v_left for update skip locked))
            returning r.position
        )
        select array_agg(b.position) into v_back from back b;
        exit when v_back is null;
        v_found := vouchers_lock_free(p_workspace, p_pool, 1, null, v_back, v_left, v_taken, p_now);
        v_taken := v_taken || v_found;
        v_left := p_wanted - cardinality(v_taken);
    end loop;

    select h.head, h.tail into v_head, v_tail from pool_heads h
    where h.workspace_id = p_workspace and h.pool_id = p_pool;
    if v_left > 0 and v_head < v_tail then
        v_found := vouchers_lock_free(p_workspace, p_pool, v_head + 1, v_tail, null, v_left, v_taken, p_now);
        update pool_heads h set head = case cardinality(v_found) when v_left then v_found[v_left] else v_tail end
        where h.workspace_id = p_workspace and h.pool_id = p_pool;
        v_taken := v_taken || v_found;
        v_left := p_wanted - cardinality(v_taken);
    end if;

    -- The rest lies in leases of others, who find their positions taken; see vouchers_find.
    if v_left > 0 then
        for v_lease in
            select l.first, l.last from pool_leases l where l.workspace_id = p_workspace and l.pool_id = p_pool
            order by l.first
        loop
            v_taken := v_taken || vouchers_lock_free(
                p_workspace, p_pool, v_lease.first, v_lease.last, null, v_left, v_taken, p_now);
            v_left := p_wanted - cardinality(v_taken);
            exit when v_left = 0;
        end loop;
    end if;
    if v_left > 0 and (select c.unassigned > cardinality(v_taken)
                       from vouchers_counts(p_workspace, array[p_pool], p_now) c) then
        v_taken := v_taken || vouchers_lock_free(p_workspace, p_pool, 1, null, null, v_left, v_taken, p_now);
    end if;
    return v_taken;
end $$;

-- The first free positions of a stretch (of p_only, when given) that are not in p_but, locked. It waits for whoever
-- holds one at this moment, so that a code whose holder rolls back is not overlooked.
create or replace function vouchers_lock_free(
    p_workspace uuid, p_pool uuid, p_first bigint, p_last bigint, p_only bigint[], p_wanted integer, p_but bigint[],
    p_now timestamptz
) returns bigint[] language plpgsql as $$
declare
    v_found bigint[];
begin
    if p_only is not null then
        select array_agg(f.position order by f.position) into v_found
        from (select o.position from unnest(p_only) o (position) order by o.position) o
        cross join lateral (
            select c.position from codes c
            where c.workspace_id = p_workspace and c.pool_id = p_pool and c.position = o.position
              and c.state = 1 and c.valid_until > p_now for update) f
        where f.position <> all (p_but);
    else
        -- Those to leave out are fetched too and dropped, because a join would cost the order of the index.
        select array_agg(f.position order by f.position) into v_found from (
            select c.position from codes c
            where c.workspace_id = p_workspace and c.pool_id = p_pool and c.position >= p_first
              and c.position <= coalesce(p_last, 9223372036854775807) and c.state = 1 and c.valid_until > p_now
            order by c.position limit p_wanted + cardinality(p_but) for update) f
        where f.position <> all (p_but);
    end if;
    return coalesce(v_found[1:p_wanted], '{}');
end $$;

-- Hands out codes of a pool to many profiles, each named once, in their order. Says for each what became of it:
-- assigned | existing | profile_limit_reached | pool_empty. The caller has looked at the pool's settings (is it
-- active, its emission window) and runs the whole transaction again after a deadlock.
-- Tables filled a minute ago have no statistics yet, and a nested loop that expects one row and meets a whole pool
-- takes minutes. So rows are looked up in subqueries that use the whole key, and what is joined is joined by hash.
create or replace function vouchers_assign_bulk(
    p_workspace uuid, p_pool uuid, p_profiles bigint[], p_mode text, p_source text, p_now timestamptz
) returns table (profile bigint, outcome text, code_position bigint)
language plpgsql as $$
#variable_conflict use_column
declare
    v_pool pools%rowtype;
    v_open bigint[] := p_profiles;
    v_existing bigint[];
    v_existing_positions bigint[];
    v_limited bigint[];
    v_wanting bigint[];
    v_slots integer[];
    v_positions bigint[];
    v_low bigint;
    v_high bigint;
    v_won bigint[];
    v_won_positions bigint[];
    v_params jsonb[];
    v_inserted bigint;
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    -- One bulk assignment of a pool at a time, so that two never see the same profile without a code.
    perform from pool_heads h where h.workspace_id = p_workspace and h.pool_id = p_pool for update;
    select * into strict v_pool from pools p where p.workspace_id = p_workspace and p.id = p_pool;

    while cardinality(v_open) > 0 loop
        select array_agg(s.profile order by s.place) filter (where s.held_position is not null),
               array_agg(s.held_position order by s.place) filter (where s.held_position is not null),
               array_agg(s.profile order by s.place) filter (where s.held_position is null and s.full),
               array_agg(s.profile order by s.place) filter (where s.held_position is null and not s.full),
               array_agg(s.slot order by s.place) filter (where s.held_position is null and not s.full)
        into v_existing, v_existing_positions, v_limited, v_wanting, v_slots
        from (
            select u.profile, u.place, coalesce(h.held >= v_pool.profile_limit, false) as full,
                   (select a.position from assignments a
                    where h.held > 0 and p_mode = 'get_or_assign' and a.workspace_id = p_workspace
                      and a.profile_id = u.profile and a.pool_id = p_pool
                      and (select c.state from codes c where c.workspace_id = p_workspace
                           and c.pool_id = p_pool and c.position = a.position) in (2, 3)
                    order by a.slot limit 1) as held_position,
                   -- the lowest free one, as vouchers_assign chooses it
                   case when h.last = h.held then h.held + 1 else (
                       select min(g) from generate_series(1, h.last) g where not exists (
                           select from assignments a where a.workspace_id = p_workspace
                           and a.profile_id = u.profile and a.pool_id = p_pool and a.slot = g)) end as slot
            from unnest(v_open) with ordinality u (profile, place)
            cross join lateral (
                select count(*)::integer as held, coalesce(max(a.slot), 0) as last from assignments a
                where a.workspace_id = p_workspace and a.profile_id = u.profile and a.pool_id = p_pool) h
        ) s;
        return query select e.profile, 'existing', e.position
            from unnest(v_existing, v_existing_positions) e (profile, position);
        return query select l.profile, 'profile_limit_reached', null::bigint from unnest(v_limited) l (profile);
        exit when v_wanting is null;

        v_positions := vouchers_take(p_workspace, p_pool, cardinality(v_wanting), p_now);
        select min(t.position), max(t.position) into v_low, v_high from unnest(v_positions) t (position);
        return query select w.profile, 'pool_empty', null::bigint
            from unnest(v_wanting[cardinality(v_positions) + 1:]) w (profile);
        perform set_config('enable_nestloop', 'off', true);
        with won as (
            insert into assignments (workspace_id, profile_id, pool_id, slot, position, assigned_at)
            select p_workspace, w.profile, p_pool, w.slot, w.position, p_now
            from unnest(v_wanting, v_slots, v_positions) w (profile, slot, position)
            where w.position is not null order by w.profile
            on conflict do nothing
            returning profile_id, position
        ), taken as (
            update codes c set state = 2, profile_id = w.profile_id, assigned_at = p_now,
                expires_at = nullif(least(c.valid_until, v_pool.codes_expire_at,
                                          p_now + v_pool.codes_expire_after), 'infinity')
            from won w
            where c.workspace_id = p_workspace and c.pool_id = p_pool and c.position = w.position
              and c.position between v_low and v_high and c.state = 1 and c.valid_until > p_now
            returning c.profile_id, c.position, coalesce(c.display, c.code) as code, c.expires_at, c.valid_until
        ), counted as (
            insert into pool_count_deltas (workspace_id, pool_id, valid_until, unassigned, assigned, handed_out, at)
            select p_workspace, p_pool, t.valid_until, -count(*), count(*), count(*), p_now
            from taken t group by t.valid_until
        )
        select coalesce(array_agg(t.profile_id), '{}'), coalesce(array_agg(t.position), '{}'),
               array_agg(jsonb_build_object('pool_id', p_pool, 'code', t.code, 'expires_at', t.expires_at)),
               (select count(*) from won)
        into v_won, v_won_positions, v_params, v_inserted
        from taken t;
        perform set_config('enable_nestloop', 'on', true);
        if cardinality(v_won) <> v_inserted then
            raise exception 'a locked code of pool % was not free', p_pool;
        end if;
        perform events_emit_many(p_workspace, 'code.assigned', v_won, v_params, p_source, p_now);
        return query select w.profile, 'assigned', w.position from unnest(v_won, v_won_positions) w (profile, position);

        -- Profiles that another request served at this moment: their codes go back, and we look at them again.
        exit when v_inserted = cardinality(v_positions);
        insert into pool_returns (workspace_id, pool_id, position)
        select p_workspace, p_pool, u.position from unnest(v_positions) u (position)
        where u.position <> all (v_won_positions) on conflict do nothing;
        v_open := array(
            select w.profile from unnest(v_wanting[:cardinality(v_positions)]) with ordinality w (profile, place)
            where w.profile <> all (v_won) order by w.place);
    end loop;
end $$;

-- Serves some rows of a bulk job, keeps what became of each, and counts it. A profile that several rows of a list
-- name is served once, also in mode `assign`; null is a name that no profile has. p_listed: the rows stand in the
-- list; otherwise each profile comes once anyway.
create or replace function vouchers_bulk_chunk(
    p_workspace uuid, p_job uuid, p_pool uuid, p_rows bigint[], p_profiles bigint[], p_listed boolean, p_mode text,
    p_source text, p_now timestamptz
) returns table (outcome text, rows bigint) language plpgsql as $$
#variable_conflict use_column
declare
    v_fresh bigint[] := p_profiles;
    v_again bigint[];
    v_again_positions bigint[];
begin
    if p_listed then
        perform set_config('enable_nestloop', 'off', true);
        select coalesce(array_agg(f.profile order by f.row) filter (where f.position is null), '{}'),
               array_agg(f.profile) filter (where f.position is not null),
               array_agg(f.position) filter (where f.position is not null)
        into v_fresh, v_again, v_again_positions
        from (
            select u.profile, min(u.row) as row, max(b.position) as position
            from unnest(p_rows, p_profiles) u (row, profile)
            left join bulk_assignment_rows b on b.workspace_id = p_workspace and b.job_id = p_job
                and b.profile_id = u.profile and b.position is not null
            where u.profile is not null group by u.profile) f;
        perform set_config('enable_nestloop', 'on', true);
    end if;
    return query
    with served as materialized (
        select s.profile, s.outcome, s.code_position
        from vouchers_assign_bulk(p_workspace, p_pool, v_fresh, p_mode, p_source, p_now) s
        union all
        select a.profile, 'existing', a.position from unnest(v_again, v_again_positions) a (profile, position)
    ), decided as (
        select u.row, u.profile, s.code_position as position,
               case when u.profile is null then 'profile_not_found'
                    when s.outcome = 'assigned' and u.row > min(u.row) over (partition by u.profile) then 'existing'
                    else s.outcome end as outcome
        from unnest(p_rows, p_profiles) u (row, profile) left join served s on s.profile = u.profile
    ), written as (
        insert into bulk_assignment_rows (workspace_id, job_id, row, profile_id, outcome, position)
        select p_workspace, p_job, d.row, d.profile, d.outcome, d.position from decided d
        on conflict (workspace_id, job_id, row) do update
        set profile_id = excluded.profile_id, outcome = excluded.outcome, position = excluded.position
        returning outcome
    )
    select w.outcome, count(*) from written w group by w.outcome;
end $$;

-- How many of these profiles a bulk assignment would need a code for; each is named once.
create or replace function vouchers_bulk_needed(p_workspace uuid, p_pool uuid, p_profiles bigint[], p_mode text)
returns bigint language sql stable as $$
    select count(*) from unnest(p_profiles) u (profile)
    cross join lateral (
        select count(*) as held, count(*) filter (
            where p_mode = 'get_or_assign'
              and (select c.state from codes c where c.workspace_id = p_workspace
                   and c.pool_id = p_pool and c.position = a.position) in (2, 3)) as valid
        from assignments a
        where a.workspace_id = p_workspace and a.profile_id = u.profile and a.pool_id = p_pool) h
    where h.valid = 0 and h.held < coalesce((
        select p.profile_limit from pools p where p.workspace_id = p_workspace and p.id = p_pool), h.held + 1)
$$;
