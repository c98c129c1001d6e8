"""SMS accounts: gateways that speak HTTP, each in its own words."""
