-- Lines of paid orders of these customers, with what each one's part of the order's discount is; in minor units.
create or replace function personalization_purchases(
    p_workspace uuid, p_profiles bigint[], p_since timestamptz, p_until timestamptz
) returns table (profile_id bigint, at double precision, sku text, quantity double precision,
    amount double precision, saving double precision) language plpgsql as $$
#variable_conflict use_column
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    return query
    select l.profile_id, l.at, l.sku, l.quantity, l.amount, l.amount * l.share
      from (select o.profile_id, extract(epoch from o.at)::double precision as at, i.sku,
                   coalesce(i.quantity, 1) as quantity,
                   coalesce(i.amount, i.price * coalesce(i.quantity, 1), 0) as amount,
                   least(1, o.discount::double precision / greatest(o.total, 1)) as share
              from unnest(p_profiles) c (id)
              join orders o on o.workspace_id = p_workspace and o.profile_id = c.id
                           and o.at >= p_since and o.at < p_until and o.state = 'paid'
             cross join jsonb_to_recordset(case when jsonb_typeof(o.cart -> 'items') = 'array'
                 then o.cart -> 'items' else '[]' end)
                 i (sku text, quantity double precision, amount double precision, price double precision)
             where i.sku is not null) l;
end $$;

-- The same with each SKU's place among those that are known, counted from 0, and -1 for others: only numbers.
create or replace function personalization_lines(
    p_workspace uuid, p_profiles bigint[], p_skus text[], p_since timestamptz, p_until timestamptz
) returns table (profile_id bigint, at double precision, place integer, quantity double precision,
    amount double precision, saving double precision) language plpgsql as $$
#variable_conflict use_column
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    -- Not by the function above: its rows would be stored once more on their way.
    return query
    select l.profile_id, l.at, coalesce(s.place - 1, -1)::integer, l.quantity, l.amount, l.amount * l.share
      from (select o.profile_id, extract(epoch from o.at)::double precision as at, i.sku,
                   coalesce(i.quantity, 1) as quantity,
                   coalesce(i.amount, i.price * coalesce(i.quantity, 1), 0) as amount,
                   least(1, o.discount::double precision / greatest(o.total, 1)) as share
              from unnest(p_profiles) c (id)
              join orders o on o.workspace_id = p_workspace and o.profile_id = c.id
                           and o.at >= p_since and o.at < p_until and o.state = 'paid'
             cross join jsonb_to_recordset(case when jsonb_typeof(o.cart -> 'items') = 'array'
                 then o.cart -> 'items' else '[]' end)
                 i (sku text, quantity double precision, amount double precision, price double precision)
             where i.sku is not null) l
      left join unnest(p_skus) with ordinality s (sku, place) on s.sku = l.sku;
end $$;

-- Which articles these customers bought, and what their orders say of them, by SKU.
create or replace function personalization_articles(
    p_workspace uuid, p_profiles bigint[], p_since timestamptz, p_until timestamptz
) returns table (sku text, product_id text, categories text[], attributes jsonb) language plpgsql as $$
#variable_conflict use_column
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    return query
    select distinct on (item ->> 'sku') item ->> 'sku', coalesce(item ->> 'product_id', ''),
           array(select jsonb_array_elements_text(case when jsonb_typeof(item -> 'categories') = 'array'
               then item -> 'categories' else '[]' end) order by 1),
           case when jsonb_typeof(item -> 'attributes') = 'object' then item -> 'attributes' else '{}' end
      from unnest(p_profiles) c (id)
      join orders o on o.workspace_id = p_workspace and o.profile_id = c.id
                   and o.at >= p_since and o.at < p_until and o.state = 'paid'
     cross join jsonb_array_elements(case when jsonb_typeof(o.cart -> 'items') = 'array'
         then o.cart -> 'items' else '[]' end) item
     where item ->> 'sku' is not null
     order by item ->> 'sku', o.at desc, o.id;
end $$;
