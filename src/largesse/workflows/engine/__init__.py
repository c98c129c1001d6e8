"""Moves journeys: batches of rows are read, driven in memory and written back in one transaction."""
