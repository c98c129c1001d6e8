-- ---------------------------------------------------------------- accounts

-- Whether every member needs a second step; since when a member has one (null: none).
alter table workspaces add column second_step_required boolean not null default false;
alter table members add column second_step_since timestamptz;

-- The sealed secret of a member's one-time codes, from the moment he begins to set them up.
create table second_steps (
    workspace_id uuid not null,
    member_id uuid not null,
    secret_sealed bytea not null,
    last_step bigint not null default 0,
    failures integer not null default 0,
    locked_until timestamptz,
    created_at timestamptz not null,
    primary key (workspace_id, member_id),
    foreign key (workspace_id, member_id) references members on delete cascade
);

create table recovery_codes (
    workspace_id uuid not null,
    member_id uuid not null,
    code_digest bytea not null,
    used_at timestamptz,
    primary key (workspace_id, member_id, code_digest),
    foreign key (workspace_id, member_id) references members on delete cascade
);

-- A session has a name by which it can be ended, which its token must not be.
alter table sessions add column id uuid not null default gen_random_uuid();
alter table sessions add column user_agent text not null default '';
create unique index sessions_id on sessions (workspace_id, id);
