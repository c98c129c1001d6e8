"""Products and stores that promotions speak of."""
