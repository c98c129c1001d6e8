-- The events that reach the slice fraud.
insert into event_listeners (name, listener) values ('profile.erased', 'fraud') on conflict do nothing;
