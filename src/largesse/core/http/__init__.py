"""The web's edge: problems, request ids and limits, credentials, transactions and idempotency."""

from largesse.core.http.access import Caller, requires, requires_caller
from largesse.core.http.express import HotRoute
from largesse.core.http.problems import Problem, failures
from largesse.core.http.room import needs_room
from largesse.core.http.transactions import TransactionRoute
from largesse.core.http.uploads import json_from, options_from, stored_upload, told_name

__all__ = [
    "Caller",
    "HotRoute",
    "Problem",
    "TransactionRoute",
    "failures",
    "json_from",
    "needs_room",
    "options_from",
    "requires",
    "requires_caller",
    "stored_upload",
    "told_name",
]
