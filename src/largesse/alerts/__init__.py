"""Operators' alerts: which event, to whom; listens to events and sends through messages."""
