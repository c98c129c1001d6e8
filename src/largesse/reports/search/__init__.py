"""The search over everything: exact codes and identifiers, beginnings of them, and names."""
