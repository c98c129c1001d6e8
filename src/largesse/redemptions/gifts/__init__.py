"""Gift cards: what is on them, and their ledger."""
