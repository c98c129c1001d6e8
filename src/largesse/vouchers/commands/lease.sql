-- Positions to hand out. Returned codes come first, then the next ones of the pool. The lease is its own short
-- transaction and need not be durable: a position that is issued again after a crash fails the durable state test
-- of vouchers_assign, and one that was leased and never used is found again by vouchers_find.
create or replace function vouchers_lease(
    p_workspace uuid, p_pool uuid, p_wanted integer, p_settled bigint[], p_now timestamptz
) returns table (lease bigint, first bigint, last bigint) language plpgsql as $$
#variable_conflict use_column
declare
    v_head bigint;
    v_tail bigint;
    v_first bigint;
    v_last bigint;
begin
    perform set_config('largesse.workspace', p_workspace::text, true),
            set_config('synchronous_commit', 'off', true);
    delete from pool_leases l
    where l.workspace_id = p_workspace and l.pool_id = p_pool and l.id = any (p_settled);

    for v_first in
        delete from pool_returns r
        where r.workspace_id = p_workspace and r.pool_id = p_pool and r.position = any (array(
            select r2.position from pool_returns r2
            where r2.workspace_id = p_workspace and r2.pool_id = p_pool
            limit p_wanted for update skip locked))
        returning r.position
    loop
        first := v_first;
        last := v_first;
        insert into pool_leases (workspace_id, pool_id, first, last, leased_at)
        values (p_workspace, p_pool, first, last, p_now) returning id into lease;
        return next;
    end loop;
    if found then
        return;
    end if;

    select h.head, h.tail into v_head, v_tail from pool_heads h
    where h.workspace_id = p_workspace and h.pool_id = p_pool for update;
    if not found or v_head >= v_tail then
        return;
    end if;
    -- Step over what was cancelled, redeemed or expired before it was handed out.
    select c.position into v_first from codes c
    where c.workspace_id = p_workspace and c.pool_id = p_pool and c.position > v_head and c.position <= v_tail
      and c.state = 1 and c.valid_until > p_now
    order by c.position limit 1;
    if v_first is null then
        update pool_heads h set head = v_tail where h.workspace_id = p_workspace and h.pool_id = p_pool;
        return;
    end if;
    -- Near the end leases shrink to one, so that no process sits on the last codes.
    v_last := v_first + least(p_wanted, greatest(1, (v_tail - v_first) / 50)) - 1;
    update pool_heads h set head = v_last where h.workspace_id = p_workspace and h.pool_id = p_pool;
    first := v_first;
    last := v_last;
    insert into pool_leases (workspace_id, pool_id, first, last, leased_at)
    values (p_workspace, p_pool, first, last, p_now) returning id into lease;
    return next;
end $$;

-- A code that is still free although nothing was left to lease: just returned or added, or in somebody's lease.
-- Null says the pool is empty. Spent leases are removed on the way, so that an empty pool answers at once.
-- p_sweep walks over the whole pool as well: the last line against a position that no book-keeping knows.
create or replace function vouchers_find(p_workspace uuid, p_pool uuid, p_sweep boolean, p_now timestamptz)
returns bigint
language plpgsql as $$
declare
    v_lease record;
    v_position bigint;
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    -- Leases last: while we look a code may move from the returns or from beyond the head into a lease.
    select r.position into v_position from pool_returns r
    join codes c using (workspace_id, pool_id, position)
    where r.workspace_id = p_workspace and r.pool_id = p_pool and c.state = 1 and c.valid_until > p_now
    limit 1;
    if v_position is not null then
        return v_position;
    end if;
    select c.position into v_position from pool_heads h
    join codes c on c.workspace_id = h.workspace_id and c.pool_id = h.pool_id
        and c.position > h.head and c.position <= h.tail
    where h.workspace_id = p_workspace and h.pool_id = p_pool and c.state = 1 and c.valid_until > p_now
    order by c.position limit 1;
    if v_position is not null then
        return v_position;
    end if;
    for v_lease in
        select l.id, l.first, l.last from pool_leases l where l.workspace_id = p_workspace and l.pool_id = p_pool
        order by l.id
    loop
        select c.position into v_position from codes c
        where c.workspace_id = p_workspace and c.pool_id = p_pool
          and c.position between v_lease.first and v_lease.last and c.state = 1 and c.valid_until > p_now
        order by c.position limit 1;
        if v_position is not null then
            return v_position;
        end if;
        delete from pool_leases l using (
            select l2.id from pool_leases l2
            where l2.workspace_id = p_workspace and l2.pool_id = p_pool and l2.id = v_lease.id
            for update skip locked) spent
        where l.workspace_id = p_workspace and l.pool_id = p_pool and l.id = spent.id;
    end loop;
    if p_sweep then
        select c.position into v_position from codes c
        where c.workspace_id = p_workspace and c.pool_id = p_pool and c.state = 1 and c.valid_until > p_now
        order by c.position limit 1;
    end if;
    return v_position;
end $$;
