"""What customers will buy, and how engaged they are."""
