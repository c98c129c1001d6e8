-- A customer's life with a promotion: assigned, active, redeemed. What was activated and how much of it is used stands in
-- promotion_activations; promotion_profiles sums it up, and its row is the lock of it all. Points go before it: whoever
-- needs both locks takes the account first.

-- Sums up: live activations first; else what lapsed unused; else redeemed, if there was a use; else assigned.
create or replace function redemptions_life_settle(
    p_workspace uuid, p_profile bigint, p_promotion uuid, p_now timestamptz
) returns smallint language plpgsql as $$
declare
    v_state smallint;
begin
    update promotion_profiles p set
        state = case when s.open > 0 then 2 when s.used > 0 then 3 else 1 end,
        activated_at = s.activated_at, lasts_until = s.lasts_until, points_taken = s.points,
        uses = s.used, uses_left = s.open,
        redeemed_at = case when s.open = 0 and s.used > 0 then coalesce(p.redeemed_at, p_now) end
    from (
        select coalesce(sum(a.used), 0) as used, coalesce(sum(a.uses - a.used) filter (where a.counts), 0) as open,
            coalesce(sum(a.points) filter (where a.counts), 0) as points,
            max(a.at) filter (where a.counts or not a.live) as activated_at,
            nullif(max(coalesce(a.lasts_until, 'infinity')) filter (where a.counts), 'infinity') as lasts_until
        from (
            select l.*, l.used < l.uses and (l.live or not bool_or(l.live and l.used < l.uses) over ()) as counts
            from (
                select x.*, x.lasts_until is null or x.lasts_until > p_now as live from promotion_activations x
                where x.workspace_id = p_workspace and x.profile_id = p_profile and x.promotion_id = p_promotion
                  and x.ended_at is null) l
        ) a
    ) s
    where p.workspace_id = p_workspace and p.profile_id = p_profile and p.promotion_id = p_promotion
    returning p.state into v_state;
    return v_state;
end $$;

-- What events of it say: the promotion and its business key, and what else there is.
create or replace function redemptions_life_params(p_workspace uuid, p_promotion uuid, p_more jsonb) returns jsonb
language sql stable as $$
    select jsonb_build_object('promotion_id', p_promotion, 'code', (
        select p.code from promotions p where p.workspace_id = p_workspace and p.id = p_promotion
        )) || jsonb_strip_nulls(p_more)
$$;

-- Gives promotions to a customer for good; answers those he did not have before.
create or replace function redemptions_assign(
    p_workspace uuid, p_profile bigint, p_promotions uuid[], p_actor text, p_now timestamptz
) returns uuid[] language plpgsql as $$
declare
    v_promotion uuid;
    v_new uuid[] := '{}';
begin
    foreach v_promotion in array array(select distinct unnest(p_promotions) order by 1) loop
        update promotion_profiles set assigned_until = null
        where workspace_id = p_workspace and profile_id = p_profile and promotion_id = v_promotion
          and assigned_until > p_now;
        insert into promotion_profiles as p (workspace_id, profile_id, promotion_id, state, assigned_at)
        values (p_workspace, p_profile, v_promotion, 1, p_now)
        on conflict (workspace_id, profile_id, promotion_id) do update set assigned_at = p_now, assigned_until = null
            where p.assigned_at is null or p.assigned_until <= p_now;
        if found then
            v_new := v_new || v_promotion;
            perform events_emit(p_workspace, 'promotion.assigned', p_profile,
                redemptions_life_params(p_workspace, v_promotion, '{}'), p_actor, p_now);
        end if;
    end loop;
    return v_new;
end $$;

-- The status at a moment of a customer's row of promotion_profiles, column by column; none where there is no row.
create or replace function redemptions_status(
    p_state smallint, p_assigned_at timestamptz, p_assigned_until timestamptz, p_lasts_until timestamptz,
    p_now timestamptz
) returns text language sql immutable as $$
    select case when p_state is null then 'none' when p_state = 3 then 'redeemed'
                when p_state = 2 and p_lasts_until <= p_now then 'lapsed' when p_state = 2 then 'active'
                when p_assigned_at is null or p_assigned_until <= p_now then 'deactivated' else 'assigned' end
$$;

