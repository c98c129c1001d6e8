"""Loyalty points: accounts, a ledger, and points that are lost with time."""
