"""The log of behaviour: events received and generated, kept by month, never changed."""
