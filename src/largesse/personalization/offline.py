"""Callables over pandas tables, for evaluation outside of a workspace."""
