-- Hands out one code for each request, in the order given (callers sort by workspace, pool and profile, so that
-- two batches never wait for each other). Request i may bring a leased position; unused ones come back in `spare`.
-- outcome: assigned | existing | replayed (what this key assigned before) | key_reused | out_of_positions
--          | pool_not_found | pool_inactive | pool_not_started | pool_ended | codes_expired
--          | profile_limit_reached | profile_not_found
-- A code is taken by the durable test of its state, so it is never given twice whatever happened to the leases.
create or replace function vouchers_assign(
    p_workspaces uuid[], p_pools uuid[], p_kinds text[], p_values text[], p_modes text[],
    p_keys text[], p_digests bytea[], p_positions bigint[], p_sources text[], p_now timestamptz
) returns table (
    item integer, outcome text, code text, code_position bigint, profile bigint, state smallint,
    assigned_at timestamptz, expires_at timestamptz, redeemed_at timestamptz, spare bigint[]
) language plpgsql as $$
#variable_conflict use_column
declare
    v_workspace uuid;
    v_pool pools%rowtype;
    v_known boolean;
    v_code codes%rowtype;
    v_slot integer;
    v_last integer;
    v_held integer;
    v_candidate bigint;
    v_taken boolean;
    v_answer jsonb;
    v_digest bytea;
    v_pool_expired boolean;
