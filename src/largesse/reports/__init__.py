"""What happened, counted: reports by day, what needs somebody today, and the search over everything.

It writes nothing but its own counts. What it tells of slices beside and above it, it reads from their tables.
"""
