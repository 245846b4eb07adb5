"""What an application for an account has to hold before it can be sent (ACC-1; P: who may register, and with what)."""

from __future__ import annotations

from dataclasses import dataclass

INDIVIDUAL, ORGANISATION = "individual", "organisation"

# Kinds of documents.
AUTHORITY = "authority"
PROCEEDING = "proceeding"
REGISTRATION = "registration"
COURT_DOCUMENT = "court_document"
OTHER = "other"

# Public bodies stand in no register of businesses, companies or societies (our decision).
WITHOUT_REGISTER = frozenset({"government", "law_enforcement", "statutory_body"})

# Parts of the form, in the order in which they are asked.
PARTICULARS, BODY, REPRESENTATIVE, DOCUMENTS = "particulars", "organisation", "representative", "documents"


@dataclass(frozen=True)
class Entered:
    """What an application holds: its particulars as text, and the kinds of its documents."""

    kind: str
    name_en: str
    name_zh: str
    telephone: str
    address: str
    case_number: str
    organisation_kind: str
    organisation_name_en: str
    organisation_name_zh: str
    registration_number: str
    representative_name: str
    representative_authority: str
    documents: frozenset[str]


def sections(kind: str) -> tuple[str, ...]:
    """The parts of the form for a kind of application."""
    if kind == ORGANISATION:
        return (PARTICULARS, BODY, REPRESENTATIVE, DOCUMENTS)
    return (PARTICULARS, REPRESENTATIVE, DOCUMENTS)


def documents_wanted(kind: str, organisation_kind: str) -> tuple[str, ...]:
    """The kinds of documents without which an application cannot be sent (P)."""
    if kind == INDIVIDUAL:
        return (COURT_DOCUMENT,)
    if organisation_kind in WITHOUT_REGISTER:
        return (AUTHORITY, PROCEEDING)
    return (AUTHORITY, PROCEEDING, REGISTRATION)


def documents_offered(kind: str) -> tuple[str, ...]:
    """The kinds of documents that can be sent with an application."""
    if kind == INDIVIDUAL:
        return (COURT_DOCUMENT, AUTHORITY, OTHER)
    return (AUTHORITY, PROCEEDING, REGISTRATION, COURT_DOCUMENT, OTHER)


def documents_missing(entered: Entered) -> tuple[str, ...]:
    """The kinds of documents that are still missing."""
    wanted = documents_wanted(entered.kind, entered.organisation_kind)
    return tuple(each for each in wanted if each not in entered.documents)


def incomplete(entered: Entered) -> tuple[str, ...]:
    """The parts of the form that lack something. A representative may be named or not, but then with his authority."""
    lacking: dict[str, bool] = {
        PARTICULARS: not (_any(entered.name_en, entered.name_zh) and _all(entered.telephone, entered.address))
        or (entered.kind == INDIVIDUAL and not entered.case_number),
        BODY: not _any(entered.organisation_name_en, entered.organisation_name_zh)
        or not entered.organisation_kind
        or (entered.organisation_kind not in WITHOUT_REGISTER and not entered.registration_number),
        REPRESENTATIVE: bool(entered.representative_name) != bool(entered.representative_authority),
        DOCUMENTS: bool(documents_missing(entered)),
    }
    return tuple(section for section in sections(entered.kind) if lacking[section])


def _any(*texts: str) -> bool:
    return any(texts)


def _all(*texts: str) -> bool:
    return all(texts)
