"""Customers: identifiers, attributes, tags, agreements."""
