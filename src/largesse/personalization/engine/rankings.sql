-- The batch's rankings of these customers by a model among certain promotions, where nothing was bought since.
create or replace function personalization_rankings(
    p_workspace uuid, p_profiles bigint[], p_model uuid, p_among text, p_since timestamptz, p_now timestamptz
) returns table (profile_id bigint, stage text, promotions integer[], scores real[], reasons text)
language plpgsql as $$
#variable_conflict use_column
begin
    perform set_config('largesse.workspace', p_workspace::text, true);
    return query
    select r.profile_id, r.stage, r.promotions, r.scores, r.reasons::text
      from profile_rankings r
     where r.workspace_id = p_workspace and r.profile_id = any(p_profiles) and r.model_id = p_model
       and r.among = p_among and r.ranked_at >= p_since and r.ranked_at <= p_now
       and not exists (select from orders o where o.workspace_id = p_workspace and o.profile_id = r.profile_id
                          and o.at >= r.ranked_at and o.at < p_now);
end $$;
