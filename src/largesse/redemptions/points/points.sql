-- Loyalty points. An entry that adds keeps in `open` what of it is still there; spending takes from the entries that
-- expire first. So of every account: balance = sum(amount) = sum(open), and 0 <= open <= amount of entries that add.

-- What of an account can be spent now: entries past their date do not count, swept or not.
create or replace function redemptions_points_spendable(p_workspace uuid, p_profile bigint, p_now timestamptz)
returns bigint language sql stable as $$
    select coalesce(a.balance - (
        select coalesce(sum(l.open), 0) from points_ledger l
        where l.workspace_id = p_workspace and l.profile_id = p_profile and l.open > 0 and l.expires_at <= p_now), 0)::bigint
    from (select) one
    left join points_accounts a on a.workspace_id = p_workspace and a.profile_id = p_profile
$$;

create or replace function redemptions_points_tell(
    p_workspace uuid, p_profile bigint, p_kind text, p_amount bigint, p_balance bigint, p_redemption uuid,
    p_promotion uuid, p_reason text, p_expires timestamptz, p_actor text, p_now timestamptz
) returns void language plpgsql as $$
declare
    v_params jsonb := jsonb_strip_nulls(jsonb_build_object(
        'amount', p_amount, 'balance', p_balance, 'redemption_id', p_redemption, 'promotion_id', p_promotion,
        'reason', nullif(p_reason, ''), 'expires_at', p_expires));
begin
    case p_kind
        when 'earn' then
            perform events_emit(p_workspace, 'points.earned', p_profile, v_params, p_actor, p_now);
        when 'spend' then
            perform events_emit(p_workspace, 'points.spent', p_profile, v_params, p_actor, p_now);
        when 'expire' then
            perform events_emit(p_workspace, 'points.expired', p_profile, v_params, p_actor, p_now);
        when 'return' then
            perform events_emit(p_workspace, 'points.returned', p_profile, v_params, p_actor, p_now);
        when 'adjust' then
            perform events_emit(p_workspace, 'points.adjusted', p_profile, v_params, p_actor, p_now);
    end case;
end $$;

-- Ends what of a locked account is past its date, with one entry for all of it; answers the balance left.
create or replace function redemptions_points_lapse(
    p_workspace uuid, p_profile bigint, p_balance bigint, p_actor text, p_now timestamptz
) returns bigint language plpgsql as $$
declare
    v_gone bigint;
begin
    with ended as (
        update points_ledger l set open = 0 from (
            select o.id, o.open from points_ledger o
            where o.workspace_id = p_workspace and o.profile_id = p_profile and o.open > 0 and o.expires_at <= p_now
        ) o where l.workspace_id = p_workspace and l.id = o.id
        returning o.open
    )
    select sum(open) into v_gone from ended;
    if v_gone is null then
        return p_balance;
    end if;
    insert into points_ledger (workspace_id, profile_id, at, kind, amount, actor)
    values (p_workspace, p_profile, p_now, 'expire', -v_gone, p_actor);
    update points_accounts set balance = balance - v_gone
    where workspace_id = p_workspace and profile_id = p_profile;
    perform redemptions_points_tell(p_workspace, p_profile, 'expire', -v_gone, p_balance - v_gone, null, null, '',
        null, p_actor, p_now);
    return p_balance - v_gone;
end $$;

-- Takes points of a locked account that holds enough; of a spending it is kept which entries it took from.
create or replace function redemptions_points_take(
    p_workspace uuid, p_profile bigint, p_amount bigint, p_kind text, p_redemption uuid, p_promotion uuid,
    p_entry bigint
) returns void language plpgsql as $$
declare
    v_left bigint := p_amount;
    v_part bigint;
    v_entry record;
begin
    for v_entry in
        select l.id, l.open, l.expires_at from points_ledger l
        where l.workspace_id = p_workspace and l.profile_id = p_profile and l.open > 0
        -- What a redemption gave and is now claimed back is taken from there first, as long as it is there.
        order by coalesce(p_kind <> 'spend' and l.redemption_id = p_redemption, false) desc,
            l.expires_at nulls last, l.id
    loop
        exit when v_left = 0;
        v_part := least(v_left, v_entry.open);
        update points_ledger set open = open - v_part where workspace_id = p_workspace and id = v_entry.id;
        if p_kind = 'spend' then
            insert into points_uses
                (workspace_id, spend_id, earn_id, profile_id, redemption_id, promotion_id, expires_at, amount)
            values (p_workspace, p_entry, v_entry.id, p_profile, p_redemption, p_promotion, v_entry.expires_at, v_part);
        end if;
        v_left := v_left - v_part;
    end loop;
    if v_left <> 0 then
        raise exception 'points of profile % in workspace %: % more in the balance than in the entries',
            p_profile, p_workspace, v_left;
    end if;
end $$;

-- Gives back what a redemption or an activation spent, never more than that: the latest spending first and of it what
-- lasts longest, each part with the date it had (or p_expires, when that is later). Answers how much.
create or replace function redemptions_points_return(
    p_workspace uuid, p_profile bigint, p_amount bigint, p_redemption uuid, p_promotion uuid, p_reason text,
    p_expires timestamptz, p_actor text, p_now timestamptz
) returns bigint language plpgsql as $$
declare
    v_left bigint := p_amount;
    v_part bigint;
    v_use record;
