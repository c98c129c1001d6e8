"""Which promotions suit a customer: a pure function of histories."""
