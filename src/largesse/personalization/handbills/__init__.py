"""Personalised promotions: sets of offers, each for one customer and one period."""
