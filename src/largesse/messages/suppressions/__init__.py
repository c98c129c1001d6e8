"""Addresses that get no marketing: who unsubscribed, what bounced for good, what somebody put here.

The agreement of a profile is the profile's, and stays as it is: a slice above may change it when it hears of
`message.unsubscribed`.
"""
