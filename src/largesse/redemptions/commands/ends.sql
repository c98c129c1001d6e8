-- What becomes of a hold or a redemption afterwards: confirmed, cancelled, lapsed, rolled back.

-- Locks these redemptions and all they touch, in the order in which redemptions_lock does.
create or replace function redemptions_lock_these(p_workspace uuid, p_ids uuid[]) returns void
language plpgsql as $$
declare
    v_keys text[];
    v_profiles bigint[];
begin
    perform from redemptions d where d.workspace_id = p_workspace and d.id = any (p_ids) order by d.id for update;
    select array_agg(distinct k) into v_keys from redemption_ledger l, unnest(l.keys) k
    where l.workspace_id = p_workspace and l.redemption_id = any (p_ids);
    perform from limit_counters c where c.workspace_id = p_workspace and c.key = any (v_keys)
    order by c.key for update;
    perform from codes c where c.workspace_id = p_workspace and c.code = any (array(
        select i.code from redemption_items i
        where i.workspace_id = p_workspace and i.redemption_id = any (p_ids) and i.pool_id is not null))
    order by c.code for update;
    select array_agg(distinct p order by p) into v_profiles from (
        select d.profile_id from redemptions d where d.workspace_id = p_workspace and d.id = any (p_ids)
        union select (i.takes ->> 'rp')::bigint from redemption_items i
        where i.workspace_id = p_workspace and i.redemption_id = any (p_ids)) s (p) where p is not null;
    perform from points_accounts a where a.workspace_id = p_workspace and a.profile_id = any (v_profiles)
    order by a.profile_id for update;
    perform from promotion_profiles a where a.workspace_id = p_workspace and a.profile_id = any (v_profiles)
    order by a.profile_id, a.promotion_id for update;
    perform from gift_balances b where b.workspace_id = p_workspace and b.code = any (array(
        select i.code from redemption_items i
        where i.workspace_id = p_workspace and i.redemption_id = any (p_ids) and i.gift_spent > 0))
    order by b.code for update;
end $$;

-- A hold becomes a redemption; its limits were taken with the hold, so none can refuse it. The state it was in.
create or replace function redemptions_confirm(p_workspace uuid, p_id uuid, p_actor text, p_now timestamptz)
returns smallint language plpgsql as $$
declare
    v_state smallint;
    v_profile bigint;
begin
    perform redemptions_lock_these(p_workspace, array[p_id]);
    select d.state, d.profile_id into v_state, v_profile from redemptions d
    where d.workspace_id = p_workspace and d.id = p_id;
    if v_state = 1 then
        update redemptions d set state = 2, redeemed_at = p_now where d.workspace_id = p_workspace and d.id = p_id;
        insert into redemption_ledger (workspace_id, redemption_id, kind, at, actor)
        values (p_workspace, p_id, 'confirm', p_now, p_actor);
        perform redemptions_earn(p_workspace, p_id, v_profile, (
            select coalesce(jsonb_agg(i.takes || jsonb_build_object('p', i.promotion_id) order by i.place), '[]')
            from redemption_items i where i.workspace_id = p_workspace and i.redemption_id = p_id), p_actor, p_now);
        perform redemptions_order(p_workspace, array[p_id], p_now);
        perform redemptions_tell(p_workspace, array[p_id], 'redemption.confirmed', p_actor, p_now);
    end if;
    return v_state;
end $$;

-- Ends holds (cancel, lapse) and redemptions (rollback) and gives everything back; the ids of those it ended.
create or replace function redemptions_end(
    p_workspace uuid, p_ids uuid[], p_kind text, p_actor text, p_now timestamptz
) returns setof uuid language plpgsql as $$
declare
    v_id uuid;
    v_from smallint := case p_kind when 'rollback' then 2 else 1 end;
    v_to smallint := case p_kind when 'rollback' then 3 when 'cancel' then 4 else 5 end;
    v_event text := case p_kind when 'rollback' then 'redemption.rolled_back' when 'cancel'
        then 'redemption.cancelled' else 'redemption.lapsed' end;
    v_earned record;
