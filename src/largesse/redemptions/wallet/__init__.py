"""Everything a customer holds."""
