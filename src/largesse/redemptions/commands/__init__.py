"""What changes redemptions: redeem, hold, confirm, cancel, roll back."""
