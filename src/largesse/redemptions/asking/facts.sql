-- What a cart asks of the database, in one round trip and one snapshot: it changes nothing. p_asked: now; customer
-- [kind, value] or profile (its number); codes; audiences [id]; orders, points (whether); events [[name, days or null]];
-- lives, uses [promotion]; order, whose own open hold counts as if it were not there (or redemption, the same);
-- counters [[first, last, rest of first, rest of last, begin of the period]], to be summed from first to last: where
-- there are rests, the customer's number stands between.
create or replace function redemptions_facts(p_workspace uuid, p_asked jsonb) returns jsonb
language plpgsql stable as $$
declare
    v_now timestamptz := p_asked ->> 'now';
    v_id bigint := (p_asked ->> 'profile')::bigint;
    v_hold uuid;
    v_facts jsonb;
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    if p_asked ? 'redemption' then
        v_hold := p_asked ->> 'redemption';
    elsif p_asked ? 'order' then
        v_hold := (select d.id from redemptions d
                   where d.workspace_id = p_workspace and d.order_id = p_asked ->> 'order' and d.state = 1);
    end if;
    if p_asked ? 'customer' then
        v_id := profiles_find(p_workspace, p_asked -> 'customer' ->> 0, p_asked -> 'customer' ->> 1);
    end if;
    v_facts := jsonb_build_object(
        'book', coalesce((select s.book from promotion_settings s where s.workspace_id = p_workspace), 0),
        'customer', (
            select jsonb_build_object(
                'id', p.id, 'uuid', p.uuid, 'custom_id', p.custom_id, 'email', p.email, 'phone', p.phone,
                'attributes', p.attributes, 'tags', p.tags, 'agreements', p.agreements,
                'created_at', p.created_at, 'updated_at', p.updated_at)
            from profiles p where p.workspace_id = p_workspace and p.id = v_id));
    if p_asked ? 'codes' then
        v_facts := v_facts || jsonb_build_object('codes', redemptions_codes(p_workspace, p_asked -> 'codes', v_hold));
    end if;
    if p_asked ? 'audiences' then
        v_facts := v_facts || jsonb_build_object('audiences', (
            select jsonb_agg(jsonb_build_object(
                'id', a.id, 'updated_at', a.updated_at, 'conditions', a.conditions))
            from audiences a where a.workspace_id = p_workspace
            and a.id in (select w::uuid from jsonb_array_elements_text(p_asked -> 'audiences') w)));
    end if;
    if p_asked ? 'counters' then
        v_facts := v_facts || jsonb_build_object('counters', (
            select jsonb_agg(coalesce(
                u.used - coalesce(h.held, 0),
                (select sum(p.amount) from redemptions_past(p_workspace, w.last, w.begins) p
                 where p.redemption is distinct from v_hold), 0) order by w.place)
            from (
                select place, coalesce((c ->> 0) || v_id || (c ->> 2), c ->> 0) collate "C" as first,
                    coalesce((c ->> 1) || v_id || (c ->> 3), c ->> 1) collate "C" as last,
                    (c ->> 4)::timestamptz as begins
                from jsonb_array_elements(p_asked -> 'counters') with ordinality e (c, place)) w
            cross join lateral (
                select sum(l.used)::bigint as used from limit_counters l
                where l.workspace_id = p_workspace and l.key between w.first and w.last) u
            left join lateral (
                select sum(t.amount)::bigint as held from redemption_ledger l, unnest(l.keys, l.amounts) t (key, amount)
                where v_hold is not null and l.workspace_id = p_workspace and l.redemption_id = v_hold
                and t.key between w.first and w.last) h on true));
    end if;
    if v_id is not null then
        v_facts := v_facts || redemptions_history(p_workspace, v_id, v_now, p_asked, v_hold);
    end if;
    return v_facts;
end $$;

