-- The profile behind one identifier, made when unknown; null when it cannot be made (an unknown id).
-- kind: id, uuid, custom_id, email or phone. Safe under concurrency: the loser of a race reads the winner's row.
create or replace function profiles_find(p_workspace uuid, p_kind text, p_value text) returns bigint
language plpgsql stable as $$
begin
    case p_kind
        when 'custom_id' then
            return (select id from profiles where workspace_id = p_workspace and custom_id = p_value);
        when 'id' then
            return (select id from profiles where workspace_id = p_workspace and id = p_value::bigint);
        when 'email' then
            return (select id from profiles where workspace_id = p_workspace and email_key = lower(p_value));
        when 'uuid' then
            return (select id from profiles where workspace_id = p_workspace and uuid = p_value::uuid);
        when 'phone' then
            return (select id from profiles where workspace_id = p_workspace and phone = p_value);
    end case;
end $$;

create or replace function profiles_resolve(p_workspace uuid, p_kind text, p_value text, p_now timestamptz)
returns bigint language plpgsql as $$
declare
    v_id bigint := profiles_find(p_workspace, p_kind, p_value);
begin
    if v_id is not null or p_kind = 'id' then
        return v_id;
    end if;
    insert into profiles (workspace_id, uuid, custom_id, email, phone, created_at, updated_at)
    values (
        p_workspace,
        case when p_kind = 'uuid' then p_value::uuid else core_new_id(p_now) end,
        case when p_kind = 'custom_id' then p_value end,
        case when p_kind = 'email' then p_value end,
        case when p_kind = 'phone' then p_value end,
        p_now, p_now)
    on conflict do nothing
    returning id into v_id;
    return coalesce(v_id, profiles_find(p_workspace, p_kind, p_value));
end $$;
