-- Writes redemptions and holds: all limits, codes, points and balances of a request together, or nothing of it.
-- Every row that counts is locked first, for the whole batch in one order, so that no limit is tested before its lock
-- and two batches never wait for each other in a ring.
--
-- A request: ws, op (redeem | hold), id, key, digest, book, order, customer, currency, initial, discount, cart,
-- metadata, actor, until; guards [{k: key, b: row to lock of a rolling window, s: its first day, f: begin of the
-- period, z: its time zone, n: amount, m: limit, p: promotion, r: reason}]; items [{p: promotion, c: campaign, v: version, code, pool, last, shared, left, d, sh,
-- lines, u, grants, ps: points to spend, gs: gift money to spend, gi: what an unseen card holds, pts: points earned,
-- earns: [{n: of these, until}], act: by an activation, rp: referrer, rpts: his points}].

-- The rows of a request that others may want too. Fixed order of tables, and of keys in each.
create or replace function redemptions_lock(p_workspace uuid, p_requests jsonb[]) returns void
language plpgsql as $$
declare
    v_orders text[];
    v_keys text[];
    v_new text[];
    v_codes text[];
    v_gifts text[];
    v_profiles bigint[];
begin
    select array_agg(distinct r ->> 'order' order by r ->> 'order') into v_orders
    from unnest(p_requests) r where r ->> 'order' is not null;
    if v_orders is not null then
        perform pg_advisory_xact_lock(hashtextextended('order:' || p_workspace || ':' || o, 0))
        from (select o from unnest(v_orders) o order by hashtextextended('order:' || p_workspace || ':' || o, 0)) s;
        perform from redemptions d where d.workspace_id = p_workspace and d.order_id = any (v_orders) and d.state = 1
        order by d.id for update;
    end if;

    select array_agg(distinct k collate "C" order by k collate "C") into v_keys from (
        select unnest(array[g ->> 'k', g ->> 'b']) from unnest(p_requests) r, jsonb_array_elements(r -> 'guards') g
        union all
        select unnest(l.keys) from redemptions d join redemption_ledger l
          on l.workspace_id = d.workspace_id and l.redemption_id = d.id
        where d.workspace_id = p_workspace and d.order_id = any (v_orders) and d.state = 1
    ) s (k) where k is not null;
    if v_keys is not null then
        with opened as (
            insert into limit_counters (workspace_id, key)
            select p_workspace, k from unnest(v_keys) k order by k collate "C" on conflict do nothing
            returning key)
        select array_agg(key) into v_new from opened;
        perform from limit_counters c where c.workspace_id = p_workspace and c.key = any (v_keys)
        order by c.key for update;
        perform redemptions_carry(p_workspace, v_new, p_requests) where v_new is not null;
    end if;

    select array_agg(distinct code order by code) filter (where pooled),
           array_agg(distinct code order by code) filter (where gift),
           array_agg(distinct profile order by profile) filter (where profile is not null)
    into v_codes, v_gifts, v_profiles
    from (
        select i ->> 'code' collate "C", i ? 'pool' and i ->> 'pool' is not null, i ? 'gi',
               unnest(array[case when (i ->> 'ps')::bigint > 0 or (i ->> 'pts')::bigint > 0
                    or (i ->> 'act')::boolean then (r ->> 'customer')::bigint end, (i ->> 'rp')::bigint])
        from unnest(p_requests) r, jsonb_array_elements(r -> 'items') i
        union all
        select i.code, i.pool_id is not null, exists (select from gift_balances b
                   where b.workspace_id = i.workspace_id and b.code = i.code), d.profile_id
        from redemptions d join redemption_items i on i.workspace_id = d.workspace_id and i.redemption_id = d.id
        where d.workspace_id = p_workspace and d.order_id = any (v_orders) and d.state = 1
    ) s (code, pooled, gift, profile);
    if v_codes is not null then
        perform from codes c where c.workspace_id = p_workspace and c.code = any (v_codes) order by c.code for update;
    end if;
    if v_profiles is not null then
        insert into points_accounts (workspace_id, profile_id)
        select p_workspace, p from unnest(v_profiles) p order by p on conflict do nothing;
        perform from points_accounts a where a.workspace_id = p_workspace and a.profile_id = any (v_profiles)
        order by a.profile_id for update;
        perform from promotion_profiles a where a.workspace_id = p_workspace and a.profile_id = any (v_profiles)
        order by a.profile_id, a.promotion_id for update;
    end if;
    if v_gifts is not null then
        perform from gift_balances b where b.workspace_id = p_workspace and b.code = any (v_gifts)
        order by b.code for update;
    end if;
