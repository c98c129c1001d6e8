-- The profiles that any of these identifiers name, locked against other writers when p_lock.
create or replace function profiles_load(
    p_workspace uuid, p_ids bigint[], p_uuids uuid[], p_custom_ids text[], p_emails text[], p_phones text[],
    p_lock boolean
) returns setof profiles language plpgsql as $$
declare
    v_ids bigint[];
begin
    select array_agg(f.id) into v_ids from (
        select p.id from unnest(p_ids) k join profiles p on p.workspace_id = p_workspace and p.id = k
        union select p.id from unnest(p_uuids) k join profiles p on p.workspace_id = p_workspace and p.uuid = k
        union select p.id from unnest(p_custom_ids) k
        join profiles p on p.workspace_id = p_workspace and p.custom_id = k and p.custom_id is not null
        union select p.id from unnest(p_emails) k
        join profiles p on p.workspace_id = p_workspace and p.email_key = lower(k)
        union select p.id from unnest(p_phones) k
        join profiles p on p.workspace_id = p_workspace and p.phone = k and p.phone is not null
    ) f;
    if p_lock then
        return query select p.* from profiles p where p.workspace_id = p_workspace and p.id = any (v_ids)
                     order by p.id for no key update;
    else
        return query select p.* from profiles p where p.workspace_id = p_workspace and p.id = any (v_ids);
    end if;
end $$;
