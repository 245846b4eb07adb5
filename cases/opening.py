"""What is handed over when a claim becomes a case: values only, for cases know no claims (house, section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from icms.lib import clock


@dataclass(frozen=True)
class OpeningAddress:
    """An address of a party, in one text with its lines; `serve`: the claim is to be served there."""

    kind: str
    text: str
    serve: bool


@dataclass(frozen=True)
class OpeningParty:
    """A party as Form 1 names it; one of the two names at least is given."""

    role: str
    kind: str
    name_en: str
    name_zh: str
    trading_as: str
    addresses: tuple[OpeningAddress, ...]


@dataclass(frozen=True)
class Opening:
    """One claim to open a case for. Money is cents; times are aware.

    `batch` is the transaction reference number of the submission: its claims share one session (A1).
    `late`: a registrar has allowed a session after the 60 days.
    `documents` are (document type id, stored file id) of the forms as they were filed, in the order of the register.
    """

    case_type_id: int
    language: str
    kind: str
    amount_cents: int
    completed_at: datetime
    deemed_at: datetime
    filer_id: int
    organisation_id: int
    branch_id: int | None
    claim_reference: str
    batch_reference: str
    batch: str
    session_id: int
    parties: tuple[OpeningParty, ...]
    documents: tuple[tuple[int, UUID], ...]
    late: bool = False

    @property
    def filed_on(self) -> date:
        """The Hong Kong day of the deemed time of receipt."""
        return clock.hk(self.deemed_at).date()


@dataclass(frozen=True)
class Made:
    """What was made for a case: its papers, and which documents could not be sealed, by their id with the reason."""

    files: tuple[IssuedFile, ...] = ()
    outstanding: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class IssuedFile:
    """A paper made for a case: what it is, the reference printed on it, and where its bytes are kept.

    `document_id` is the filed document that it seals, None for a paper of the court; `kind` the code of its type.
    """

    document_id: int | None
    document_type_id: int
    kind: str
    reference: str
    file_id: UUID
    sha256: str