end $$;

-- The first guard that has no room, or null. A rolling window sums its days; their base row is locked.
create or replace function redemptions_crossed(p_workspace uuid, p_guards jsonb) returns jsonb
language sql stable as $$
    select jsonb_build_object('promotion', g.p, 'reason', g.r, 'observed', c.used, 'needed', g.m)
    from jsonb_to_recordset(p_guards) g (k text, s text, n bigint, m bigint, p uuid, r text)
    cross join lateral (
        select case when g.s is null then
            coalesce((select c.used from limit_counters c where c.workspace_id = p_workspace and c.key = g.k), 0)
        else
            (select coalesce(sum(c.used), 0)::bigint from limit_counters c
             where c.workspace_id = p_workspace and c.key between g.s and g.k)
        end) c (used)
    where c.used + g.n > g.m
    order by g.k limit 1
$$;

-- Counts what guards ask for, or answers the first that has no room and counts nothing.
create or replace function redemptions_count(p_workspace uuid, p_guards jsonb) returns jsonb language plpgsql as $$
declare
    v_crossed jsonb := redemptions_crossed(p_workspace, p_guards);
begin
    if v_crossed is null then
        update limit_counters c set used = c.used + g.n from jsonb_to_recordset(p_guards) g (k text, n bigint)
        where c.workspace_id = p_workspace and c.key = g.k and g.n <> 0;
    end if;
    return v_crossed;
end $$;

-- Takes what one request needs; its rows are locked. Null: done, else {reason, promotion?, code?, observed?, needed?},
-- and the caller undoes what was taken so far.
create or replace function redemptions_take(p_workspace uuid, p_request jsonb, p_now timestamptz) returns jsonb
language plpgsql as $$
declare
    v_item record;
    v_reason text;
    v_crossed jsonb;
    v_customer bigint := (p_request ->> 'customer')::bigint;
    v_id uuid := (p_request ->> 'id')::uuid;
begin
    if p_request -> 'guards' <> '[]' then
        v_crossed := redemptions_count(p_workspace, p_request -> 'guards');
        if v_crossed is not null then
            return v_crossed;
        end if;
    end if;
    for v_item in
        select i.* from jsonb_to_recordset(p_request -> 'items') i
            (p uuid, code text, pool uuid, last boolean, shared boolean, ps bigint, gs bigint, gi bigint, act boolean)
        where i.pool is not null or i.ps > 0 or i.gs > 0 or i.act
    loop
        v_reason := null;
        if v_item.pool is not null then
            v_reason := nullif(vouchers_take_code(
                p_workspace, v_item.code, v_customer, v_item.last, v_item.shared, p_now), 'ok');
            if v_reason = 'code_exhausted' and exists (
                select from redemption_items i join redemptions d on d.workspace_id = i.workspace_id
                and d.id = i.redemption_id and d.state = 1
                where i.workspace_id = p_workspace and i.code = v_item.code) then
                v_reason := 'code_held_elsewhere';
            end if;
        end if;
        if v_reason is null and v_item.act then
            v_reason := nullif(redemptions_use(
                p_workspace, v_customer, v_item.p, p_now, v_id, p_request ->> 'actor'), 'ok');
        end if;
        if v_reason is null and v_item.ps > 0 and redemptions_points(p_workspace, v_customer, -v_item.ps, 'spend',
            v_id, v_item.p, '', null, p_request ->> 'actor', p_now) is null then
            v_reason := 'points_missing';
        end if;
        if v_reason is null and v_item.gs > 0 and redemptions_gift(p_workspace, v_item.code, v_item.p,
            p_request ->> 'currency', v_item.gi, -v_item.gs, 'spend', v_id, '', p_request ->> 'actor', p_now) is null
        then
            v_reason := 'balance_exceeded';
        end if;
        if v_reason is not null then
            return jsonb_build_object('reason', v_reason, 'promotion', v_item.p, 'code', v_item.code);
        end if;
    end loop;
    return null;
