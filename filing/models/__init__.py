"""What parties send: submissions of every kind, their papers and files, batches of claims, and decisions on them."""

from filing.models.claims import Batch, Claim, ClaimAddress, ClaimParty
from filing.models.decisions import Decision, RejectionReason
from filing.models.documents import SubmittedDocument, Upload
from filing.models.moves import DeemedTimeMove
from filing.models.submissions import Acknowledgement, ImportCheck, Submission

__all__ = [
    "Acknowledgement",
    "Batch",
    "Claim",
    "ClaimAddress",
    "ClaimParty",
    "Decision",
    "DeemedTimeMove",
    "ImportCheck",
    "RejectionReason",
    "Submission",
    "SubmittedDocument",
    "Upload",
]
