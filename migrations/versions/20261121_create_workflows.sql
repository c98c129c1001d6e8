-- Workflows: definitions, runs, journeys, schedules, statistics. workspace_id leads every primary key, unique key and join.

-- ---------------------------------------------------------------- events

-- The order in which events were written, over all processes: clocks of machines differ, this does not.
create sequence event_order;
alter table events add column seq bigint not null default nextval('event_order');

-- Names that a workflow of the workspace waits for or begins with; an event of such a name goes to event_pending too.
create table event_waits (
    workspace_id uuid not null references workspaces,
    name text not null,
    waiter text not null,
    primary key (workspace_id, name, waiter)
);

-- Events on their way to journeys; a part holds all events of its profiles, in their order.
create table event_pending (
    workspace_id uuid not null,
    part smallint not null,
    seq bigint not null,
    id uuid not null,
    profile_id bigint,
    journey_id bigint,
    name text not null,
    time timestamptz not null,
    primary key (workspace_id, part, seq)
);

-- ---------------------------------------------------------------- workflows

create table workflows (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    description text not null default '',
    kind text not null check (kind in ('profile', 'business')),
    state text not null default 'draft' check (state in ('draft', 'active', 'paused', 'stopped')),
    draft jsonb not null,
    settings jsonb not null default '{}',
    active_version integer,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    primary key (workspace_id, id)
);
create unique index workflows_name on workflows (workspace_id, lower(name)) where deleted_at is null;

-- What was published; never changed, since journeys end on the version they began with.
create table workflow_versions (
    workspace_id uuid not null,
    workflow_id uuid not null,
    version integer not null check (version > 0),
    graph jsonb not null,
    settings jsonb not null,
    checksum text not null,
    published_at timestamptz not null,
    published_by text not null,
    primary key (workspace_id, workflow_id, version),
    foreign key (workspace_id, workflow_id) references workflows
);

create table workflow_schedules (
    workspace_id uuid not null,
    workflow_id uuid not null,
    node text not null,
    version integer not null,
    schedule jsonb not null,
    anchor timestamptz not null,
    next_at timestamptz,
    last_at timestamptz,
    skipped integer not null default 0,
    misfire text not null default 'once_late' check (misfire in ('once_late', 'skip')),
    primary key (workspace_id, workflow_id, node)
);
create index workflow_schedules_due on workflow_schedules (next_at) where next_at is not null;

-- Triggers of active versions that begin with an event.
create table workflow_triggers (
    workspace_id uuid not null,
    event text not null,
    workflow_id uuid not null,
    version integer not null,
    node smallint not null,
    primary key (workspace_id, event, workflow_id, node)
);

-- A run of an audience, a schedule or by hand; a workflow that begins with events has one standing run for each version.
create table workflow_runs (
    workspace_id uuid not null,
    id uuid not null,
    number bigint generated always as identity,
    workflow_id uuid not null,
    version integer not null,
    node smallint not null,
    kind text not null check (kind in ('audience', 'scheduled', 'events')),
    scheduled_for timestamptz,
    state text not null default 'running' check (state in ('running', 'paused', 'finished', 'stopped')),
    trace_every integer not null default 1,
    params jsonb not null default '{}',
    started_at timestamptz not null,
    started_by text not null,
    finished_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, workflow_id, version) references workflow_versions
);
create unique index workflow_runs_number on workflow_runs (workspace_id, number);
create index workflow_runs_workflow on workflow_runs (workspace_id, workflow_id, id);
create index workflow_runs_open on workflow_runs (workspace_id) where state in ('running', 'paused');
-- A tick that comes twice cannot start a run twice.
create unique index workflow_runs_scheduled on workflow_runs (workspace_id, workflow_id, node, scheduled_for)
    where scheduled_for is not null;
create unique index workflow_runs_standing on workflow_runs (workspace_id, workflow_id, version) where kind = 'events';

