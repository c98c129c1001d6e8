-- ---------------------------------------------------------------- personalization

-- Handbills: personalised promotions.

-- A personalised promotion. `definition` is the draft; published ones are versions.
create table handbills (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null,
    description text not null default '',
    type text not null check (type in ('mobile', 'check_in', 'check_out')),
    status text not null default 'draft' check (status in ('draft', 'published', 'paused', 'archived')),
    definition jsonb not null,
    published_version integer,
    -- What customers are hashed with; kept when shares change, so that few of them move.
    salt text not null,
    -- When sets are made for all customers again; null: never.
    precompute_at timestamptz,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id)
);
create index handbills_precompute_at on handbills (workspace_id, precompute_at)
    where precompute_at is not null and status = 'published';

create table handbill_versions (
    workspace_id uuid not null,
    handbill_id uuid not null,
    version integer not null,
    definition jsonb not null,
    -- Which buckets of customers lead to which variant.
    layout jsonb not null,
    published_at timestamptz not null,
    published_by text not null,
    primary key (workspace_id, handbill_id, version),
    foreign key (workspace_id, handbill_id) references handbills
);

-- Which variant a customer is in, from his first exposure on; never hashed again.
create table handbill_members (
    workspace_id uuid not null,
    handbill_id uuid not null,
    profile_id bigint not null,
    -- Null: the control group.
    variant text,
    -- By whose layout of buckets.
    version integer not null,
    since timestamptz not null,
    -- Of one whose variant was removed: where he had come in, which the check of arms goes by.
    came_version integer,
    came_variant text,
    primary key (workspace_id, handbill_id, profile_id),
    foreign key (workspace_id, handbill_id) references handbills
);

-- What one customer is offered for one period: as it was assigned at the first reading (or by the job), or null variant
-- and no items for the control group.
create table handbill_sets (
    workspace_id uuid not null,
    id uuid not null,
    handbill_id uuid not null,
    profile_id bigint not null,
    version integer not null,
    variant text,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    -- trend | frequency | ranker | manual: which stage of the engine chose; null for the control group.
    stage text,
    model_id uuid,
    -- Why there are fewer items than slots ask for.
    shortfall jsonb not null default '[]',
    assigned_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, handbill_id, profile_id, starts_at),
    foreign key (workspace_id, handbill_id) references handbills
);
create index handbill_sets_profile on handbill_sets (workspace_id, profile_id, handbill_id, ends_at);

create table handbill_items (
    workspace_id uuid not null,
    set_id uuid not null,
    place smallint not null,
    slot smallint not null,
    promotion_id uuid not null,
    score double precision,
    reasons jsonb not null default '[]',
    primary key (workspace_id, set_id, place),
    unique (workspace_id, set_id, promotion_id),
    foreign key (workspace_id, set_id) references handbill_sets on delete cascade
);

-- What the results page of a large handbill is made of, counted every hour.
create table handbill_counts (
    workspace_id uuid not null,
    handbill_id uuid not null,
    counted_at timestamptz not null,
    counts jsonb not null,
    primary key (workspace_id, handbill_id),
    foreign key (workspace_id, handbill_id) references handbills
);

-- A promotion that was given with a set is given until the set ends; null: for good. (Of redemptions, which writes it.)
alter table promotion_profiles add column assigned_until timestamptz;

-- The engine: models and what they say of customers.

create table ai_models (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    -- ranking | value | propensity
    kind text not null check (kind in ('ranking', 'value', 'propensity')),
    state text not null check (state in ('training', 'ready', 'failed')),
    -- Where its file is in the store of files; its figures on held-back weeks; what it was trained on.
    file text,
    figures jsonb not null default '{}',
    data jsonb not null default '{}',
    seed bigint not null,
    error text,
    trained_from timestamptz,
    trained_to timestamptz,
    created_at timestamptz not null,
    ready_at timestamptz,
    primary key (workspace_id, id)
);

-- What the engine says of each customer, refreshed daily; conditions and rules read it.
create table profile_scores (
    workspace_id uuid not null,
    profile_id bigint not null,
    -- Expected purchases and spend (minor units of the workspace's currency) in the next `horizon` days.
    purchases double precision,
    spend double precision,
    horizon_days integer not null,
    -- Days since the last purchase over the customer's own interval; more than 1: overdue.
    due double precision,
    -- Probability to redeem a promotion that is offered.
    propensity double precision,
    scored_at timestamptz not null,
    primary key (workspace_id, profile_id)
);

-- The batch's ranking of promotions for each customer, best first.
create table profile_rankings (
    workspace_id uuid not null,
    profile_id bigint not null,
    model_id uuid,
    stage text not null,
    -- Which promotions were ranked: a digest of their ids.
    among text not null,
    -- Places among those promotions in the order of their ids; 200 ids would be four times as long.
    promotions integer[] not null,
    scores real[] not null,
    reasons jsonb not null default '[]',
    ranked_at timestamptz not null,
    primary key (workspace_id, profile_id)
);
