-- Keeps orders as the shop tells them, by their ids; what an order leaves out stays. p_orders: [{id, customer, at,
-- currency, total, discount, returned, cart, items}]. Writes an event for each that is new or has other numbers.
create or replace function redemptions_save_orders(
    p_workspace uuid, p_orders jsonb, p_source text, p_now timestamptz
) returns table (id text, customer bigint, is_new boolean) language plpgsql as $$
#variable_conflict use_column
declare
    v_order record;
    v_told jsonb;
    v_old record;
    v_new record;
begin
    for v_order in
        select * from jsonb_to_recordset(p_orders) o
            (id text, customer bigint, at timestamptz, currency text, total bigint, discount bigint,
             returned bigint, cart jsonb, items integer)
        order by o.id collate "C"
    loop
        select o.profile_id, o.at, o.currency, o.total, o.discount, o.returned into v_old
        from orders o where o.workspace_id = p_workspace and o.id = v_order.id for update;
        insert into orders as o (workspace_id, id, profile_id, at, currency, total, discount, returned, cart,
            created_at)
        values (p_workspace, v_order.id, v_order.customer, coalesce(v_order.at, p_now), v_order.currency,
            v_order.total, coalesce(v_order.discount, 0), coalesce(v_order.returned, 0), v_order.cart, p_now)
        on conflict (workspace_id, id) do update set
            profile_id = coalesce(v_order.customer, o.profile_id), at = coalesce(v_order.at, o.at),
            currency = excluded.currency, total = excluded.total, cart = excluded.cart,
            discount = coalesce(v_order.discount, o.discount), returned = coalesce(v_order.returned, o.returned)
        returning o.profile_id, o.at, o.currency, o.total, o.discount, o.returned, o.xmax = 0 as is_new into v_new;
        id := v_order.id;
        customer := v_new.profile_id;
        is_new := v_new.is_new;
        v_told := jsonb_build_object(
            'order_id', v_order.id, 'at', v_new.at, 'currency', v_new.currency, 'total', v_new.total,
            'discount', v_new.discount, 'returned', v_new.returned, 'items', v_order.items);
        if is_new then
            perform events_emit(p_workspace, 'order.created', customer, v_told, p_source, p_now);
        elsif (v_old.profile_id, v_old.at, v_old.currency, v_old.total, v_old.discount, v_old.returned)
            is distinct from
            (v_new.profile_id, v_new.at, v_new.currency, v_new.total, v_new.discount, v_new.returned) then
            perform events_emit(p_workspace, 'order.changed', customer, v_told, p_source, p_now);
        end if;
        return next;
    end loop;
end $$;