end $$;

-- Gives back what a hold or redemption took; its rows are locked. p_keep: counters of money measures only lose p_keep.
create or replace function redemptions_give_back(
    p_workspace uuid, p_id uuid, p_kind text, p_actor text, p_now timestamptz
) returns void language plpgsql as $$
declare
    v_redemption redemptions%rowtype;
    v_item redemption_items%rowtype;
    v_keys text[];
    v_amounts bigint[];
begin
    select * into v_redemption from redemptions d where d.workspace_id = p_workspace and d.id = p_id;
    select array_agg(s.k), array_agg(-s.n) into v_keys, v_amounts from (
        select u.k, sum(u.n)::bigint as n from redemption_ledger l, unnest(l.keys, l.amounts) u (k, n)
        where l.workspace_id = p_workspace and l.redemption_id = p_id group by u.k having sum(u.n) <> 0) s;
    update limit_counters c set used = c.used + g.n
    from unnest(v_keys, v_amounts) g (k, n) where c.workspace_id = p_workspace and c.key = g.k;
    for v_item in select * from redemption_items i where i.workspace_id = p_workspace and i.redemption_id = p_id loop
        if v_item.pool_id is not null then
            perform vouchers_put_back_code(p_workspace, v_item.code, p_now);
        end if;
        if (v_item.takes ->> 'act')::boolean then
            perform redemptions_unuse(p_workspace, v_redemption.profile_id, v_item.promotion_id, p_now,
                p_id);
        end if;
        if v_item.points_spent > 0 then
            perform redemptions_points(p_workspace, v_redemption.profile_id, v_item.points_spent, 'return', p_id,
                v_item.promotion_id, '', null, p_actor, p_now);
        end if;
        if v_item.gift_spent > 0 then
            perform redemptions_gift(p_workspace, v_item.code, v_item.promotion_id, v_redemption.currency, 0,
                v_item.gift_spent, 'return', p_id, '', p_actor, p_now);
        end if;
    end loop;
    insert into redemption_ledger (workspace_id, redemption_id, kind, at, actor, keys, amounts)
    values (p_workspace, p_id, p_kind, p_now, p_actor, coalesce(v_keys, '{}'), coalesce(v_amounts, '{}'));
end $$;

-- Takes keys of requests for those that come first with theirs: all of a batch at once, in one order.
create or replace function redemptions_own(p_workspace uuid, p_requests jsonb[], p_now timestamptz) returns text[]
language sql as $$
    with owned as (
        insert into idempotency_keys (workspace_id, key, request_digest, created_at)
        select distinct on (r ->> 'key') p_workspace, r ->> 'key', decode(r ->> 'digest', 'hex'), p_now
        from unnest(p_requests) with ordinality u (r, place) where r ->> 'key' is not null
        order by r ->> 'key', place on conflict do nothing
        returning key)
    select coalesce(array_agg(key), '{}') from owned
$$;

-- Writes at once, as if they came one after another, all requests that only count: as long as there is room for all of
-- them together. The ids of those that are done; the others are looked at one by one.
create or replace function redemptions_together(
    p_workspace uuid, p_requests jsonb[], p_owned text[], p_book bigint, p_now timestamptz
) returns uuid[] language plpgsql as $$
declare
    v_requests jsonb[];
    v_guards jsonb;
