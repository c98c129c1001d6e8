"""Other vendors' request shapes on our commands: thin, and without rules of their own."""