begin
    perform redemptions_lock_these(p_workspace, p_ids);
    for v_id in select d.id from redemptions d
        where d.workspace_id = p_workspace and d.id = any (p_ids) and d.state = v_from order by d.id
    loop
        perform redemptions_give_back(p_workspace, v_id, p_kind, p_actor, p_now);
        update redemptions d set state = v_to, ended_at = p_now where d.workspace_id = p_workspace and d.id = v_id;
        if p_kind = 'rollback' then
            -- Earned points are taken back as far as they are still there; the ledger shows what was missing.
            for v_earned in
                select l.profile_id, l.promotion_id, sum(l.amount)::bigint as amount from points_ledger l
                where l.workspace_id = p_workspace and l.redemption_id = v_id and l.kind = 'earn'
                group by l.profile_id, l.promotion_id order by l.profile_id
            loop
                perform redemptions_points_claim(p_workspace, v_earned.profile_id, v_earned.amount, v_id,
                    v_earned.promotion_id, 'rolled back', p_actor, p_now);
            end loop;
            update orders o set discount = greatest(o.discount - d.discount, 0)
            from redemptions d where d.workspace_id = p_workspace and d.id = v_id
              and o.workspace_id = p_workspace and o.id = d.order_id;
        end if;
        perform redemptions_tell(p_workspace, array[v_id], v_event, p_actor, p_now);
        return next v_id;
    end loop;
end $$;

-- Takes back some lines of a redemption whose rows are locked: budgets lose what the discount is less, sums of order
-- values what came back. p_owners: the discount that is less, by promotion and campaign.
create or replace function redemptions_return(
    p_workspace uuid, p_id uuid, p_returned jsonb, p_rest jsonb, p_less bigint[], p_owners jsonb, p_value bigint, p_params jsonb,
    p_actor text, p_now timestamptz
) returns void language plpgsql as $$
declare
    v_keys text[];
    v_amounts bigint[];
begin
    select array_agg(s.k), array_agg(-least(s.less, s.n)) into v_keys, v_amounts from (
        select u.k, sum(u.n)::bigint as n, case split_part(split_part(u.k, ':', 2), '.', 1)
                when 'discount' then coalesce((p_owners ->> split_part(u.k, ':', 1))::bigint, 0)
                when 'order_value' then p_value else 0 end as less
        from redemption_ledger l, unnest(l.keys, l.amounts) u (k, n)
        where l.workspace_id = p_workspace and l.redemption_id = p_id group by u.k) s
    where s.less > 0 and s.n > 0;
    update limit_counters c set used = c.used + g.n
    from unnest(v_keys, v_amounts) g (k, n) where c.workspace_id = p_workspace and c.key = g.k;
    update redemptions d set returned = p_returned, rest = p_rest where d.workspace_id = p_workspace and d.id = p_id;
    update redemption_items i set rolled_back = i.rolled_back + p_less[i.place]
    where i.workspace_id = p_workspace and i.redemption_id = p_id;
    insert into redemption_ledger (workspace_id, redemption_id, kind, at, actor, keys, amounts, params)
    values (p_workspace, p_id, 'rollback', p_now, p_actor, coalesce(v_keys, '{}'), coalesce(v_amounts, '{}'), p_params);
    update orders o set returned = o.returned + coalesce((p_params ->> 'refund')::bigint, 0)
    from redemptions d where d.workspace_id = p_workspace and d.id = p_id
      and o.workspace_id = p_workspace and o.id = d.order_id;
    perform redemptions_tell(p_workspace, array[p_id], 'redemption.rolled_back', p_actor, p_now);
end $$;

-- Gives a redemption or hold the order that it belongs to. named | order_taken (another hold has it)
-- | order_redeemed (one of its codes was redeemed for that order already).
create or replace function redemptions_name_order(p_workspace uuid, p_id uuid, p_order text) returns text
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('order:' || p_workspace || ':' || p_order, 0));
    if exists (select from redemptions d where d.workspace_id = p_workspace and d.order_id = p_order and d.state = 1
               and d.id <> p_id) then
        return 'order_taken';
    elsif exists (
        select from redemptions d join redemption_items i on i.workspace_id = d.workspace_id and i.redemption_id = d.id
        where d.workspace_id = p_workspace and d.order_id = p_order and d.state = 2 and d.id <> p_id
          and i.code in (select o.code from redemption_items o
                         where o.workspace_id = p_workspace and o.redemption_id = p_id)) then
        return 'order_redeemed';
    end if;
    update redemptions d set order_id = p_order
    where d.workspace_id = p_workspace and d.id = p_id and d.order_id is null;
    return 'named';
end $$;
