"""Writes of campaigns, promotions and their settings."""