-- Gives promotions to customers until these moments, pair by pair; whoever has one for longer keeps it so long. Tells
-- nothing: the set they belong to is told of by whoever gives it.
create or replace function redemptions_assign_until(
    p_workspace uuid, p_profiles bigint[], p_promotions uuid[], p_untils timestamptz[], p_now timestamptz
) returns void language sql as $$
    insert into promotion_profiles as p (workspace_id, profile_id, promotion_id, state, assigned_at, assigned_until)
    select p_workspace, g.profile, g.promotion, 1, p_now, g.until
    from unnest(p_profiles, p_promotions, p_untils) g (profile, promotion, until)
    order by g.profile, g.promotion
    on conflict (workspace_id, profile_id, promotion_id) do update set
        assigned_at = case when p.assigned_until > p_now then p.assigned_at else p_now end,
        assigned_until = greatest(p.assigned_until, excluded.assigned_until)
        where p.assigned_at is null or p.assigned_until is not null
$$;

-- Activates a promotion; ok, or why not (then nothing was taken): not_assigned, already_active,
-- activation_limit_reached, points_missing. Activations that were taken back do not count against p_most.
create or replace function redemptions_activate(
    p_workspace uuid, p_profile bigint, p_promotion uuid, p_points bigint, p_uses integer, p_lasts_until timestamptz,
    p_most integer, p_since timestamptz, p_must_be_assigned boolean, p_actor text, p_now timestamptz
) returns text language plpgsql as $$
declare
    v_life promotion_profiles%rowtype;
begin
    if p_points > 0 then
        insert into points_accounts (workspace_id, profile_id) values (p_workspace, p_profile) on conflict do nothing;
        perform from points_accounts where workspace_id = p_workspace and profile_id = p_profile for update;
    end if;
    select * into v_life from promotion_profiles
    where workspace_id = p_workspace and profile_id = p_profile and promotion_id = p_promotion for update;
    if p_must_be_assigned and (v_life.assigned_at is null or v_life.assigned_until <= p_now) then
        return 'not_assigned';
    end if;
    if v_life.profile_id is null then
        insert into promotion_profiles (workspace_id, profile_id, promotion_id, state)
        values (p_workspace, p_profile, p_promotion, 1) on conflict do nothing;
        select * into v_life from promotion_profiles
        where workspace_id = p_workspace and profile_id = p_profile and promotion_id = p_promotion for update;
    end if;
    if v_life.state = 2 and v_life.uses_left > 0 and (v_life.lasts_until is null or v_life.lasts_until > p_now) then
        return 'already_active';
    end if;
    if p_most <= (
        select count(*) from promotion_activations a
        where a.workspace_id = p_workspace and a.profile_id = p_profile and a.promotion_id = p_promotion
          and a.ended_at is null and (p_since is null or a.at > p_since)) then
        return 'activation_limit_reached';
    end if;
    if p_points > 0 and redemptions_points(p_workspace, p_profile, -p_points, 'spend', null, p_promotion, 'activation',
        null, p_actor, p_now) is null then
        return 'points_missing';
    end if;
    insert into promotion_activations (workspace_id, profile_id, promotion_id, at, lasts_until, points, uses)
    values (p_workspace, p_profile, p_promotion, p_now, p_lasts_until, p_points, p_uses);
    update promotion_profiles set activations = activations + 1
    where workspace_id = p_workspace and profile_id = p_profile and promotion_id = p_promotion;
    perform redemptions_life_settle(p_workspace, p_profile, p_promotion, p_now);
    perform events_emit(p_workspace, 'promotion.activated', p_profile, redemptions_life_params(
        p_workspace, p_promotion, jsonb_build_object(
            'points', p_points, 'uses', p_uses, 'lasts_until', p_lasts_until)), p_actor, p_now);
    return 'ok';
end $$;

-- Takes the latest live activation back and gives its points back; ok, not_active, or activation_used.
create or replace function redemptions_deactivate(
    p_workspace uuid, p_profile bigint, p_promotion uuid, p_actor text, p_now timestamptz
) returns text language plpgsql as $$
declare
    v_activation promotion_activations%rowtype;
