-- ---------------------------------------------------------------- workflows

-- The counts of node_stats by the hour in which they happened, for the figures of the last day, week and month;
-- kept for a month. A journey is found by its run, newest first.
create table node_hours (
    workspace_id uuid not null,
    run bigint not null,
    hour timestamptz not null,
    node smallint not null,
    what text not null,
    shard smallint not null,
    n bigint not null,
    primary key (workspace_id, run, hour, node, what, shard)
) with (fillfactor = 50);
create index node_hours_old on node_hours using brin (hour);
create index journeys_run on journeys (run, id);
