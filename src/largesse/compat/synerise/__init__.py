"""Synerise's calls, as its clients send them; docs/reference/synerise.md tells where we had to choose."""
