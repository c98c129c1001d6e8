-- The first tables: tenants and keys, the log of events, profiles, voucher pools and codes, messages, alerts.
-- workspace_id leads every primary key, unique key and join, so that the tables can be distributed by it unchanged.

create function core_workspace() returns uuid language sql stable parallel safe
    return nullif(current_setting('largesse.workspace', true), '')::uuid;
comment on function core_workspace() is 'The tenant of this transaction; null (no rows) when none was set.';

create function core_presented() returns bytea language sql stable parallel safe
    return decode(nullif(current_setting('largesse.presented', true), ''), 'hex');
comment on function core_presented() is 'Digest of the credential a caller presented, before his tenant is known.';

-- ---------------------------------------------------------------- accounts

create table workspaces (
    id uuid primary key,
    name text not null check (length(name) between 1 and 200),
    time_zone text not null default 'UTC',
    case_policy text not null default 'insensitive' check (case_policy in ('insensitive', 'sensitive')),
    created_at timestamptz not null
);

create table members (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    email text not null check (email = lower(email)),
    name text not null default '',
    password_hash text not null,
    permissions text[] not null default '{}',
    created_at timestamptz not null,
    disabled_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, email)
);

create table sessions (
    workspace_id uuid not null,
    token_digest bytea not null,
    member_id uuid not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    address text,
    primary key (workspace_id, token_digest),
    foreign key (workspace_id, member_id) references members on delete cascade
);
create index sessions_token_digest on sessions (token_digest);

create table api_keys (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null,
    kind text not null default 'workspace' check (kind in ('workspace', 'profile')),
    prefix text not null,
    secret_digest bytea not null,
    permissions text[] not null,
    denied_events text[] not null default '{}',
    addresses cidr[] not null default '{}',
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz not null,
    created_by text not null,
    primary key (workspace_id, id)
);
create unique index api_keys_secret_digest on api_keys (secret_digest);

create table audit_log (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    at timestamptz not null,
    actor text not null,
    action text not null,
    object_type text not null,
    object_id text not null,
    before jsonb,
    after jsonb,
    request_id text,
    address text,
    primary key (workspace_id, id)
);
create index audit_log_object on audit_log (workspace_id, object_type, object_id, id);

-- ---------------------------------------------------------------- core

create table idempotency_keys (
    workspace_id uuid not null,
    key text not null check (length(key) between 1 and 255),
    request_digest bytea not null,
    status smallint,
    answer bytea,
    created_at timestamptz not null,
    primary key (workspace_id, key)
);
create index idempotency_keys_created_at on idempotency_keys (created_at);

create table jobs (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    kind text not null,
    object_id text,
    state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    args jsonb not null default '{}',
    progress jsonb not null default '{}',
    done bigint not null default 0,
    total bigint,
    result jsonb,
    error text,
    created_by text not null,
    created_at timestamptz not null,
    started_at timestamptz,
    heartbeat_at timestamptz,
    finished_at timestamptz,
    cancel_requested_at timestamptz,
    attempts integer not null default 0,
    primary key (workspace_id, id)
);
create index jobs_object on jobs (workspace_id, object_id, id);
create index jobs_unfinished on jobs (workspace_id, heartbeat_at) where state in ('queued', 'running');

create table job_rejections (
    workspace_id uuid not null,
    job_id uuid not null,
    row bigint not null,
    ordinal integer not null default 0,
    column_name text,
    value text,
    reason text not null,
    cells text[] not null default '{}',
    primary key (workspace_id, job_id, row, ordinal),
    foreign key (workspace_id, job_id) references jobs on delete cascade
);

-- ---------------------------------------------------------------- events

create table events (
    workspace_id uuid not null,
    id uuid not null,
    time timestamptz not null,
    name text not null check (length(name) between 1 and 64),
    profile_id bigint,
    params jsonb not null default '{}',
    source text not null,
    salt text,
    primary key (workspace_id, id, time)
) partition by range (time);
create index events_profile on events (workspace_id, profile_id, time) where profile_id is not null;
create unique index events_salt on events (workspace_id, profile_id, name, salt, time) where salt is not null;
create table events_default partition of events default;

