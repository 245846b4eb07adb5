"""What parties send: a submission with its claims, the forms uploaded for them, and what the registry decided."""

from filing.models.claims import Claim, ClaimAddress, ClaimParty, Upload
from filing.models.decisions import Decision, RejectionReason
from filing.models.moves import DeemedTimeMove
from filing.models.submissions import Acknowledgement, ImportCheck, Submission

__all__ = [
    "Acknowledgement",
    "Claim",
    "ClaimAddress",
    "ClaimParty",
    "Decision",
    "DeemedTimeMove",
    "ImportCheck",
    "RejectionReason",
    "Submission",
    "Upload",
]
