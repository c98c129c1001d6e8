-- The events that reach the slice alerts; its rules may name any of them.
insert into event_listeners (name, listener) values
    ('pool.low', 'alerts'), ('pool.empty', 'alerts'), ('pool.expires_soon', 'alerts'), ('pool.refilled', 'alerts')
on conflict do nothing;
