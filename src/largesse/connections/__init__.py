"""Stored credentials of outside systems and the guarded way to reach them."""
