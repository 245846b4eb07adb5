"""What can happen to a submission and its claims: every act and step that writes them."""

from filing.transitions.complete import complete, issue_acknowledgement, reopen
from filing.transitions.declare import declare, open_payment_of
from filing.transitions.files import place, receive, remove
from filing.transitions.prepare import discard, import_batch, keep_check, sweep

__all__ = [
    "complete",
    "declare",
    "discard",
    "import_batch",
    "issue_acknowledgement",
    "keep_check",
    "open_payment_of",
    "place",
    "receive",
    "remove",
    "reopen",
    "sweep",
]
