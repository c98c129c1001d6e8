"""The engine that picks each customer's promotions, handbills, experiments."""
