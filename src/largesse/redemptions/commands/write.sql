-- What is written of redemptions and holds, of many at once as of one: rows, ledger, points, orders, events.

-- Points that a redemption earns, for the customer and for who referred him.
create or replace function redemptions_earn(
    p_workspace uuid, p_id uuid, p_customer bigint, p_items jsonb, p_actor text, p_now timestamptz
) returns void language plpgsql as $$
declare
    v_item record;
begin
    for v_item in
        select i.* from jsonb_to_recordset(p_items) i (p uuid, pts bigint, earns jsonb, rp bigint, rpts bigint)
        where i.pts > 0 or i.rpts > 0
    loop
        if v_item.pts > 0 and p_customer is not null then
            perform redemptions_points(p_workspace, p_customer, e.n, 'earn', p_id, v_item.p, '', e.until, p_actor,
                p_now)
            from jsonb_to_recordset(v_item.earns) e (n bigint, until timestamptz);
        end if;
        if v_item.rpts > 0 and v_item.rp is not null then
            perform redemptions_points(p_workspace, v_item.rp, v_item.rpts, 'earn', p_id, v_item.p, 'referral', null,
                p_actor, p_now);
        end if;
    end loop;
end $$;

-- What the event of a rollback says besides: whether all of it was taken back, and what lines brought back so far.
create or replace function redemptions_undone(p_workspace uuid, p_id uuid, p_is_whole boolean) returns jsonb
language sql stable as $$
    select jsonb_build_object('is_whole', p_is_whole, 'refunded', coalesce(sum((l.params ->> 'refund')::bigint), 0))
    from redemption_ledger l where l.workspace_id = p_workspace and l.redemption_id = p_id and l.kind = 'rollback'
$$;

-- Tells what happened to each of these: an event of the redemption, and one of each code of a pool that was used.
create or replace function redemptions_tell(
    p_workspace uuid, p_ids uuid[], p_name text, p_actor text, p_now timestamptz
) returns void language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
    v_told record;
begin
    select array_agg(d.profile_id order by d.id) as profiles, array_agg(jsonb_build_object(
        'redemption_id', d.id, 'order_id', d.order_id, 'currency', d.currency, 'initial', d.initial,
        'discount', d.discount, 'promotions', i.promotions, 'discounts', i.discounts, 'codes', i.codes)
        || case when p_name = 'redemption.rolled_back' then redemptions_undone(p_workspace, d.id, d.state = 3)
           else '{}' end order by d.id) as params
    into v_told
    from redemptions d cross join lateral (
        select coalesce(jsonb_agg(i.promotion_id order by i.place), '[]'),
               coalesce(jsonb_agg(case when d.state = 3 then 0 else i.discount - i.rolled_back end
                   order by i.place), '[]'),
               coalesce(jsonb_agg(i.code order by i.place) filter (where i.code is not null), '[]')
        from redemption_items i
        where i.workspace_id = p_workspace and i.redemption_id = d.id) i (promotions, discounts, codes)
    where d.workspace_id = p_workspace and d.id = any (p_ids);
    perform events_emit_many(p_workspace, p_name, v_told.profiles, v_told.params, p_actor, p_now);
    if p_name not in ('redemption.created', 'redemption.confirmed') then
        return;
    end if;
    for v_told in
        select 'redemption.granting' as name, array_agg(d.profile_id order by d.id) as profiles,
               array_agg(jsonb_build_object('redemption_id', d.id) order by d.id) as params
        from redemptions d where d.workspace_id = p_workspace and d.id = any (p_ids) and exists (
            select from redemption_items i, jsonb_array_elements(i.grants) g
            where i.workspace_id = p_workspace and i.redemption_id = any (p_ids) and i.redemption_id = d.id
              and i.grants <> '[]'
              and g ->> 'kind' in ('code', 'gift_credit', 'tag', 'webhook'))
        having count(*) > 0
        union all
        select 'code.redeemed', array_agg(d.profile_id order by d.id, i.place), array_agg(jsonb_build_object(
            'pool_id', i.pool_id, 'code', i.code, 'order_id', d.order_id) order by d.id, i.place)
        from redemption_items i join redemptions d on d.workspace_id = i.workspace_id and d.id = i.redemption_id
        where i.workspace_id = p_workspace and i.redemption_id = any (p_ids) and d.id = any (p_ids)
          and i.pool_id is not null
        having count(*) > 0
    loop
        perform events_emit_many(p_workspace, v_told.name, v_told.profiles, v_told.params, p_actor, p_now);
    end loop;
