-- Catalogues; campaigns and promotions; redemptions with their ledgers, holds, limits, points and balances.
-- workspace_id leads every primary key, unique key and join.

-- ---------------------------------------------------------------- catalogs

create table catalogs (
    workspace_id uuid not null references workspaces,
    name text not null check (length(name) between 1 and 128),
    kind text not null default 'products' check (kind in ('products', 'stores')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, name)
);

create table catalog_items (
    workspace_id uuid not null,
    catalog text not null,
    key text not null check (length(key) between 1 and 255),
    name text not null default '',
    product_id text,
    price bigint check (price >= 0),
    currency text,
    categories text[] not null default '{}',
    attributes jsonb not null default '{}',
    updated_at timestamptz not null,
    primary key (workspace_id, catalog, key),
    foreign key (workspace_id, catalog) references catalogs on delete cascade
);

-- ---------------------------------------------------------------- promotions

-- How promotions of a workspace stand together; `book` grows by one with every change that decides a cart.
create table promotion_settings (
    workspace_id uuid primary key references workspaces,
    currency text not null default 'EUR',
    policy jsonb not null default '{}',
    book bigint not null default 0,
    updated_at timestamptz not null
);

create table campaigns (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    description text not null default '',
    tags text[] not null default '{}',
    status text not null default 'draft' check (status in ('draft', 'active', 'paused', 'finished', 'archived')),
    starts_at timestamptz,
    ends_at timestamptz,
    limits jsonb not null default '[]',
    metadata jsonb not null default '{}',
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    check (ends_at > starts_at)
);

-- `draft` is what can still be changed; publishing makes a version of it. `version` 0: never published.
create table promotions (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    campaign_id uuid,
    code text not null check (length(code) between 1 and 255),
    name text not null check (length(name) between 1 and 200),
    note text not null default '',
    tags text[] not null default '{}',
    status text not null default 'draft'
        check (status in ('draft', 'active', 'hidden', 'paused', 'finished', 'archived')),
    draft jsonb not null,
    version integer not null default 0,
    import_hash text,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, campaign_id) references campaigns
);
create unique index promotions_code on promotions (workspace_id, code);
create index promotions_campaign on promotions (workspace_id, campaign_id) where campaign_id is not null;

-- The workspace's list of tags that promotions may have; those that promotions carry already count as listed.
create table promotion_tags (
    workspace_id uuid not null references workspaces,
    name text not null check (length(name) between 1 and 100),
    created_at timestamptz not null,
    created_by text not null,
    primary key (workspace_id, name)
);
create index promotions_tags on promotions using gin (tags);

create table promotion_versions (
    workspace_id uuid not null,
    promotion_id uuid not null,
    version integer not null,
    definition jsonb not null,
    published_at timestamptz not null,
    published_by text not null,
    primary key (workspace_id, promotion_id, version),
    foreign key (workspace_id, promotion_id) references promotions on delete cascade
);

-- Which promotion a code leads to: a generic code by its canonical form, any other by its pool. Of published ones only.
create table promotion_codes (
    workspace_id uuid not null,
    code text collate "C" not null,
    promotion_id uuid not null,
    primary key (workspace_id, code),
    foreign key (workspace_id, promotion_id) references promotions on delete cascade
);
create table promotion_pools (
    workspace_id uuid not null,
    pool_id uuid not null,
    promotion_id uuid not null,
    primary key (workspace_id, pool_id),
    foreign key (workspace_id, promotion_id) references promotions on delete cascade
);

-- ---------------------------------------------------------------- redemptions

-- What customers bought: told by the shop, or by a redemption with an order id.
create table orders (
    workspace_id uuid not null,
    id text not null check (length(id) between 1 and 255),
    profile_id bigint,
    at timestamptz not null,
    currency text not null,
    total bigint not null check (total >= 0),
    discount bigint not null default 0,
    cart jsonb not null,
    state text not null default 'paid' check (state in ('paid', 'returned')),
    returned bigint not null default 0,
    created_at timestamptz not null,
    primary key (workspace_id, id)
);
create index orders_profile on orders (workspace_id, profile_id, at) where profile_id is not null;
create index orders_at on orders (workspace_id, at);

