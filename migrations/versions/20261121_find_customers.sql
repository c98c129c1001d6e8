-- What customers are searched by: the beginning of an identifier or of a name, in small letters. Under row-level
-- security only plain comparisons of columns use an index, so each has a column of its own; "C" sorts by bytes, so that
-- a beginning is a range.
alter table profiles
    add column custom_key text collate "C" generated always as (lower(custom_id)) stored,
    add column name_key text collate "C" generated always as (
        nullif(lower(left(
            coalesce(attributes ->> 'firstname' || ' ', '') || coalesce(attributes ->> 'lastname', ''), 80)), '')
    ) stored,
    add column lastname_key text collate "C" generated always as (
        nullif(lower(left(attributes ->> 'lastname', 80)), '')
    ) stored;
create index profiles_custom_key on profiles (workspace_id, custom_key) where custom_key is not null;
create index profiles_email_begins on profiles (workspace_id, email_key collate "C") where email_key is not null;
create index profiles_phone_begins on profiles (workspace_id, phone collate "C") where phone is not null;
create index profiles_name_key on profiles (workspace_id, name_key) where name_key is not null;
create index profiles_lastname_key on profiles (workspace_id, lastname_key) where lastname_key is not null;

-- What was refused to one customer; what was not simply redeemed.
create index rejections_profile on rejections (workspace_id, profile_id, id) where profile_id is not null;
create index redemptions_state on redemptions (workspace_id, state, id) where state <> 2;
