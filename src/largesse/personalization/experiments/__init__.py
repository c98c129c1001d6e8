"""Who gets which variant, and what came of it."""
