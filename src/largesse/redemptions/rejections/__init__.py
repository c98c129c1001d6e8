"""Attempts that were refused, with what was seen against what was asked."""
