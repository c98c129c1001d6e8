-- The events that reach the slice workflows, besides those that its versions wait for.
insert into event_listeners (name, listener) values
    ('message.failed', 'workflows'), ('profile.erased', 'workflows')
on conflict do nothing;
