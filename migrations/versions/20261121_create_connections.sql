-- Stored connections to outside systems. workspace_id leads every primary key, unique key and join.

-- ---------------------------------------------------------------- connections

create table connections (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    type text not null,
    settings jsonb not null,
    secret_sealed bytea not null,
    secret_hint text not null default '',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    constraint connections_name unique (workspace_id, name)
);

-- The circuit breaker that workers share. open_until is set while a host is left alone; failures is the number in a
-- row, held at the breaker's threshold while closed and growing by one with each failed probe after that.
create table endpoint_states (
    workspace_id uuid not null references workspaces,
    host text not null check (length(host) between 1 and 300),
    failures integer not null default 0 check (failures >= 0),
    open_until timestamptz,
    updated_at timestamptz not null,
    primary key (workspace_id, host)
) with (fillfactor = 70);