end $$;

-- Writes the rows of requests whose needs were taken; no two of them have one order.
create or replace function redemptions_write(p_workspace uuid, p_requests jsonb[], p_now timestamptz) returns void
language plpgsql as $$
begin
    insert into redemptions (workspace_id, id, state, order_id, profile_id, currency, initial, discount, cart,
        metadata, actor, created_at, held_until, redeemed_at)
    select p_workspace, (r ->> 'id')::uuid, case r ->> 'op' when 'hold' then 1 else 2 end, r ->> 'order',
        (r ->> 'customer')::bigint, r ->> 'currency', (r ->> 'initial')::bigint, (r ->> 'discount')::bigint,
        r -> 'cart', r -> 'metadata', r ->> 'actor', p_now, (r ->> 'until')::timestamptz,
        case r ->> 'op' when 'redeem' then p_now end
    from unnest(p_requests) r;
    insert into redemption_items (workspace_id, redemption_id, place, promotion_id, campaign_id, version, code, pool_id,
        discount, shipping, lines, units, grants, points_spent, gift_spent, takes)
    select p_workspace, (r ->> 'id')::uuid, i.place, i.p, i.c, i.v, i.code, i.pool, i.d, i.sh, i.lines, i.u, i.grants,
        i.ps, i.gs, i.takes
    from unnest(p_requests) r, rows from (jsonb_to_recordset(r -> 'items') as (p uuid, c uuid, v integer, code text,
        pool uuid, d bigint, sh bigint, lines jsonb, u integer, grants jsonb, ps bigint, gs bigint, takes jsonb))
        with ordinality i (p, c, v, code, pool, d, sh, lines, u, grants, ps, gs, takes, place);
    insert into redemption_ledger (workspace_id, redemption_id, kind, at, actor, keys, amounts)
    select p_workspace, (r ->> 'id')::uuid, r ->> 'op', p_now, r ->> 'actor', g.keys, g.amounts
    from unnest(p_requests) r cross join lateral (
        select coalesce(array_agg(g.k), '{}'), coalesce(array_agg(g.n), '{}')
        from jsonb_to_recordset(r -> 'guards') g (k text, n bigint) where g.n <> 0) g (keys, amounts);
    perform redemptions_earn(p_workspace, (r ->> 'id')::uuid, (r ->> 'customer')::bigint, r -> 'items', r ->> 'actor',
        p_now)
    from unnest(p_requests) r
    where r ->> 'op' = 'redeem' and r @? '$.items[*] ? (@.pts > 0 || @.rpts > 0)';
    perform redemptions_order(p_workspace, array_agg((r ->> 'id')::uuid), p_now)
    from unnest(p_requests) r where r ->> 'op' = 'redeem' and r ->> 'order' is not null having count(*) > 0;
    perform redemptions_tell(p_workspace, array_agg((r ->> 'id')::uuid),
        case r ->> 'op' when 'hold' then 'redemption.held' else 'redemption.created' end, r ->> 'actor', p_now)
    from unnest(p_requests) r group by r ->> 'op', r ->> 'actor';
end $$;

-- Orders that are paid: what their redemptions tell of them, unless the shop told it before.
create or replace function redemptions_order(p_workspace uuid, p_ids uuid[], p_now timestamptz) returns void
language sql as $$
    insert into orders (workspace_id, id, profile_id, at, currency, total, discount, cart, created_at)
    select d.workspace_id, d.order_id, d.profile_id, p_now, d.currency, d.initial, d.discount, d.cart, p_now
    from redemptions d where d.workspace_id = p_workspace and d.id = any (p_ids) and d.order_id is not null
    order by d.order_id
    on conflict (workspace_id, id) do update set discount = orders.discount + excluded.discount
$$;
