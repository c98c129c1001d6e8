-- What the catalogues of products know of these SKUs, by SKU. Of several catalogues the first by name answers.
-- Null where there is no catalogue of products.
create or replace function catalogs_items(p_workspace uuid, p_keys text[], p_catalog text) returns jsonb
language plpgsql as $$
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    if not exists (select from catalogs c where c.workspace_id = p_workspace and c.kind = 'products') then
        return null;
    end if;
    return (
        select coalesce(jsonb_object_agg(found.key, found.item), '{}')
          from (select distinct on (i.key) i.key,
                       jsonb_build_object('name', i.name, 'product_id', i.product_id, 'price', i.price,
                           'currency', i.currency, 'categories', i.categories, 'attributes', i.attributes) as item
                  from catalog_items i
                  join catalogs c on c.workspace_id = i.workspace_id and c.name = i.catalog and c.kind = 'products'
                 where i.workspace_id = p_workspace and i.key = any (p_keys)
                   and (p_catalog is null or i.catalog = p_catalog)
                 order by i.key, i.catalog) found
    );
end $$;