-- Slices of the audience, by numbers of profiles; entered says how many journeys a slice began.
create table workflow_ranges (
    workspace_id uuid not null,
    run bigint not null,
    ordinal integer not null,
    first bigint not null,
    last bigint not null,
    entered integer,
    primary key (workspace_id, run, ordinal)
);
create index workflow_ranges_open on workflow_ranges (workspace_id, run, ordinal) where entered is null;

-- Who advances a lane of a run now. Run 0 stands for what is not of one run: lane 0.. match a part of the events,
-- lane -1 moves what is due. A lease that ran out without being given back tells of a crash.
create table workflow_lanes (
    workspace_id uuid not null,
    run bigint not null,
    lane smallint not null,
    owner uuid,
    leased_until timestamptz not null default '-infinity',
    primary key (workspace_id, run, lane)
) with (fillfactor = 50);

-- status: 0 ready, 1 waiting, 2 to be tried again, 4 ended, 5 dead, 6 stopped; below 4 a journey is open.
-- armed: the wait accepts events after this one in event_order.
create table journeys (
    workspace_id uuid not null,
    id bigint generated by default as identity (cache 50),
    run bigint not null,
    profile_id bigint not null,
    armed bigint not null,
    due_at timestamptz,
    started_at timestamptz not null,
    node smallint not null,
    status smallint not null default 0,
    attempt smallint not null default 0,
    lane smallint not null,
    ctx jsonb,
    primary key (workspace_id, id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.05);
create index journeys_ready on journeys (run, lane, id) where status = 0;
create index journeys_open on journeys (profile_id) where status < 4;
create index journeys_due on journeys (due_at) where status in (1, 2);

-- Starts of capped workflows, by which the next start is judged.
create table journey_starts (
    workspace_id uuid not null,
    workflow_id uuid not null,
    profile_id bigint not null,
    started_at timestamptz not null,
    journey_id bigint not null,
    primary key (workspace_id, workflow_id, profile_id, started_at, journey_id)
);

create table journey_errors (
    workspace_id uuid not null,
    journey_id bigint not null,
    run bigint not null,
    node smallint not null,
    at timestamptz not null,
    final boolean not null,
    error text not null,
    primary key (workspace_id, journey_id, at, node)
);
create index journey_errors_run on journey_errors (workspace_id, run, at);

-- Steps of the journeys that are traced: where they went, by which event, what was rendered.
create table journey_steps (
    workspace_id uuid not null,
    journey_id bigint not null,
    step integer not null,
    at timestamptz not null,
    node smallint not null,
    port text,
    event jsonb,
    rendered jsonb,
    primary key (workspace_id, journey_id, step)
);

-- n journeys at a node: '+' came, a port's name left by it, '!...' what befell them. Written in shards, read as a sum.
create table node_stats (
    workspace_id uuid not null,
    run bigint not null,
    node smallint not null,
    what text not null,
    shard smallint not null,
    n bigint not null,
    primary key (workspace_id, run, node, what, shard)
) with (fillfactor = 50);

-- Files that somebody uploaded for workflows; they stay until somebody deletes them.
create table workflow_files (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) <= 255),
    size bigint not null,
    sha256 text not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (workspace_id, id)
);

-- Actions of a node in a window of time, for nodes with a limit.
create table node_actions (
    workspace_id uuid not null,
    workflow_id uuid not null,
    node text not null,
    window_start timestamptz not null,
    n bigint not null,
    primary key (workspace_id, workflow_id, node, window_start)
);

-- Codes drawn for a message that may yet fail for good; then the code goes back to its pool after a quarantine.
create table drawn_codes (
    workspace_id uuid not null,
    dedupe_key text not null,
    pool_id uuid not null,
    code text not null,
    drawn_at timestamptz not null,
    give_back_at timestamptz,
    primary key (workspace_id, dedupe_key, code)
);
create index drawn_codes_due on drawn_codes (workspace_id, give_back_at) where give_back_at is not null;
