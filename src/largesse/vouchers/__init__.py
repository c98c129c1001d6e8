"""Pools of voucher codes: import, generate, assign once each, watch, redeem."""