begin
    -- Before the lock of the life, and though it may turn out that no points were taken.
    perform from points_accounts where workspace_id = p_workspace and profile_id = p_profile for update;
    perform from promotion_profiles
    where workspace_id = p_workspace and profile_id = p_profile and promotion_id = p_promotion for update;
    select * into v_activation from promotion_activations a
    where a.workspace_id = p_workspace and a.profile_id = p_profile and a.promotion_id = p_promotion
      and a.ended_at is null and a.used < a.uses and (a.lasts_until is null or a.lasts_until > p_now)
    order by a.used > 0, a.id desc limit 1;
    if not found then
        return 'not_active';
    end if;
    if v_activation.used > 0 then
        return 'activation_used';
    end if;
    update promotion_activations set ended_at = p_now where workspace_id = p_workspace and id = v_activation.id;
    if v_activation.points > 0 then
        perform redemptions_points(p_workspace, p_profile, v_activation.points, 'return', null, p_promotion,
            'deactivation', null, p_actor, p_now);
    end if;
    perform redemptions_life_settle(p_workspace, p_profile, p_promotion, p_now);
    perform events_emit(p_workspace, 'promotion.deactivated', p_profile, redemptions_life_params(
        p_workspace, p_promotion, jsonb_build_object('points', v_activation.points)), p_actor, p_now);
    return 'ok';
end $$;

-- Takes one use of an activation, of the one that lapses first: ok, activation_required or activation_lapsed.
-- Told the redemption, redemptions_unuse gives back to that very activation, and once only.
create or replace function redemptions_use(
    p_workspace uuid, p_profile bigint, p_promotion uuid, p_now timestamptz, p_redemption uuid default null,
    p_actor text default 'system:system'
) returns text language plpgsql as $$
declare
    v_state smallint;
    v_activation bigint;
begin
    select p.state into v_state from promotion_profiles p
    where p.workspace_id = p_workspace and p.profile_id = p_profile and p.promotion_id = p_promotion for update;
    select a.id into v_activation from promotion_activations a
    where a.workspace_id = p_workspace and a.profile_id = p_profile and a.promotion_id = p_promotion
      and a.ended_at is null and a.used < a.uses and (a.lasts_until is null or a.lasts_until > p_now)
    order by a.lasts_until nulls last, a.id limit 1;
    if v_activation is null then
        return case when v_state = 2 then 'activation_lapsed' else 'activation_required' end;
    end if;
    update promotion_activations set used = used + 1 where workspace_id = p_workspace and id = v_activation;
    if p_redemption is not null then
        insert into promotion_uses (workspace_id, redemption_id, promotion_id, activation_id)
        values (p_workspace, p_redemption, p_promotion, v_activation);
    end if;
    if redemptions_life_settle(p_workspace, p_profile, p_promotion, p_now) = 3 then
        perform events_emit(p_workspace, 'promotion.redeemed', p_profile, redemptions_life_params(
            p_workspace, p_promotion, jsonb_build_object('redemption_id', p_redemption)), p_actor, p_now);
    end if;
    return 'ok';
end $$;

-- Gives one use back: ok, or not_used. One that lapsed meanwhile stays lapsed.
create or replace function redemptions_unuse(
    p_workspace uuid, p_profile bigint, p_promotion uuid, p_now timestamptz, p_redemption uuid default null
) returns text language plpgsql as $$
declare
    v_activation bigint;
begin
    perform from promotion_profiles
    where workspace_id = p_workspace and profile_id = p_profile and promotion_id = p_promotion for update;
    if p_redemption is null then
        select a.id into v_activation from promotion_activations a
        where a.workspace_id = p_workspace and a.profile_id = p_profile and a.promotion_id = p_promotion and a.used > 0
        order by a.id desc limit 1;
    else
        delete from promotion_uses u
        where u.workspace_id = p_workspace and u.redemption_id = p_redemption and u.promotion_id = p_promotion
        returning u.activation_id into v_activation;
    end if;
    if v_activation is null then
        return 'not_used';
    end if;
    update promotion_activations set used = used - 1 where workspace_id = p_workspace and id = v_activation;
    perform redemptions_life_settle(p_workspace, p_profile, p_promotion, p_now);
    return 'ok';
end $$;
