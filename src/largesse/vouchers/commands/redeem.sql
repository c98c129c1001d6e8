-- Uses a code that the caller has locked; p_last: no further use is left, so it is redeemed from now on.
-- ok | code_not_found | code_disabled | code_exhausted | code_expired | wrong_customer
create or replace function vouchers_take_code(
    p_workspace uuid, p_code text, p_profile bigint, p_last boolean, p_shared boolean, p_now timestamptz
) returns text language plpgsql as $$
declare
    v_code codes%rowtype;
    v_pool pools%rowtype;
begin
    select * into v_code from codes c where c.workspace_id = p_workspace and c.code = p_code;
    if not found then
        return 'code_not_found';
    end if;
    select * into v_pool from pools p where p.workspace_id = p_workspace and p.id = v_code.pool_id;
    if v_pool.deleted_at is not null then
        return 'code_not_found';
    elsif v_code.state = 4 then
        return 'code_disabled';
    elsif v_code.state = 3 then
        return 'code_exhausted';
    elsif coalesce(v_code.expires_at, v_code.valid_until) <= p_now
        or (v_code.state = 1 and coalesce(v_pool.codes_expire_at <= p_now, false)) then
        return 'code_expired';
    elsif not p_shared and v_code.profile_id <> coalesce(p_profile, 0) then
        return 'wrong_customer';
    end if;
    if p_last then
        update codes c set state = 3, redeemed_at = p_now
        where c.workspace_id = p_workspace and c.pool_id = v_code.pool_id and c.position = v_code.position;
        insert into pool_count_deltas
            (workspace_id, pool_id, valid_until, at, unassigned, assigned, redeemed, handed_out)
        values (p_workspace, v_code.pool_id, v_code.valid_until, p_now,
            case v_code.state when 1 then -1 else 0 end, case v_code.state when 2 then -1 else 0 end, 1,
            case v_code.state when 1 then 1 else 0 end);
    end if;
    return 'ok';
end $$;

-- Undoes a use exactly: a redeemed code is its holder's again, or nobody's when it never had one.
create or replace function vouchers_put_back_code(p_workspace uuid, p_code text, p_now timestamptz)
returns void language plpgsql as $$
declare
    v_code codes%rowtype;
begin
    update codes c set state = case when c.profile_id is null then 1 else 2 end, redeemed_at = null
    where c.workspace_id = p_workspace and c.code = p_code and c.state = 3
    returning * into v_code;
    if found then
        insert into pool_count_deltas
            (workspace_id, pool_id, valid_until, at, unassigned, assigned, redeemed, handed_out)
        values (p_workspace, v_code.pool_id, v_code.valid_until, p_now,
            case v_code.state when 1 then 1 else 0 end, case v_code.state when 2 then 1 else 0 end, -1,
            case v_code.state when 1 then -1 else 0 end);
    end if;
end $$;