create function events_ensure_partitions(p_from date, p_months integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    v_month date := date_trunc('month', p_from);
    v_name text;
    v_made integer := 0;
begin
    for i in 1 .. p_months loop
        v_name := 'events_' || to_char(v_month, 'YYYY_MM');
        if to_regclass('public.' || v_name) is null then
            execute format('create table public.%I partition of public.events for values from (%L) to (%L)',
                v_name, to_char(v_month, 'YYYY-MM-DD') || ' 00:00:00+00',
                to_char(v_month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
            execute format('alter table public.%I enable row level security', v_name);
            execute format('alter table public.%I force row level security', v_name);
            v_made := v_made + 1;
        end if;
        v_month := v_month + interval '1 month';
    end loop;
    return v_made;
end $$;
comment on function events_ensure_partitions is 'Makes the monthly partitions of events; the app role may call it and owns none.';

-- Events that a higher slice listens to also stand here until that slice has dealt with them, in its own transaction.
create table event_inbox (
    workspace_id uuid not null,
    listener text not null,
    event_id uuid not null,
    name text not null,
    time timestamptz not null,
    params jsonb not null,
    attempts integer not null default 0,
    error text,
    primary key (workspace_id, listener, event_id)
);

create table event_listeners (
    name text not null,
    listener text not null,
    primary key (name, listener)
);

-- ---------------------------------------------------------------- profiles

create table profiles (
    workspace_id uuid not null references workspaces,
    id bigint generated always as identity (cache 32),
    uuid uuid not null,
    custom_id text,
    email text,
    phone text,
    attributes jsonb not null default '{}',
    tags text[] not null default '{}',
    agreements jsonb not null default '{}',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index profiles_uuid on profiles (workspace_id, uuid);
create unique index profiles_custom_id on profiles (workspace_id, custom_id) where custom_id is not null;
create unique index profiles_email on profiles (workspace_id, lower(email)) where email is not null;
create unique index profiles_phone on profiles (workspace_id, phone) where phone is not null;
create index profiles_attributes on profiles using gin (attributes jsonb_path_ops) where attributes <> '{}';
create index profiles_tags on profiles using gin (tags) where tags <> '{}';

-- ---------------------------------------------------------------- connections

create table smtp_accounts (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null,
    host text not null,
    port integer not null check (port between 1 and 65535),
    security text not null check (security in ('none', 'starttls', 'tls')),
    username text,
    password_sealed bytea,
    from_address text not null,
    from_name text not null default '',
    is_default boolean not null default false,
    created_at timestamptz not null,
    primary key (workspace_id, id)
);
create unique index smtp_accounts_default on smtp_accounts (workspace_id) where is_default;

-- ---------------------------------------------------------------- vouchers

create table pools (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    description text not null default '',
    source jsonb not null default '{"type": "static"}',
    prefix text not null default '',
    barcode_type text,
    emission_start timestamptz,
    emission_end timestamptz,
    code_limit bigint check (code_limit > 0),
    profile_limit integer check (profile_limit > 0),
    codes_expire_at timestamptz,
    codes_expire_after interval,
    active boolean not null default true,
    alert jsonb,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    primary key (workspace_id, id),
    check (emission_end > emission_start),
    check (codes_expire_at is null or codes_expire_after is null)
);
create index pools_alerted on pools (workspace_id) where alert is not null and deleted_at is null;

-- Positions of a pool: codes stand at 1..tail; 1..head were leased to be handed out.
create table pool_heads (
    workspace_id uuid not null,
    pool_id uuid not null,
    head bigint not null default 0,
    tail bigint not null default 0,
    primary key (workspace_id, pool_id),
    foreign key (workspace_id, pool_id) references pools on delete cascade,
    check (head <= tail)
) with (fillfactor = 40);

create table pool_leases (
    workspace_id uuid not null,
    pool_id uuid not null,
    id bigint generated always as identity (cache 32),
    first bigint not null,
    last bigint not null,
    leased_at timestamptz not null,
    primary key (workspace_id, pool_id, id)
) with (fillfactor = 50);

create table pool_returns (
    workspace_id uuid not null,
    pool_id uuid not null,
    position bigint not null,
    primary key (workspace_id, pool_id, position)
);

-- state: 1 unassigned, 2 assigned, 3 redeemed, 4 cancelled. It stands in no index, so that a change of it stays HOT.
create table codes (
    workspace_id uuid not null,
    pool_id uuid not null,
    position bigint not null,
    code text collate "C" not null check (length(code) between 1 and 64),
    display text collate "C",
    state smallint not null default 1 check (state between 1 and 4),
    valid_until timestamptz not null default 'infinity',
    attributes jsonb,
    profile_id bigint,
    assigned_at timestamptz,
    expires_at timestamptz,
    redeemed_at timestamptz,
    cancelled_at timestamptz,
    created_at timestamptz not null,
    primary key (workspace_id, pool_id, position),
    constraint codes_unique_in_workspace unique (workspace_id, code),
    check ((state = 2) <= (profile_id is not null and assigned_at is not null)),
    check ((state = 1) <= (profile_id is null and assigned_at is null)),
    check ((state = 3) = (redeemed_at is not null)),
    check ((state = 4) = (cancelled_at is not null))
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);

-- One row for each code a profile holds; slot counts a profile's codes of a pool, so the key also holds its limit.
create table assignments (
    workspace_id uuid not null,
    profile_id bigint not null,
    pool_id uuid not null,
    slot integer not null check (slot > 0),
    position bigint not null,
    assigned_at timestamptz not null,
    primary key (workspace_id, profile_id, pool_id, slot)
);

-- Exact counts: base row + deltas not yet folded into it. valid_until 'infinity' = codes without a date of their own.
create table pool_counts (
    workspace_id uuid not null,
    pool_id uuid not null,
    valid_until timestamptz not null,
    unassigned bigint not null default 0,
    assigned bigint not null default 0,
    redeemed bigint not null default 0,
    cancelled bigint not null default 0,
    primary key (workspace_id, pool_id, valid_until)
) with (fillfactor = 60);

create table pool_count_deltas (
    workspace_id uuid not null,
    pool_id uuid not null,
    id bigint generated always as identity (cache 32),
    valid_until timestamptz not null,
    unassigned integer not null default 0,
    assigned integer not null default 0,
    redeemed integer not null default 0,
    cancelled integer not null default 0,
    handed_out integer not null default 0,
    at timestamptz not null,
    primary key (workspace_id, pool_id, id)
);

create table pool_days (
    workspace_id uuid not null,
    pool_id uuid not null,
    day date not null,
    handed_out bigint not null default 0,
    redeemed bigint not null default 0,
    primary key (workspace_id, pool_id, day)
) with (fillfactor = 60);

-- Alerts of pools that went off: the row is inserted once when the threshold is crossed and removed by a refill.
create table pool_alert_states (
    workspace_id uuid not null,
    pool_id uuid not null,
    kind text not null check (kind in ('low', 'empty', 'expires_soon')),
    crossed_at timestamptz not null,
    tail_at_crossing bigint not null,
    primary key (workspace_id, pool_id, kind)
);

-- Which positions an import or generation added, for undo and for telling a repeated row from a foreign code.
create table code_batches (
    workspace_id uuid not null,
    pool_id uuid not null,
    job_id uuid not null,
    first bigint not null,
    last bigint not null,
    primary key (workspace_id, job_id, first)
);
create index code_batches_position on code_batches (workspace_id, pool_id, first);

-- Rows of a bulk assignment: a list's names stand here from the start; what became of each is written with its chunk.
-- They leave for the job's result file.
create table bulk_assignment_rows (
    workspace_id uuid not null,
    job_id uuid not null,
    row bigint not null,
    kind text,
    value text,
    profile_id bigint,
    outcome text,
    position bigint,
    primary key (workspace_id, job_id, row),
    foreign key (workspace_id, job_id) references jobs on delete cascade
);

-- ---------------------------------------------------------------- messages

create table messages (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    channel text not null,
    recipient text not null,
    subject text not null default '',
    content jsonb not null,
    dedupe_key text not null,
    state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    attempts integer not null default 0,
    error text,
    created_at timestamptz not null,
    next_at timestamptz not null,
    sent_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, dedupe_key)
);
create index messages_due on messages (workspace_id, next_at) where state = 'queued';

-- ---------------------------------------------------------------- alerts

create table alert_rules (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null,
    event text not null,
    emails text[] not null default '{}',
    webhook_url text,
    active boolean not null default true,
    created_at timestamptz not null,
    primary key (workspace_id, id)
);

-- ---------------------------------------------------------------- row-level security: on, FORCEd, one policy each

do $$
declare
    t text;
begin
    for t in
        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and a.attname = 'workspace_id' and not a.attisdropped
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        if not (select relispartition from pg_class where oid = t::regclass) then
            execute format('create policy tenant on %I using (workspace_id = core_workspace()) '
                           'with check (workspace_id = core_workspace())', t);
        end if;
    end loop;
end $$;

-- Before the tenant is known, a caller sees the one row whose secret he holds.
create policy presented on api_keys for select using (secret_digest = core_presented());
create policy presented on sessions for select using (token_digest = core_presented());
-- At sign-in the address is presented the same way.
create policy presented on members for select using (email = nullif(current_setting('largesse.presented_email', true), ''));
create index members_email on members (email);

-- Every tenant is listed to the worker's keepers; only its own row can be changed.
alter table workspaces enable row level security;
alter table workspaces force row level security;
create policy listed on workspaces for select using (true);
create policy made on workspaces for insert with check (true);
create policy changed on workspaces for update using (id = core_workspace());
create policy deleted on workspaces for delete using (id = core_workspace());
