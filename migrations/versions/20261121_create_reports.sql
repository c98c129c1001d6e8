-- Counts of days for reports. workspace_id leads every primary key, unique key and join.

-- ---------------------------------------------------------------- reports

-- Up to which moment a workspace's days are counted, by the days of which time zone.
create table report_progress (
    workspace_id uuid primary key references workspaces,
    zone text not null,
    first_day date not null,
    counted_until timestamptz not null,
    -- How long the last count took; what takes long is done less often.
    took interval not null
);

-- What was redeemed on a day of the workspace's zone, as it stands now: `redemptions` were not taken back whole, `discount`
-- and `revenue` are less what came back. scope: 'all' has a row for each hour of the clock, 'campaign' and 'promotion'
-- (of a campaign; the nil UUID: of none) have one for the day, hour 0. A redemption of two promotions counts in both.
create table report_redemptions (
    workspace_id uuid not null,
    scope text not null check (scope in ('all', 'campaign', 'promotion')),
    day date not null,
    hour smallint not null check (hour between 0 and 23),
    campaign_id uuid not null,
    promotion_id uuid not null,
    currency text not null,
    redemptions bigint not null,
    rolled_back bigint not null,
    discount bigint not null,
    revenue bigint not null,
    -- Of customers we know; newcomers redeemed the promotion for the first time.
    by_customers bigint not null,
    newcomers bigint not null,
    primary key (workspace_id, scope, day, hour, campaign_id, promotion_id, currency)
);

create table report_rejections (
    workspace_id uuid not null,
    day date not null,
    campaign_id uuid not null,
    promotion_id uuid not null,
    reason text not null,
    attempts bigint not null,
    primary key (workspace_id, day, campaign_id, promotion_id, reason)
);

create table report_points (
    workspace_id uuid not null,
    day date not null,
    kind text not null,
    promotion_id uuid not null,
    points bigint not null,
    entries bigint not null,
    primary key (workspace_id, day, kind, promotion_id)
);

-- A day's rows lie together in these tables, so a few bytes for each stretch of them find it, and writing costs next to
-- nothing.
create index redemptions_redeemed_at on redemptions using brin (redeemed_at) with (autosummarize = on);
create index redemption_ledger_at on redemption_ledger using brin (at) with (autosummarize = on);
create index points_ledger_at on points_ledger using brin (at) with (autosummarize = on);
