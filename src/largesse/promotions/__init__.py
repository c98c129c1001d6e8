"""Campaigns and promotions: rules, rewards, and the pure evaluation of a cart."""
