"""Vouchery's calls (v2.1); docs/reference/vouchery.md tells where we had to choose."""
