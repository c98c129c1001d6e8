"""Saved audiences: a name for a tree of conditions on profiles."""
