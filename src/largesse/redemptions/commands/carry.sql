-- What was redeemed before a limit was there counts towards it: the first time that a counter is touched, or looked at,
-- the redemptions that it would have counted are added up. Ids of redemptions are in the order of time (UUIDv7).

-- The least id that a redemption of that moment can have.
create or replace function redemptions_least_id(p_from timestamptz) returns uuid language sql immutable as $$
    select coalesce(
        (lpad(to_hex((extract(epoch from p_from) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid,
        '00000000-0000-0000-0000-000000000000')
$$;

-- The redemptions, held ones too, that a counter would have counted, and by how much.
create or replace function redemptions_past(p_workspace uuid, p_key text, p_from timestamptz)
returns table (redemption uuid, amount bigint) language plpgsql stable as $$
declare
    v_owner uuid := split_part(p_key, ':', 1);
    v_measure text := split_part(split_part(p_key, ':', 2), '.', 1);
    v_currency text := nullif(split_part(split_part(p_key, ':', 2), '.', 2), '');
    v_scope text := split_part(p_key, ':', 3);
    v_subject text := substring(p_key from '^[^:]*:[^:]*:[^:]*:(.*):[^:]*$');
    v_customer bigint := case when v_scope in ('customer', 'customer_and_code')
        then split_part(v_subject, '/', 1)::bigint end;
    v_code text := case v_scope when 'code' then v_subject
        when 'customer_and_code' then substring(v_subject from '^[^/]*/(.*)$') end;
begin
    if v_scope in ('customer', 'customer_and_code') and v_customer is null then
        return;  -- somebody who has no profile yet
    end if;
    return query
    select d.id, sum(case v_measure
        when 'redemptions' then 1 when 'discount' then i.discount - i.rolled_back when 'order_value' then case d.rest
            when '{}' then d.initial else (select sum((l.line ->> 'amount')::bigint) from jsonb_each(d.rest) l (id, line)) end
        when 'gift_spent' then i.gift_spent when 'points_spent' then i.points_spent else i.units end)::bigint
    from redemption_items i
    join redemptions d on d.workspace_id = i.workspace_id and d.id = i.redemption_id and d.state in (1, 2)
    where i.workspace_id = p_workspace and i.redemption_id >= redemptions_least_id(p_from)
      and (i.promotion_id = v_owner or i.campaign_id = v_owner)
      and (v_customer is null or d.profile_id = v_customer)
      and (v_code is null or i.code = v_code)
      and (v_currency is null or d.currency = v_currency)
      and case v_scope
            when 'api_key' then d.actor = 'api_key:' || v_subject
            when 'member' then d.actor = 'member:' || v_subject
            when 'store' then d.cart ->> 'store' = v_subject
            when 'metadata' then d.cart -> 'metadata' ->> split_part(v_subject, '=', 1)
                = substring(v_subject from '^[^=]*=(.*)$')
            else true end
    group by d.id;
end $$;

-- Counts the past into counters that were made just now; the caller has their rows, and the book cannot change.
create or replace function redemptions_carry(p_workspace uuid, p_new text[], p_requests jsonb[]) returns void
language plpgsql as $$
declare
    v_guard record;
begin
    if not exists (select from redemptions d where d.workspace_id = p_workspace) then
        return;
    end if;
    for v_guard in
        select distinct on (g.k) g.k, g.f, g.s, g.z
        from unnest(p_requests) r,
            jsonb_to_recordset(r -> 'guards') g (k text, b text, s text, f timestamptz, z text)
        where g.k = any (p_new) and (g.s is null or g.b = any (p_new)) order by g.k
    loop
        with past as (
            select case when v_guard.s is null then v_guard.k
                   else regexp_replace(v_guard.k, '[0-9-]{10}$', '') || (d.created_at at time zone v_guard.z)::date end as key,
                   p.redemption, p.amount
            from redemptions_past(p_workspace, v_guard.k, v_guard.f) p
            join redemptions d on d.workspace_id = p_workspace and d.id = p.redemption
            where p.amount <> 0
        ), noted as (
            insert into redemption_ledger (workspace_id, redemption_id, kind, at, actor, keys, amounts)
            select p_workspace, p.redemption, 'carry', now(), 'system:limits', array[p.key], array[p.amount] from past p
        )
        insert into limit_counters as c (workspace_id, key, used)
        select p_workspace, p.key, sum(p.amount) from past p group by p.key order by p.key
        on conflict (workspace_id, key) do update set used = c.used + excluded.used;
    end loop;
end $$;
