"""What a customer could use now, best first."""
