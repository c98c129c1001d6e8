-- Folds the deltas of a workspace into its count rows and days; base + deltas is exact in any snapshot, before and
-- after. Days are those of the workspace's time zone. One fold at a time in a workspace; returns how many deltas went in.
create or replace function vouchers_fold(p_workspace uuid) returns integer language plpgsql as $$
declare
    v_folded integer;
    v_zone text;
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    if not pg_try_advisory_xact_lock(hashtextextended('vouchers_fold ' || p_workspace, 0)) then
        return 0;
    end if;
    select time_zone into strict v_zone from workspaces where id = p_workspace;
    with gone as (
        delete from pool_count_deltas where workspace_id = p_workspace returning *
    ), counted as (
        insert into pool_counts as c (workspace_id, pool_id, valid_until, unassigned, assigned, redeemed, cancelled)
        select workspace_id, pool_id, valid_until, sum(unassigned), sum(assigned), sum(redeemed), sum(cancelled)
        from gone group by workspace_id, pool_id, valid_until
        on conflict (workspace_id, pool_id, valid_until) do update set
            unassigned = c.unassigned + excluded.unassigned, assigned = c.assigned + excluded.assigned,
            redeemed = c.redeemed + excluded.redeemed, cancelled = c.cancelled + excluded.cancelled
    ), day_rows as (
        insert into pool_days as d (workspace_id, pool_id, day, handed_out, redeemed,
            unassigned, assigned, redeemed_net, cancelled)
        select workspace_id, pool_id, (at at time zone v_zone)::date, sum(handed_out), sum(greatest(redeemed, 0)),
               sum(unassigned), sum(assigned), sum(redeemed), sum(cancelled)
        from gone group by workspace_id, pool_id, (at at time zone v_zone)::date
        on conflict (workspace_id, pool_id, day) do update set
            handed_out = d.handed_out + excluded.handed_out, redeemed = d.redeemed + excluded.redeemed,
            unassigned = d.unassigned + excluded.unassigned, assigned = d.assigned + excluded.assigned,
            redeemed_net = d.redeemed_net + excluded.redeemed_net, cancelled = d.cancelled + excluded.cancelled
    )
    select count(*) into v_folded from gone;
    return v_folded;
end $$;

-- Exact counts of pools at p_now (all of the workspace when p_pools is null). `unassigned` leaves out codes whose own
-- date has passed; those are `expired`.
create or replace function vouchers_counts(p_workspace uuid, p_pools uuid[], p_now timestamptz)
returns table (pool_id uuid, unassigned bigint, expired bigint, assigned bigint, redeemed bigint, cancelled bigint)
language sql stable as $$
    select r.pool_id,
           coalesce(sum(r.unassigned) filter (where r.valid_until > p_now), 0)::bigint,
           coalesce(sum(r.unassigned) filter (where r.valid_until <= p_now), 0)::bigint,
           sum(r.assigned)::bigint, sum(r.redeemed)::bigint, sum(r.cancelled)::bigint
    from (
        select c.pool_id, c.valid_until, c.unassigned, c.assigned, c.redeemed, c.cancelled from pool_counts c
        where c.workspace_id = p_workspace and (p_pools is null or c.pool_id = any (p_pools))
        union all
        select d.pool_id, d.valid_until, d.unassigned, d.assigned, d.redeemed, d.cancelled from pool_count_deltas d
        where d.workspace_id = p_workspace and (p_pools is null or d.pool_id = any (p_pools))
    ) r group by r.pool_id
$$;
