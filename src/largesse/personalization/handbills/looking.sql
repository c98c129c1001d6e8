-- All that a reading, or a step of a job, must know of a handbill and of some customers, in one round trip. With
-- p_lock nobody else gives these customers sets until the transaction ends; what is told was read after that.
create or replace function handbills_look(
    p_workspace uuid, p_handbill uuid, p_profiles bigint[], p_lock boolean, p_now timestamptz
) returns jsonb language plpgsql as $$
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    if p_lock then
        -- In one order for all callers.
        perform pg_advisory_xact_lock(k.key)
           from (select hashtextextended('handbills ' || p_workspace::text || ' ' || p, 0) as key
                   from unnest(p_profiles) p order by 1) k;
    end if;
    return jsonb_build_object(
        'handbill', (select jsonb_build_object('type', h.type, 'status', h.status, 'version', h.published_version,
                                               'salt', h.salt)
                       from handbills h where h.workspace_id = p_workspace and h.id = p_handbill),
        'book', coalesce((select s.book from promotion_settings s where s.workspace_id = p_workspace), 0),
        'profiles', coalesce((select jsonb_agg(p.id) from profiles p
                               where p.workspace_id = p_workspace and p.id = any(p_profiles)), '[]'),
        'members', coalesce((select jsonb_object_agg(m.profile_id, m.variant) from handbill_members m
                              where m.workspace_id = p_workspace and m.handbill_id = p_handbill
                                and m.profile_id = any(p_profiles)), '{}'),
        'ends', coalesce((select jsonb_object_agg(e.profile_id, e.ends_at)
                            from (select s.profile_id, max(s.ends_at) as ends_at from handbill_sets s
                                   where s.workspace_id = p_workspace and s.handbill_id = p_handbill
                                     and s.profile_id = any(p_profiles) group by 1) e), '{}'),
        'live', coalesce((select jsonb_agg(to_jsonb(l)) from handbills_live(
            p_workspace, p_handbill, p_profiles, p_now) l), '[]'));
end $$;

-- The sets that are good now, one for each customer, with their items and how the customer stands to them.
create or replace function handbills_live(
    p_workspace uuid, p_handbill uuid, p_profiles bigint[], p_now timestamptz
) returns table (id uuid, profile_id bigint, version integer, variant text, starts_at timestamptz,
    ends_at timestamptz, stage text, model_id uuid, shortfall jsonb, items jsonb) language plpgsql stable as $$
#variable_conflict use_column
begin
    return query
    select distinct on (s.profile_id) s.id, s.profile_id, s.version, s.variant, s.starts_at, s.ends_at, s.stage,
           s.model_id, s.shortfall,
           coalesce((select jsonb_agg(jsonb_build_object(
                        'place', i.place, 'slot', i.slot, 'promotion_id', i.promotion_id, 'score', i.score,
                        'reasons', i.reasons, 'status', redemptions_status(
                            l.state, l.assigned_at, l.assigned_until, l.lasts_until, p_now)) order by i.place)
                       from handbill_items i
                       left join promotion_profiles l on l.workspace_id = p_workspace
                        and l.profile_id = s.profile_id and l.promotion_id = i.promotion_id
                      where i.workspace_id = p_workspace and i.set_id = s.id), '[]')
      from handbill_sets s
     where s.workspace_id = p_workspace and s.handbill_id = p_handbill and s.profile_id = any(p_profiles)
       and s.ends_at > p_now
     order by s.profile_id, s.starts_at desc;
end $$;

-- Notes who was exposed to which variant, stores sets with their items, and gives the promotions until the sets end.
-- Returns how each customer stands to them: a list of {profile_id, promotion_id, status}.
create or replace function handbills_store(
    p_workspace uuid, p_handbill uuid, p_version integer, p_members jsonb, p_sets jsonb, p_items jsonb,
    p_give boolean, p_now timestamptz
) returns jsonb language plpgsql as $$
begin
    insert into handbill_members as m (workspace_id, handbill_id, profile_id, variant, version, since)
    select p_workspace, p_handbill, p.profile_id, p.variant, p_version, p_now
      from jsonb_to_recordset(p_members) p (profile_id bigint, variant text)
     order by p.profile_id
        on conflict (workspace_id, handbill_id, profile_id)
        do update set variant = excluded.variant, version = excluded.version, since = excluded.since,
                      came_variant = case when m.came_version is null then m.variant else m.came_variant end,
                      came_version = coalesce(m.came_version, m.version);
    insert into handbill_sets (workspace_id, id, handbill_id, profile_id, version, variant, starts_at, ends_at,
                               stage, model_id, shortfall, assigned_at)
    select p_workspace, s.id, p_handbill, s.profile_id, s.version, s.variant, s.starts_at, s.ends_at, s.stage,
           s.model_id, s.shortfall, p_now
      from jsonb_to_recordset(p_sets) s (id uuid, profile_id bigint, version integer, variant text,
           starts_at timestamptz, ends_at timestamptz, stage text, model_id uuid, shortfall jsonb);
    insert into handbill_items (workspace_id, set_id, place, slot, promotion_id, score, reasons)
    select p_workspace, i.set_id, i.place, i.slot, i.promotion_id, i.score, i.reasons
      from jsonb_to_recordset(p_items) i (set_id uuid, place smallint, slot smallint, promotion_id uuid,
           score double precision, reasons jsonb);
    if p_give and p_items <> '[]' then
        perform redemptions_assign_until(p_workspace, array_agg(g.profile_id), array_agg(g.promotion_id),
                                         array_agg(g.until), p_now)
           from jsonb_to_recordset(p_items) g (profile_id bigint, promotion_id uuid, until timestamptz);
    end if;
    return coalesce((
        select jsonb_agg(jsonb_build_object('profile_id', i.profile_id, 'promotion_id', i.promotion_id,
                   'status', redemptions_status(
                       l.state, l.assigned_at, l.assigned_until, l.lasts_until, p_now)))
          from jsonb_to_recordset(p_items) i (profile_id bigint, promotion_id uuid)
          left join promotion_profiles l on l.workspace_id = p_workspace and l.profile_id = i.profile_id
           and l.promotion_id = i.promotion_id), '[]');
end $$;
