-- What messages are told everywhere: whose messages have to be forgotten.
insert into event_listeners (name, listener) values ('profile.erased', 'messages') on conflict do nothing;
