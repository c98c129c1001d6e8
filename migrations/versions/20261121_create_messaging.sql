-- Templates of messages, recipient lists, unsubscriptions, webhook subscriptions. workspace_id leads every primary key, unique key and join.

-- ---------------------------------------------------------------- events

-- Which events a listener wants to hear of in one workspace; '*' is every event. event_listeners holds for all workspaces.
create table event_subscriptions (
    workspace_id uuid not null references workspaces,
    name text not null,
    listener text not null,
    primary key (workspace_id, name, listener)
);

alter table event_inbox add column profile_id bigint;

-- ---------------------------------------------------------------- connections

alter table smtp_accounts add column bounce_address text;

-- ---------------------------------------------------------------- messages

alter table messages add column purpose text not null default 'transactional'
    check (purpose in ('transactional', 'marketing'));
alter table messages add column profile_id bigint;
-- What it goes through: the subscription of a webhook.
alter table messages add column origin_id uuid;
alter table messages add column answer_status smallint;
alter table messages drop constraint messages_state_check;
-- Not validated: the old constraint allowed less.
alter table messages add constraint messages_state_check
    check (state in ('queued', 'sent', 'failed', 'suppressed', 'bounced')) not valid;

-- Transactional messages go first, so that a million mails of a campaign do not keep an alert waiting.
create index messages_due_by_purpose on messages (workspace_id, purpose desc, next_at) where state = 'queued';
drop index messages_due;
create index messages_failed on messages (workspace_id, id) where state = 'failed';
create index messages_recipient on messages (workspace_id, lower(recipient), id);
create index messages_profile on messages (workspace_id, profile_id, id) where profile_id is not null;
create index messages_origin on messages (workspace_id, origin_id, id) where origin_id is not null;

create table message_templates (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    revision integer not null check (revision > 0),
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    primary key (workspace_id, id)
);
create unique index message_templates_name on message_templates (workspace_id, lower(name)) where deleted_at is null;

-- What a template said, revision by revision; never changed. compiled_* is what mails are rendered from.
create table message_template_revisions (
    workspace_id uuid not null,
    template_id uuid not null,
    revision integer not null check (revision > 0),
    format text not null check (format in ('html', 'mjml')),
    subject text not null,
    html text not null,
    text text,
    compiled_html text not null,
    compiled_text text not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (workspace_id, template_id, revision),
    foreign key (workspace_id, template_id) references message_templates
);

create table recipient_lists (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    emails text[] not null,
    created_at timestamptz not null,
    primary key (workspace_id, id)
);
create unique index recipient_lists_name on recipient_lists (workspace_id, lower(name));

create table sms_accounts (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    url text not null,
    method text not null check (method in ('GET', 'POST', 'PUT')),
    headers_sealed bytea not null,
    format text not null check (format in ('json', 'form', 'query')),
    body jsonb not null,
    sender text not null,
    is_default boolean not null default false,
    created_at timestamptz not null,
    primary key (workspace_id, id)
);
create unique index sms_accounts_default on sms_accounts (workspace_id) where is_default;

-- Addresses that get no marketing. One row for each reason: who unsubscribed stays so when a bounce is forgiven.
create table suppressions (
    workspace_id uuid not null references workspaces,
    channel text not null check (channel in ('email', 'sms')),
    address text not null,
    reason text not null check (reason in ('unsubscribed', 'bounced', 'complained', 'manual')),
    id uuid not null,
    profile_id bigint,
    message_id uuid,
    created_at timestamptz not null,
    primary key (workspace_id, channel, address, reason),
    unique (workspace_id, id)
);

create table webhooks (
    workspace_id uuid not null references workspaces,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    url text not null,
    events text[] not null check (cardinality(events) > 0),
    active boolean not null default true,
    secret_sealed bytea not null,
    old_secret_sealed bytea,
    old_secret_until timestamptz,
    failing_since timestamptz,
    disabled_at timestamptz,
    created_at timestamptz not null,
    primary key (workspace_id, id)
);
