-- What members of the staff did, and the latest decisions. workspace_id leads every index.

-- ---------------------------------------------------------------- redemptions

-- Most are asked for by keys of shops; what members do at tills is little.
create index redemptions_member on redemptions (workspace_id, actor, id) where actor like 'member:%';
create index rejections_member on rejections (workspace_id, actor, id) where actor like 'member:%';

-- ---------------------------------------------------------------- fraud

create index fraud_cases_decided on fraud_cases (workspace_id, decided_at, id) where decided_at is not null;
