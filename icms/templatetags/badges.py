"""The words, signs and colours of states, in one table: a state looks the same on every page (look.md)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sign stands beside every colour, so that a state can be read in black and white.
SIGNS = {"green": "✓", "amber": "…", "red": "✕", "blue": "→", "grey": "○"}


@dataclass(frozen=True)
class Look:
    """How one state is shown: a word and one of the tones of SIGNS."""

    word: str | Promise
    tone: str


LOOKS: dict[str, Look] = {
    # claims and submissions
    "draft": Look(_("Draft"), "grey"),
    "preparing": Look(_("In preparation"), "grey"),
    "ready": Look(_("Ready"), "green"),
    "awaiting_payment": Look(_("Awaiting payment"), "amber"),
    "submitted": Look(_("Submitted"), "blue"),
    "received": Look(_("Received"), "blue"),
    "accepted": Look(_("Accepted"), "green"),
    "rejected": Look(_("Rejected"), "red"),
    "held": Look(_("Held by the Registry"), "amber"),
    "issued": Look(_("Issued"), "green"),
    # applications for an account
    "documents_requested": Look(_("Documents requested"), "amber"),
    "awaiting_identity_check": Look(_("Awaiting the identity check"), "amber"),
    "optional": Look(_("Optional"), "grey"),
    "awaiting_activation": Look(_("Waiting for activation"), "amber"),
    # steps and tasks
    "todo": Look(_("To do"), "grey"),
    "current": Look(_("In progress"), "blue"),
    "done": Look(_("Done"), "green"),
    "waiting": Look(_("Waiting"), "amber"),
    "complete": Look(_("Complete"), "green"),
    "incomplete": Look(_("Incomplete"), "amber"),
    # files
    "checking": Look(_("Being checked"), "amber"),
    "checked": Look(_("Checked"), "green"),
    "refused": Look(_("Not taken"), "red"),
    "uploading": Look(_("Being sent"), "blue"),
    "not_scanned": Look(_("Not scanned on this server"), "grey"),
    "pending": Look(_("Scan in progress"), "amber"),
    "clean": Look(_("Scanned, clean"), "green"),
    "infected": Look(_("Malware found"), "red"),
    "matched": Look(_("Matched"), "green"),
    "unmatched": Look(_("Not matched"), "red"),
    "missing": Look(_("Missing"), "red"),
    # money
    "open": Look(_("Not paid yet"), "amber"),
    "paid": Look(_("Paid"), "green"),
    "settled": Look(_("Paid"), "green"),
    "declined": Look(_("Declined"), "red"),
    "abandoned": Look(_("Abandoned"), "grey"),
    "refund_due": Look(_("Refund due"), "amber"),
    # messages and accounts
    "unread": Look(_("Unread"), "blue"),
    "read": Look(_("Read"), "grey"),
    "active": Look(_("Active"), "green"),
    "suspended": Look(_("Suspended"), "red"),
    "suspended_by_court": Look(_("Suspended by the court"), "red"),
    "handed_over": Look(_("Handed over"), "grey"),
    "granted": Look(_("Granted"), "green"),
    "not_granted": Look(_("Not given"), "grey"),
    "not_in_use": Look(_("Not in use yet"), "grey"),
    "approved": Look(_("Approved"), "green"),
    "sent": Look(_("Sent"), "blue"),
    "withdrawn": Look(_("Withdrawn"), "grey"),
    "lapsed": Look(_("Lapsed"), "grey"),
    # the Registry's hours
    "court_open": Look(_("Open"), "green"),
    "court_closed": Look(_("Closed"), "grey"),
    # faults found before sending
    "error": Look(_("To be mended"), "red"),
    "warning": Look(_("To be checked"), "amber"),
}
