"""Promises under fire: clients keep a history while programs are killed, and a judge reads it."""