begin
    for v_use in
        select u.spend_id, u.earn_id, u.amount - u.returned as most,
            case when u.expires_at is not null then greatest(u.expires_at, p_expires) end as expires_at
        from points_uses u
        where u.workspace_id = p_workspace and u.profile_id = p_profile and u.returned < u.amount
          and u.redemption_id is not distinct from p_redemption
          and (p_promotion is null or u.promotion_id = p_promotion)
        order by u.spend_id desc, u.expires_at desc nulls first, u.earn_id desc
    loop
        exit when v_left = 0;
        v_part := least(v_left, v_use.most);
        update points_uses set returned = returned + v_part
        where workspace_id = p_workspace and spend_id = v_use.spend_id and earn_id = v_use.earn_id;
        insert into points_ledger (workspace_id, profile_id, at, kind, amount, open, expires_at, redemption_id,
            promotion_id, reason, actor)
        values (p_workspace, p_profile, p_now, 'return', v_part, v_part, v_use.expires_at, p_redemption, p_promotion,
            p_reason, p_actor);
        v_left := v_left - v_part;
    end loop;
    return p_amount - v_left;
end $$;

-- Adds or takes points in the caller's transaction; the new balance, or null (nothing done) when a negative amount is
-- more than there is. Takes the lock of this account only. p_kind: earn, spend, adjust, return.
-- A `return` that adds gives back what p_redemption (and p_promotion) spent, never more, so that doing it twice gives
-- nothing twice; without both it just adds. What a redemption gave is claimed back by a `return` or `adjust` that takes.
create or replace function redemptions_points(
    p_workspace uuid, p_profile bigint, p_amount bigint, p_kind text, p_redemption uuid, p_promotion uuid,
    p_reason text, p_expires timestamptz, p_actor text, p_now timestamptz
) returns bigint language plpgsql as $$
declare
    v_balance bigint;
    v_given bigint := p_amount;
    v_entry bigint;
    v_expires timestamptz := case when p_amount > 0 then p_expires end;
begin
    if p_kind not in ('earn', 'spend', 'adjust', 'return') or (p_kind = 'earn' and p_amount < 0)
        or (p_kind = 'spend' and p_amount > 0) then
        raise exception 'no entry of points of kind % and amount %', p_kind, p_amount;
    end if;
    insert into points_accounts (workspace_id, profile_id) values (p_workspace, p_profile) on conflict do nothing;
    select balance into v_balance from points_accounts
    where workspace_id = p_workspace and profile_id = p_profile for update;
    v_balance := redemptions_points_lapse(p_workspace, p_profile, v_balance, 'system:system', p_now);
    if v_balance + p_amount < 0 then
        return null;
    end if;
    if p_amount = 0 then
        return v_balance;
    end if;
    if p_kind = 'return' and p_amount > 0 and coalesce(p_redemption, p_promotion) is not null then
        v_given := redemptions_points_return(p_workspace, p_profile, p_amount, p_redemption, p_promotion,
            coalesce(p_reason, ''), p_expires, p_actor, p_now);
        if v_given = 0 then
            return v_balance;
        end if;
        v_expires := null;
    else
        insert into points_ledger (workspace_id, profile_id, at, kind, amount, open, expires_at, redemption_id,
            promotion_id, reason, actor)
        values (p_workspace, p_profile, p_now, p_kind, p_amount, greatest(p_amount, 0), v_expires, p_redemption,
            p_promotion, coalesce(p_reason, ''), p_actor)
        returning id into v_entry;
        if p_amount < 0 then
            perform redemptions_points_take(p_workspace, p_profile, -p_amount, p_kind, p_redemption, p_promotion,
                v_entry);
        end if;
    end if;
    update points_accounts set balance = balance + v_given
    where workspace_id = p_workspace and profile_id = p_profile;
    perform redemptions_points_tell(p_workspace, p_profile, p_kind, v_given, v_balance + v_given, p_redemption,
        p_promotion, p_reason, v_expires, p_actor, p_now);
    return v_balance + v_given;
end $$;

-- Claims back what a redemption gave, as far as it can still be taken; answers how much that was.
create or replace function redemptions_points_claim(
    p_workspace uuid, p_profile bigint, p_amount bigint, p_redemption uuid, p_promotion uuid, p_reason text,
    p_actor text, p_now timestamptz
) returns bigint language plpgsql as $$
declare
    v_amount bigint;
begin
    perform from points_accounts where workspace_id = p_workspace and profile_id = p_profile for update;
    v_amount := least(p_amount, redemptions_points_spendable(p_workspace, p_profile, p_now));
    if v_amount > 0 then
        perform redemptions_points(p_workspace, p_profile, -v_amount, 'adjust', p_redemption, p_promotion, p_reason,
            null, p_actor, p_now);
    end if;
    return v_amount;
end $$;

-- Ends what is past its date in as many as p_limit accounts; answers how many. An account that somebody else works on
-- is passed over: whoever spends ends it himself, and the next round comes soon.
create or replace function redemptions_points_expire(p_workspace uuid, p_limit integer, p_now timestamptz)
returns integer language plpgsql as $$
declare
    v_count integer := 0;
    v_account record;
begin
    for v_account in
        select a.profile_id, a.balance from points_accounts a
        where a.workspace_id = p_workspace and a.profile_id = any (array(
            select distinct l.profile_id from points_ledger l
            where l.workspace_id = p_workspace and l.open > 0 and l.expires_at <= p_now
            limit p_limit))
        order by a.profile_id
        for update skip locked
    loop
        perform redemptions_points_lapse(p_workspace, v_account.profile_id, v_account.balance, 'system:system', p_now);
        v_count := v_count + 1;
    end loop;
    return v_count;
end $$;
