"""The words that profiles and events use, for those who write conditions on them."""
