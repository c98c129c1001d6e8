"""What customers bought: told by the shop, or by a redemption."""
