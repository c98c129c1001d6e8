-- What each day changed in a pool, so that its state at the end of any day can be told from what it is now.
-- `redeemed` stays what it was: redemptions of the day, whatever was rolled back.

alter table pool_days
    add column unassigned bigint not null default 0,
    add column assigned bigint not null default 0,
    add column redeemed_net bigint not null default 0,
    add column cancelled bigint not null default 0;