-- state: 1 held, 2 redeemed, 3 rolled back whole, 4 cancelled (a hold), 5 lapsed (a hold). The row tells how things
-- stand; what was done, and when, stands in the ledger, which is only added to.
create table redemptions (
    workspace_id uuid not null,
    id uuid not null,
    state smallint not null check (state between 1 and 5),
    order_id text,
    profile_id bigint,
    currency text not null,
    initial bigint not null,
    discount bigint not null,
    cart jsonb not null,
    metadata jsonb not null default '{}',
    actor text not null,
    created_at timestamptz not null,
    held_until timestamptz,
    returned jsonb not null default '{}',
    rest jsonb not null default '{}',
    redeemed_at timestamptz,
    ended_at timestamptz,
    granted_at timestamptz,
    primary key (workspace_id, id)
) with (fillfactor = 85);
create index redemptions_profile on redemptions (workspace_id, profile_id, id) where profile_id is not null;
create unique index redemptions_held_order on redemptions (workspace_id, order_id) where state = 1;
create index redemptions_order on redemptions (workspace_id, order_id) where order_id is not null;
create index redemptions_held_until on redemptions (workspace_id, held_until) where state = 1;

-- One row for each promotion that applied. `lines` are the discounts of the cart's lines by their ids.
create table redemption_items (
    workspace_id uuid not null,
    redemption_id uuid not null,
    place smallint not null,
    promotion_id uuid not null,
    campaign_id uuid,
    version integer not null,
    code text collate "C",
    pool_id uuid,
    discount bigint not null,
    shipping bigint not null default 0,
    lines jsonb not null default '{}',
    units integer not null default 0,
    grants jsonb not null default '[]',
    points_spent bigint not null default 0,
    gift_spent bigint not null default 0,
    rolled_back bigint not null default 0,
    takes jsonb not null default '{}',
    primary key (workspace_id, redemption_id, place)
);
create index redemption_items_promotion on redemption_items (workspace_id, promotion_id, redemption_id);
create index redemption_items_campaign on redemption_items (workspace_id, campaign_id, redemption_id)
    where campaign_id is not null;
create index redemption_items_code on redemption_items (workspace_id, code) where code is not null;

-- What was taken from and given back to limits: the sums of `amounts` by key are the counters.
-- kind: hold, redeem, confirm, cancel, lapse, rollback, carry (counted anew when a limit was added).
create table redemption_ledger (
    workspace_id uuid not null,
    id bigint generated always as identity (cache 32),
    redemption_id uuid,
    kind text not null,
    at timestamptz not null,
    actor text not null,
    keys text[] collate "C" not null default '{}',
    amounts bigint[] not null default '{}',
    params jsonb not null default '{}',
    primary key (workspace_id, id),
    check (cardinality(keys) = cardinality(amounts))
);
create index redemption_ledger_redemption on redemption_ledger (workspace_id, redemption_id);

-- key = <owner uuid>:<measure>:<scope and subject>:<period>; see redemptions/commands/guards.py.
create table limit_counters (
    workspace_id uuid not null,
    key text collate "C" not null,
    used bigint not null default 0 check (used >= 0),
    primary key (workspace_id, key)
) with (fillfactor = 50);

create table rejections (
    workspace_id uuid not null,
    id uuid not null,
    at timestamptz not null,
    operation text not null check (operation in ('redemption', 'hold', 'confirmation')),
    reason text not null,
    code text,
    promotion_id uuid,
    campaign_id uuid,
    profile_id bigint,
    order_id text,
    observed jsonb,
    needed jsonb,
    verdict jsonb,
    cart jsonb not null,
    actor text not null,
    address text,
    primary key (workspace_id, id)
);
create index rejections_promotion on rejections (workspace_id, promotion_id, id) where promotion_id is not null;
create index rejections_reason on rejections (workspace_id, reason, id);

