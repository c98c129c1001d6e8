-- Cases of suspected abuse. workspace_id leads every primary key, unique key and join.

-- ---------------------------------------------------------------- fraud

-- subject: the number of a customer, a code in its canonical form, or the id of a member, by its kind.
-- findings: what each signal found, by its type. A subject has one open case at most; one that is trusted gets no other.
create table fraud_cases (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    kind text not null check (kind in ('customer', 'code', 'staff')),
    subject text not null collate "C",
    state text not null default 'open' check (state in ('open', 'confirmed', 'dismissed')),
    score smallint not null check (score between 0 and 100),
    findings jsonb not null,
    opened_at timestamptz not null,
    seen_at timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    note text,
    trusted boolean not null default false,
    primary key (workspace_id, id),
    check ((state = 'open') = (decided_at is null)),
    check ((state = 'open') = (decided_by is null)),
    check (not trusted or state = 'dismissed')
);
create unique index fraud_cases_open on fraud_cases (workspace_id, kind, subject) where state = 'open';
create index fraud_cases_subject on fraud_cases (workspace_id, kind, subject, decided_at);
create index fraud_cases_queue on fraud_cases (workspace_id, state, score, id);

-- What a workspace holds suspicious; without a row, the defaults.
create table fraud_settings (
    workspace_id uuid primary key references workspaces,
    threshold smallint not null check (threshold between 1 and 100),
    signals jsonb not null
);

-- Up to which moment a workspace was looked through. Whoever opens or decides cases holds the row.
create table fraud_marks (
    workspace_id uuid primary key references workspaces,
    looked_until timestamptz
);

-- ---------------------------------------------------------------- profiles

-- Where mail to an address arrives, when that is not what the address says: without what follows a plus sign, and at
-- Gmail without dots.
alter table profiles add column mailbox text collate "C" generated always as (
    nullif(
        nullif(
            case when split_part(lower(email), '@', 2) in ('gmail.com', 'googlemail.com')
                then replace(split_part(split_part(lower(email), '@', 1), '+', 1), '.', '')
                else split_part(split_part(lower(email), '@', 1), '+', 1)
            end, ''
        ) || '@' || replace(split_part(lower(email), '@', 2), 'googlemail.com', 'gmail.com'),
        lower(email)
    )
) stored;
create index profiles_mailbox on profiles (workspace_id, mailbox) where mailbox is not null;

-- ---------------------------------------------------------------- redemptions

create index rejections_code on rejections (workspace_id, code, id) where code is not null;
-- What members redeem for nobody: sales at tills without a customer.
create index redemptions_anonymous on redemptions (workspace_id, id) where profile_id is null and actor like 'member:%';
