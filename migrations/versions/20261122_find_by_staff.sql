-- What members of the staff did, the latest decisions, and what things are called. workspace_id leads every index.

-- ---------------------------------------------------------------- accounts

-- The entries that say what a thing is called: when it was made, and when it was renamed.
create index audit_log_names on audit_log (workspace_id, object_type, object_id, id) where after ? 'name';
create index audit_log_actor on audit_log (workspace_id, actor, id);
create index audit_log_action on audit_log (workspace_id, action, id);

-- ---------------------------------------------------------------- redemptions

-- Most are asked for by keys of shops; what members do at tills is little.
create index redemptions_member on redemptions (workspace_id, actor, id) where actor like 'member:%';
create index rejections_member on rejections (workspace_id, actor, id) where actor like 'member:%';

-- ---------------------------------------------------------------- fraud

create index fraud_cases_decided on fraud_cases (workspace_id, decided_at, id) where decided_at is not null;
