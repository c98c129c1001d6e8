-- Keeps orders as the shop tells them, by their ids; what an order leaves out stays. p_orders: [{id, customer, at,
-- currency, total, discount, returned, cart, items}]. Writes an event for each that is new.
create or replace function redemptions_save_orders(
    p_workspace uuid, p_orders jsonb, p_source text, p_now timestamptz
) returns table (id text, customer bigint, is_new boolean) language plpgsql as $$
#variable_conflict use_column
declare
    v_order record;
begin
    for v_order in
        select * from jsonb_to_recordset(p_orders) o
            (id text, customer bigint, at timestamptz, currency text, total bigint, discount bigint,
             returned bigint, cart jsonb, items integer)
        order by o.id collate "C"
    loop
        insert into orders as o (workspace_id, id, profile_id, at, currency, total, discount, returned, cart,
            created_at)
        values (p_workspace, v_order.id, v_order.customer, coalesce(v_order.at, p_now), v_order.currency,
            v_order.total, coalesce(v_order.discount, 0), coalesce(v_order.returned, 0), v_order.cart, p_now)
        on conflict (workspace_id, id) do update set
            profile_id = coalesce(v_order.customer, o.profile_id), at = coalesce(v_order.at, o.at),
            currency = excluded.currency, total = excluded.total, cart = excluded.cart,
            discount = coalesce(v_order.discount, o.discount), returned = coalesce(v_order.returned, o.returned)
        returning o.id, o.profile_id, o.xmax = 0 into id, customer, is_new;
        if is_new then
            perform events_emit(p_workspace, 'order.created', customer, jsonb_build_object(
                'order_id', v_order.id, 'at', coalesce(v_order.at, p_now), 'currency', v_order.currency,
                'total', v_order.total, 'discount', coalesce(v_order.discount, 0), 'items', v_order.items),
                p_source, p_now);
        end if;
        return next;
    end loop;
end $$;
