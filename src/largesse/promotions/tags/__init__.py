"""The workspace's list of tags that promotions may have."""