begin
    select array_agg(u.r) into v_requests from (
        select r, count(*) over (partition by r ->> 'key') as same_key,
               count(*) over (partition by r ->> 'order') as same_order
        from unnest(p_requests) r) u
    where (u.r ->> 'book')::bigint = p_book
      and (u.r ->> 'key' is null or u.same_key = 1 and u.r ->> 'key' = any (p_owned))
      and (u.r ->> 'order' is null or u.same_order = 1 and not exists (
            select from redemptions d where d.workspace_id = p_workspace and d.order_id = u.r ->> 'order'
            and d.state in (1, 2)))
      and not u.r @? '$.items[*] ? (@.pool != null || @.ps > 0 || @.gs > 0 || @.act == true)'
      and not u.r @? '$.guards[*] ? (@.s != null)';
    if v_requests is null then
        return '{}';
    end if;
    select jsonb_agg(g) into v_guards from (
        select g.k, sum(g.n)::bigint as n, min(g.m) as m
        from unnest(v_requests) r, jsonb_to_recordset(r -> 'guards') g (k text, n bigint, m bigint)
        group by g.k) g;
    if v_guards is not null and redemptions_count(p_workspace, v_guards) is not null then
        return '{}';
    end if;
    perform redemptions_write(p_workspace, v_requests, p_now);
    update idempotency_keys k set status = 200,
        answer = convert_to(jsonb_build_object('redemption', r ->> 'id')::text, 'UTF8')
    from unnest(v_requests) r where k.workspace_id = p_workspace and k.key = r ->> 'key';
    return array(select (r ->> 'id')::uuid from unnest(v_requests) r);
end $$;

-- outcome: done | replayed (by key, or by order and codes) | key_reused | stale (the book is newer) | refused
--        | order_redeemed (with other codes at work at the same time as ours)
create or replace function redemptions_commit(p_requests jsonb, p_now timestamptz)
returns table (item integer, outcome text, redemption uuid, details jsonb) language plpgsql
-- Plans are kept: those made while a table was small must not read it whole when it is large.
set enable_seqscan = off as $$
#variable_conflict use_column
declare
    v_requests jsonb[] := array(select r from jsonb_array_elements(p_requests) r);
    v_workspace uuid;
    v_book bigint;
    v_digest bytea;
    v_answer jsonb;
    v_held uuid;
    v_ours jsonb[];
    v_owned text[];
    v_together uuid[];
begin
    for i in 1 .. cardinality(v_requests) loop
        item := i; redemption := (v_requests[i] ->> 'id')::uuid; details := null; outcome := null; v_held := null;
        if v_workspace is distinct from (v_requests[i] ->> 'ws')::uuid then
            v_workspace := (v_requests[i] ->> 'ws')::uuid;
            perform set_config('largesse.workspace', v_workspace::text, true);
            perform pg_advisory_xact_lock_shared(hashtextextended('book:' || v_workspace, 0));
            v_ours := array(select r from unnest(v_requests) r where r ->> 'ws' = v_workspace::text);
            perform redemptions_lock(v_workspace, v_ours);
            v_book := coalesce((select s.book from promotion_settings s where s.workspace_id = v_workspace), 0);
            v_owned := redemptions_own(v_workspace, v_ours, p_now);
            v_together := redemptions_together(v_workspace, v_ours, v_owned, v_book, p_now);
        end if;
        if redemption = any (v_together) then
            outcome := 'done';
            return next;
            continue;
        end if;
        if v_requests[i] ->> 'key' = any (v_owned) then
            v_owned := array_remove(v_owned, v_requests[i] ->> 'key');
        elsif v_requests[i] ->> 'key' is not null then
            insert into idempotency_keys (workspace_id, key, request_digest, created_at)
            values (v_workspace, v_requests[i] ->> 'key', decode(v_requests[i] ->> 'digest', 'hex'), p_now)
            on conflict do nothing;
            if not found then
                select k.request_digest, convert_from(k.answer, 'UTF8')::jsonb into v_digest, v_answer
                from idempotency_keys k where k.workspace_id = v_workspace and k.key = v_requests[i] ->> 'key';
                outcome := case when v_digest = decode(v_requests[i] ->> 'digest', 'hex')
                    and jsonb_typeof(v_answer) = 'object' then 'replayed' else 'key_reused' end;
                redemption := case when outcome = 'replayed' then (v_answer ->> 'redemption')::uuid end;
                return next;
                continue;
            end if;
        end if;
        if v_requests[i] ->> 'order' is not null then
            select d.id into redemption from redemptions d
            where d.workspace_id = v_workspace and d.order_id = v_requests[i] ->> 'order' and d.state = 2
              and array(select x.code from redemption_items x where x.workspace_id = v_workspace
                        and x.redemption_id = d.id and x.code is not null order by x.code)
                && array(select c from jsonb_array_elements_text(v_requests[i] -> 'codes') c) limit 1;
            outcome := case when found then 'replayed' end;
            redemption := coalesce(redemption, (v_requests[i] ->> 'id')::uuid);
            select d.id into v_held from redemptions d
            where d.workspace_id = v_workspace and d.order_id = v_requests[i] ->> 'order' and d.state = 1;
        end if;
        if outcome is null and v_book <> (v_requests[i] ->> 'book')::bigint then
            outcome := 'stale';
        end if;
        if outcome is null then
            begin  -- what was taken before something is missing is undone with the block
                if v_held is not null then
                    perform redemptions_give_back(v_workspace, v_held, 'cancel', v_requests[i] ->> 'actor', p_now);
                    update redemptions d set state = 4, ended_at = p_now
                    where d.workspace_id = v_workspace and d.id = v_held;
                    perform redemptions_tell(v_workspace, array[v_held], 'redemption.cancelled', v_requests[i] ->> 'actor',
                        p_now);
                end if;
                details := redemptions_take(v_workspace, v_requests[i], p_now);
                if details is not null then
                    raise exception using errcode = 'LR001';
                end if;
                perform redemptions_write(v_workspace, v_requests[i:i], p_now);
                outcome := 'done';
            exception when sqlstate 'LR001' then
                outcome := 'refused';
            end;
        end if;
        if v_requests[i] ->> 'key' is not null then
            if outcome in ('done', 'replayed') then
                update idempotency_keys k set status = 200,
                    answer = convert_to(jsonb_build_object('redemption', redemption)::text, 'UTF8')
                where k.workspace_id = v_workspace and k.key = v_requests[i] ->> 'key';
            else
                delete from idempotency_keys k
                where k.workspace_id = v_workspace and k.key = v_requests[i] ->> 'key';
            end if;
        end if;
        return next;
    end loop;
