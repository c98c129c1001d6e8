"""A customer's life with promotions: assigned, active, redeemed."""
