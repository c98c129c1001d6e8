-- Counts a day anew from its rows; whatever was counted of it before is forgotten, so that doing it twice changes nothing.

-- What was paid for the cart of a redemption, less what lines brought back.
create or replace function reports_revenue(
    p_workspace uuid, p_id uuid, p_initial bigint, p_discount bigint, p_returned jsonb
) returns bigint language sql stable as $$
    select greatest(p_initial - p_discount - case when p_returned = '{}' then 0 else (
        select coalesce(sum((l.params ->> 'refund')::bigint), 0) from redemption_ledger l
        where l.workspace_id = p_workspace and l.redemption_id = p_id and l.kind = 'rollback') end, 0)::bigint
$$;

-- p_begin and p_end are the moments at which the day begins and ends by the clocks of p_zone; p_first_id and p_end_id the
-- smallest UUIDv7 of these moments. A redemption of two promotions counts in both, and once in all.
create or replace function reports_count_day(
    p_workspace uuid, p_day date, p_zone text, p_begin timestamptz, p_end timestamptz, p_first_id uuid, p_end_id uuid
) returns void language plpgsql as $$
declare
    v_none uuid := '00000000-0000-0000-0000-000000000000';
begin
    perform pg_advisory_xact_lock(hashtextextended('reports ' || p_workspace, 0));
    delete from report_redemptions where workspace_id = p_workspace and day = p_day;
    delete from report_rejections where workspace_id = p_workspace and day = p_day;
    delete from report_points where workspace_id = p_workspace and day = p_day;

    insert into report_redemptions (workspace_id, scope, day, hour, campaign_id, promotion_id, currency, redemptions,
        rolled_back, discount, revenue, by_customers, newcomers)
    with done as materialized (
        select d.id, d.state, d.profile_id, d.currency, d.redeemed_at,
            extract(hour from d.redeemed_at at time zone p_zone)::smallint as hour,
            reports_revenue(p_workspace, d.id, d.initial, d.discount, d.returned) as revenue
        from redemptions d
        where d.workspace_id = p_workspace and d.redeemed_at >= p_begin and d.redeemed_at < p_end
    ), given as materialized (
        select d.id, coalesce(i.campaign_id, v_none) as campaign_id, i.promotion_id,
            sum(i.discount - i.rolled_back) as discount
        from done d join redemption_items i on i.workspace_id = p_workspace and i.redemption_id = d.id
        group by d.id, i.campaign_id, i.promotion_id
    ), parts as (
        select 'all' as scope, d.hour, v_none as campaign_id, v_none as promotion_id, d.id,
            coalesce(sum(g.discount), 0) as discount
        from done d left join given g on g.id = d.id group by d.id, d.hour
        union all
        select 'campaign', 0, g.campaign_id, v_none, g.id, sum(g.discount) from given g
        where g.campaign_id <> v_none group by g.id, g.campaign_id
        union all
        select 'promotion', 0, g.campaign_id, g.promotion_id, g.id, g.discount from given g
    )
    select p_workspace, p.scope, p_day, p.hour, p.campaign_id, p.promotion_id, d.currency,
        count(*) filter (where d.state = 2), count(*) filter (where d.state = 3),
        coalesce(sum(p.discount) filter (where d.state = 2), 0),
        coalesce(sum(d.revenue) filter (where d.state = 2), 0),
        count(d.profile_id),
        count(*) filter (where d.profile_id is not null and not exists (
            select from redemptions e
            where e.workspace_id = p_workspace and e.profile_id = d.profile_id
              and (e.redeemed_at, e.id) < (d.redeemed_at, d.id)
              and (p.scope = 'all' or exists (
                select from redemption_items o where o.workspace_id = p_workspace and o.redemption_id = e.id
                  and case p.scope when 'campaign' then o.campaign_id = p.campaign_id
                      else o.promotion_id = p.promotion_id end))))
    from parts p join done d on d.id = p.id
    group by p.scope, p.hour, p.campaign_id, p.promotion_id, d.currency;

    insert into report_rejections (workspace_id, day, campaign_id, promotion_id, reason, attempts)
    select p_workspace, p_day, coalesce(r.campaign_id, v_none), coalesce(r.promotion_id, v_none), r.reason, count(*)
    from rejections r where r.workspace_id = p_workspace and r.id >= p_first_id and r.id < p_end_id
    group by 3, 4, r.reason;

    insert into report_points (workspace_id, day, kind, promotion_id, points, entries)
    select p_workspace, p_day, l.kind, coalesce(l.promotion_id, v_none), sum(l.amount), count(*)
    from points_ledger l where l.workspace_id = p_workspace and l.at >= p_begin and l.at < p_end
    group by l.kind, 4;
end $$;