-- Codes of pools as they stand, with what is left on gift cards.
create or replace function redemptions_codes(p_workspace uuid, p_codes jsonb, p_hold uuid) returns jsonb
language plpgsql stable as $$
begin
    return (
        select jsonb_agg(jsonb_build_object(
            'code', c.code, 'pool', c.pool_id,
            'state', case when c.state = 3 and own.taken then case when c.profile_id is null then 1 else 2 end else c.state end,
            'holder', c.profile_id, 'created_at', c.created_at, 'assigned_at', c.assigned_at,
            'until', nullif(least(coalesce(c.expires_at, c.valid_until),
                case when c.state = 1 then p.codes_expire_at end), 'infinity'),
            'gone', p.deleted_at is not null, 'attributes', coalesce(c.attributes, '{}'),
            'currency', g.currency, 'balance', g.balance + coalesce(own.spent, 0),
            'held', c.state = 3 and exists (
                select from redemption_items i join redemptions d on d.workspace_id = i.workspace_id
                and d.id = i.redemption_id and d.state = 1
                where i.workspace_id = p_workspace and i.code = c.code)))
        from (select w collate "C" as code from jsonb_array_elements_text(p_codes) w) w
        join codes c on c.workspace_id = p_workspace and c.code = w.code
        join pools p on p.workspace_id = c.workspace_id and p.id = c.pool_id
        left join gift_balances g on g.workspace_id = c.workspace_id and g.code = c.code
        left join lateral (
            select true as taken, i.gift_spent as spent from redemption_items i
            where p_hold is not null and i.workspace_id = p_workspace and i.redemption_id = p_hold
            and i.code = c.code limit 1) own on true);
end $$;

-- What the customer did before now, as far as it is asked.
create or replace function redemptions_history(
    p_workspace uuid, p_profile bigint, p_now timestamptz, p_asked jsonb, p_hold uuid
) returns jsonb language plpgsql stable as $$
declare
    v_facts jsonb := '{}';
begin
    if p_asked ? 'orders' then
        v_facts := v_facts || jsonb_build_object('orders', (
            select jsonb_build_object(
                'count', coalesce(sum(s.n), 0), 'last_at', max(s.last_at),
                'spent', coalesce(jsonb_object_agg(s.currency, s.spent) filter (where s.currency is not null), '{}'))
            from (select o.currency, count(*) as n, max(o.at) as last_at,
                      sum(o.total - o.discount - o.returned) as spent
                  from orders o where o.workspace_id = p_workspace and o.profile_id = p_profile and o.state = 'paid'
                  and o.at < p_now group by o.currency) s));
    end if;
    if p_asked ? 'events' then
        v_facts := v_facts || jsonb_build_object('events', (
            select jsonb_agg((
                select count(*) from events e where e.workspace_id = p_workspace and e.profile_id = p_profile
                and e.name = w.e ->> 0 and e.time <= p_now
                and e.time >= coalesce(p_now - (w.e ->> 1)::integer * interval '24 hours', '-infinity'))
                order by w.place)
            from jsonb_array_elements(p_asked -> 'events') with ordinality w (e, place)));
    end if;
    if p_asked ? 'points' then
        v_facts := v_facts || jsonb_build_object('points', coalesce((
            redemptions_points_spendable(p_workspace, p_profile, p_now)), 0) + coalesce((
            select sum(i.points_spent) from redemption_items i join redemptions d
            on d.workspace_id = i.workspace_id and d.id = i.redemption_id
            where p_hold is not null and i.workspace_id = p_workspace and i.redemption_id = p_hold
            and d.profile_id = p_profile), 0));
    end if;
    if p_asked ? 'lives' then
        v_facts := v_facts || jsonb_build_object('lives', (
            select jsonb_object_agg(a.promotion_id, jsonb_build_object(
                'state', case when own.n > 0 then 2 else a.state end,
                'assigned_at', case when a.assigned_until <= p_now then null else a.assigned_at end,
                'activated_at', a.activated_at, 'until', a.lasts_until, 'uses_left', a.uses_left + own.n))
            from promotion_profiles a
            cross join lateral (
                select count(*)::integer as n from redemption_items i
                where p_hold is not null and i.workspace_id = p_workspace and i.redemption_id = p_hold
                and i.promotion_id = a.promotion_id and coalesce((i.takes ->> 'act')::boolean, false)) own
            where a.workspace_id = p_workspace and a.profile_id = p_profile
            and a.promotion_id in (select w::uuid from jsonb_array_elements_text(p_asked -> 'lives') w)));
    end if;
    if p_asked ? 'uses' then
        v_facts := v_facts || jsonb_build_object('uses', (
            select jsonb_object_agg(s.promotion_id, s.n) from (
                select i.promotion_id, count(*) as n from redemptions d
                join redemption_items i on i.workspace_id = d.workspace_id and i.redemption_id = d.id
                where d.workspace_id = p_workspace and d.profile_id = p_profile and d.state in (1, 2)
                and d.id is distinct from p_hold
                and i.promotion_id in (select w::uuid from jsonb_array_elements_text(p_asked -> 'uses') w)
                group by i.promotion_id) s));
    end if;
    return v_facts;
end $$;
