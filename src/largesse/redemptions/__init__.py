"""Validate, hold, confirm, redeem, roll back; rejected attempts, wallet, points and gift balances."""
