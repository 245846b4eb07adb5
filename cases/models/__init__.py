"""Courts as data, the cases before them, and their hearings."""

from __future__ import annotations

from cases.models.courts import ApprovedClaimant, CaseType, Closure, Court, GeneralHoliday, OfficeHours
from cases.models.document_types import DocumentType
from cases.models.documents import CaseDocument, Issuing
from cases.models.hearings import Hearing, HearingSession, SessionBooking
from cases.models.record import Case, CaseLink, Party, PartyAddress

__all__ = [
    "ApprovedClaimant",
    "Case",
    "CaseDocument",
    "CaseLink",
    "CaseType",
    "Closure",
    "Court",
    "DocumentType",
    "GeneralHoliday",
    "Hearing",
    "HearingSession",
    "Issuing",
    "OfficeHours",
    "Party",
    "PartyAddress",
    "SessionBooking",
]
