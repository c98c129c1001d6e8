"""What a cart gets: pure, always reckoned from zero."""

from largesse.promotions.evaluate.decision import Candidate, Decision, LineResult, Outcome
from largesse.promotions.evaluate.evaluate import evaluate
from largesse.promotions.evaluate.index import Index
from largesse.promotions.evaluate.needs import needs_of
from largesse.promotions.evaluate.offer import Chooser, Compiled, Offer, Policy, Visit

__all__ = [
    "Candidate",
    "Chooser",
    "Compiled",
    "Decision",
    "Index",
    "LineResult",
    "Offer",
    "Outcome",
    "Policy",
    "Visit",
    "evaluate",
    "needs_of",
]
