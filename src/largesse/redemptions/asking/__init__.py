"""What a cart asks: loads its facts in one round trip, and has them decided. Nothing is written."""
