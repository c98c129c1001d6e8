"""How good the ranking is, on weeks that were held back."""
