"""Workflows: what they are made of, when they run, and the journeys of profiles through them."""
