-- Stored audiences. workspace_id leads every primary key, unique key and join.

-- ---------------------------------------------------------------- profiles

-- Row-level security keeps conditions like lower(email) = ... from an index, since lower() is not leakproof; a column
-- of its own is found by plain equality.
alter table profiles add column email_key text generated always as (lower(email)) stored;
drop index profiles_email;
create unique index profiles_email on profiles (workspace_id, email_key) where email_key is not null;

-- A name is taken as long as its audience is not archived.
create table audiences (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    conditions jsonb not null,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    archived_at timestamptz,
    primary key (workspace_id, id)
);
create unique index audiences_name on audiences (workspace_id, name) where archived_at is null;
