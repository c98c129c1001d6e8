"""Writes of handbills."""
