-- Statistics of tables that a run fills in seconds; without them the planner reads whole workspaces for single rows.
-- The app's role owns no table, so this runs as the owner.
create or replace function workflows_analyze(p_day date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    v_events text := 'events_' || to_char(p_day, 'YYYY_MM');
begin
    analyze journeys, event_pending;
    if to_regclass('public.' || v_events) is not null then
        execute format('analyze %I', v_events);
    end if;
end $$;
