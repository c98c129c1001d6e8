"""What needs somebody today, and how the day goes against the same day last week."""
