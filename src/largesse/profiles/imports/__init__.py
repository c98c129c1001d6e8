"""Profiles and events from files: which column means what, rows checked one by one, jobs that resume."""
