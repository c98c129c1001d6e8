"""Tries promotions on orders of the past: what they would have cost, and what they compete with."""
