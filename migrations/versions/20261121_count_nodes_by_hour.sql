-- ---------------------------------------------------------------- workflows

-- The counts of node_stats by the hour in which they happened, for the figures of the last day, week and month;
-- kept for a month.
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

-- The journeys of a run lie together: a few bytes for each stretch of the table find them. A tree would cost each
-- waiting journey 30 bytes.
create index journeys_run on journeys using brin (run) with (pages_per_range = 16, autosummarize = on);