begin
    spare := '{}';
    for i in 1 .. cardinality(p_workspaces) loop
        item := i;
        code := null; code_position := null; profile := null; state := null;
        assigned_at := null; expires_at := null; redeemed_at := null;
        if v_workspace is distinct from p_workspaces[i] or v_pool.id is distinct from p_pools[i] then
            if v_workspace is distinct from p_workspaces[i] then
                v_workspace := p_workspaces[i];
                perform set_config('largesse.workspace', v_workspace::text, true);
            end if;
            select * into v_pool from pools p
            where p.workspace_id = v_workspace and p.id = p_pools[i] and p.deleted_at is null;
            v_known := found;
            if not v_known then
                v_pool.id := p_pools[i];
            end if;
            v_pool_expired := coalesce(v_pool.codes_expire_at <= p_now, false);
            spare := '{}';
        end if;
        if p_positions[i] is not null then
            spare := spare || p_positions[i];
        end if;

        if p_keys[i] is not null then
            insert into idempotency_keys (workspace_id, key, request_digest, created_at)
            values (v_workspace, p_keys[i], p_digests[i], p_now) on conflict do nothing;
            if not found then
                select k.request_digest, convert_from(k.answer, 'UTF8')::jsonb into v_digest, v_answer
                from idempotency_keys k where k.workspace_id = v_workspace and k.key = p_keys[i];
                outcome := 'key_reused';
                if v_digest = p_digests[i] and v_answer is not null then
                    outcome := case v_answer ->> 'outcome' when 'assigned' then 'replayed' else 'existing' end;
                    code := v_answer ->> 'code'; code_position := (v_answer ->> 'position')::bigint;
                    profile := (v_answer ->> 'profile_id')::bigint; state := (v_answer ->> 'state')::smallint;
                    assigned_at := (v_answer ->> 'assigned_at')::timestamptz;
                    expires_at := (v_answer ->> 'expires_at')::timestamptz;
                    redeemed_at := (v_answer ->> 'redeemed_at')::timestamptz;
                end if;
                return next;
                continue;
            end if;
        end if;

        outcome := case
            when not v_known then 'pool_not_found'
            when not v_pool.active then 'pool_inactive'
            when v_pool.emission_start > p_now then 'pool_not_started'
            when v_pool.emission_end <= p_now then 'pool_ended'
            when v_pool_expired then 'codes_expired' end;
        if outcome is null then
            profile := profiles_resolve(v_workspace, p_kinds[i], p_values[i], p_now);
            outcome := case when profile is null then 'profile_not_found' end;
        end if;
        v_code := null;
        while outcome is null loop
            select max(a.slot), count(*) into v_last, v_held from assignments a
            where a.workspace_id = v_workspace and a.profile_id = profile and a.pool_id = v_pool.id;
            if v_held > 0 and p_modes[i] = 'get_or_assign' then
                select c.* into v_code from assignments a
                join codes c on c.workspace_id = a.workspace_id and c.pool_id = a.pool_id and c.position = a.position
                where a.workspace_id = v_workspace and a.profile_id = profile and a.pool_id = v_pool.id
                  and c.state in (2, 3) order by a.slot limit 1;
                if found then
                    outcome := 'existing';
                    exit;
                end if;
            end if;
            if v_pool.profile_limit <= v_held then
                outcome := 'profile_limit_reached';
                exit;
            end if;
            v_slot := v_held + 1;  -- never above the limit; below it stands the slot of a code that was given back
            if v_last >= v_slot then
                select min(g) into v_slot from generate_series(1, v_last) g where not exists (
                    select from assignments a where a.workspace_id = v_workspace and a.profile_id = profile
                    and a.pool_id = v_pool.id and a.slot = g);
                continue when v_slot is null;  -- another request has filled it since the look above
            end if;

            v_taken := false;
            while not v_taken and cardinality(spare) > 0 loop
                v_candidate := spare[1];
                spare := spare[2:];
                update codes c set state = 2, profile_id = profile, assigned_at = p_now,
                    expires_at = nullif(least(c.valid_until, v_pool.codes_expire_at,
                                              p_now + v_pool.codes_expire_after), 'infinity')
                where c.workspace_id = v_workspace and c.pool_id = v_pool.id and c.position = v_candidate
                  and c.state = 1 and c.valid_until > p_now
                returning * into v_code;
                v_taken := found;
            end loop;
            if not v_taken then
                outcome := 'out_of_positions';
                exit;
            end if;

            insert into assignments (workspace_id, profile_id, pool_id, slot, position, assigned_at)
            values (v_workspace, profile, v_pool.id, v_slot, v_candidate, p_now)
            on conflict do nothing;
            if found then
                outcome := 'assigned';
            else  -- the same profile was served at this moment by another request: give the code back, look again
                update codes c set state = 1, profile_id = null, assigned_at = null, expires_at = null
                where c.workspace_id = v_workspace and c.pool_id = v_pool.id and c.position = v_candidate;
                spare := v_candidate || spare;
            end if;
        end loop;

        if outcome in ('assigned', 'existing') then
            code := coalesce(v_code.display, v_code.code); code_position := v_code.position; state := v_code.state;
            assigned_at := v_code.assigned_at; expires_at := v_code.expires_at; redeemed_at := v_code.redeemed_at;
        end if;
        if outcome = 'assigned' then
            insert into pool_count_deltas (workspace_id, pool_id, valid_until, unassigned, assigned, handed_out, at)
            values (v_workspace, v_pool.id, v_code.valid_until, -1, 1, 1, p_now);
            perform events_emit(v_workspace, 'code.assigned', profile,
                jsonb_build_object('pool_id', v_pool.id, 'code', code, 'expires_at', expires_at),
                p_sources[i], p_now);
        end if;
        if p_keys[i] is not null then
            if outcome in ('assigned', 'existing') then
                update idempotency_keys k set status = 200, answer = convert_to(jsonb_build_object(
                    'code', code, 'position', code_position, 'profile_id', profile, 'state', state,
                    'assigned_at', assigned_at, 'expires_at', expires_at, 'redeemed_at', redeemed_at,
                    'outcome', outcome)::text, 'UTF8')
                where k.workspace_id = v_workspace and k.key = p_keys[i];
            else
                delete from idempotency_keys k where k.workspace_id = v_workspace and k.key = p_keys[i];
            end if;
        end if;
        return next;
    end loop;
end $$;
