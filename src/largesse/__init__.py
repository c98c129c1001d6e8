"""Largesse: the open, self-hosted promotion engine."""

__version__ = "0.1.0"
