"""What a cart would get."""