-- A customer's life with a promotion. state: 1 assigned, 2 active, 3 redeemed.
create table promotion_profiles (
    workspace_id uuid not null,
    profile_id bigint not null,
    promotion_id uuid not null,
    state smallint not null check (state between 1 and 3),
    assigned_at timestamptz,
    activated_at timestamptz,
    lasts_until timestamptz,
    points_taken bigint not null default 0,
    activations integer not null default 0,
    uses integer not null default 0,
    uses_left integer not null default 0,
    redeemed_at timestamptz,
    primary key (workspace_id, profile_id, promotion_id)
) with (fillfactor = 85);
create index promotion_profiles_promotion on promotion_profiles (workspace_id, promotion_id, activated_at);
-- Each time it was activated; `ended_at`: taken back, with its points. promotion_profiles sums them up.
create table promotion_activations (
    workspace_id uuid not null,
    id bigint generated always as identity,
    profile_id bigint not null,
    promotion_id uuid not null,
    at timestamptz not null,
    lasts_until timestamptz,
    points bigint not null default 0,
    uses integer not null check (uses > 0),
    used integer not null default 0,
    ended_at timestamptz,
    primary key (workspace_id, id),
    check (used between 0 and uses),
    check (ended_at is null or used = 0)
) with (fillfactor = 85);
create index promotion_activations_life on promotion_activations (workspace_id, profile_id, promotion_id, id);
-- Which activation a redemption used, so that a rollback gives back to that one.
create table promotion_uses (
    workspace_id uuid not null,
    redemption_id uuid not null,
    promotion_id uuid not null,
    activation_id bigint not null,
    primary key (workspace_id, redemption_id, promotion_id)
);

-- Ids of points and gift entries are taken under the lock of their account and without a cache: they are in order.
-- Loyalty points. `open` is what of an entry that adds can still be spent: balance = sum(amount) = sum(open).
create table points_accounts (
    workspace_id uuid not null,
    profile_id bigint not null,
    balance bigint not null default 0 check (balance >= 0),
    primary key (workspace_id, profile_id)
) with (fillfactor = 70);
create table points_ledger (
    workspace_id uuid not null,
    id bigint generated always as identity,
    profile_id bigint not null,
    at timestamptz not null,
    kind text not null check (kind in ('earn', 'spend', 'expire', 'adjust', 'return')),
    amount bigint not null,
    open bigint not null default 0,
    expires_at timestamptz,
    redemption_id uuid,
    promotion_id uuid,
    reason text not null default '',
    actor text not null,
    primary key (workspace_id, id),
    check (open between 0 and greatest(amount, 0))
) with (fillfactor = 85);
create index points_ledger_profile on points_ledger (workspace_id, profile_id, id);
create index points_ledger_open on points_ledger (workspace_id, expires_at) where open > 0 and expires_at is not null;
create index points_ledger_spendable on points_ledger (workspace_id, profile_id, expires_at, id) where open > 0;
-- From which entries a spending took, so that its points come back with the dates they had.
create table points_uses (
    workspace_id uuid not null,
    spend_id bigint not null,
    earn_id bigint not null,
    profile_id bigint not null,
    redemption_id uuid,
    promotion_id uuid,
    expires_at timestamptz,
    amount bigint not null,
    returned bigint not null default 0,
    primary key (workspace_id, spend_id, earn_id),
    check (returned between 0 and amount)
) with (fillfactor = 85);
create index points_uses_profile on points_uses (workspace_id, profile_id, spend_id) where returned < amount;

-- Gift cards: a row when the card is first seen; the code names the card.
create table gift_balances (
    workspace_id uuid not null,
    code text collate "C" not null,
    promotion_id uuid not null,
    currency text not null,
    balance bigint not null check (balance >= 0),
    primary key (workspace_id, code)
) with (fillfactor = 70);
create table gift_ledger (
    workspace_id uuid not null,
    id bigint generated always as identity,
    code text collate "C" not null,
    at timestamptz not null,
    kind text not null check (kind in ('issue', 'spend', 'return', 'credit', 'adjust')),
    amount bigint not null,
    redemption_id uuid,
    reason text not null default '',
    actor text not null,
    primary key (workspace_id, id)
);
create index gift_ledger_code on gift_ledger (workspace_id, code, id);

-- ---------------------------------------------------------------- compat

-- The whole object of Synerise's promotion settings, as it was put; keys of it that we know are read from here.
create table synerise_settings (
    workspace_id uuid primary key references workspaces,
    settings jsonb not null,
    updated_at timestamptz not null
);
