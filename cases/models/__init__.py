"""Courts as data, the cases before them, and their hearings."""

from __future__ import annotations

from cases.models.courts import ApprovedClaimant, CaseType, Closure, Court, GeneralHoliday, OfficeHours
from cases.models.document_types import DocumentType
from cases.models.documents import CaseDocument, Issuing
from cases.models.grants import CaseGrant
from cases.models.hearings import Hearing, HearingSession, SessionBooking
from cases.models.links import CaseLink, LinkParty
from cases.models.modes import ModeOfUse, Venue
from cases.models.parties import Party, PartyAddress
from cases.models.record import Case

__all__ = [
    "ApprovedClaimant",
    "Case",
    "CaseDocument",
    "CaseGrant",
    "CaseLink",
    "CaseType",
    "Closure",
    "Court",
    "DocumentType",
    "GeneralHoliday",
    "Hearing",
    "HearingSession",
    "Issuing",
    "LinkParty",
    "ModeOfUse",
    "OfficeHours",
    "Party",
    "PartyAddress",
    "SessionBooking",
    "Venue",
]
