-- The events that reach the slice redemptions: what was redeemed may grant more than a discount.
insert into event_listeners (name, listener) values
    ('redemption.granting', 'redemptions'), ('redemption.rolled_back', 'redemptions')
on conflict do nothing;