end $$;

-- Whether a request was done before: by its key, or by its order and one of its codes.
-- replayed | key_reused; no row: never.
create or replace function redemptions_seen(
    p_workspace uuid, p_key text, p_digest bytea, p_order text, p_codes text[]
) returns table (outcome text, redemption uuid) language plpgsql as $$
#variable_conflict use_column
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    return query
    select case when k.request_digest = p_digest and k.answer is not null then 'replayed' else 'key_reused' end,
           case when k.answer is not null then (convert_from(k.answer, 'UTF8')::jsonb ->> 'redemption')::uuid end
    from idempotency_keys k where k.workspace_id = p_workspace and k.key = p_key;
    if not found and p_order is not null then
        return query
        select 'replayed', d.id from redemptions d
        where d.workspace_id = p_workspace and d.order_id = p_order and d.state = 2
          and exists (select from redemption_items i where i.workspace_id = p_workspace
                      and i.redemption_id = d.id and i.code = any (p_codes))
        limit 1;
    end if;
end $$;

-- Keeps refused attempts, and tells of each.
create or replace function redemptions_reject(p_workspace uuid, p_rows jsonb) returns void
language plpgsql as $$
declare
    v_row record;
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    for v_row in
        insert into rejections (workspace_id, id, at, operation, reason, code, promotion_id, campaign_id, profile_id,
            order_id, observed, needed, verdict, cart, actor, address)
        select p_workspace, r.id, r.at, r.operation, r.reason, r.code, r.promotion, r.campaign, r.profile, r.order,
            r.observed, r.needed, r.verdict, r.cart, r.actor, r.address
        from jsonb_to_recordset(p_rows) r (id uuid, at timestamptz, operation text, reason text, code text, promotion uuid,
            campaign uuid, profile bigint, "order" text, observed jsonb, needed jsonb, verdict jsonb, cart jsonb,
            actor text, address text)
        on conflict do nothing  -- of a batch that failed, each is written again alone
        returning *
    loop
        perform events_emit(p_workspace, 'redemption.rejected', v_row.profile_id, jsonb_build_object(
            'reason', v_row.reason, 'code', v_row.code, 'promotion_id', v_row.promotion_id,
            'order_id', v_row.order_id, 'observed', v_row.observed, 'needed', v_row.needed), v_row.actor, v_row.at);
    end loop;
end $$;
