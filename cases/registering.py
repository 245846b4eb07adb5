"""Staff register a case that did not come through the portal (CRT-1): the door by which other courts' cases come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts import roles
from accounts.models import User
from cases import numbers, register
from cases.codes import PARTY_ROLES
from cases.models import Case, CaseDocument, CaseType
from cases.opening import OpeningParty
from cases.parties import add_parties
from cases.rules.limits import ADDRESSES_MAX, PARTIES_MAX
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.search_keys import number_key

ORIGINS = (Case.Origin.REGISTERED, Case.Origin.TRANSFERRED_IN)


@dataclass(frozen=True)
class PaperDocument:
    """The document that began the case; its original is on paper in the registry. `received_at` is aware."""

    document_type_id: int
    title: str
    received_at: datetime


@dataclass(frozen=True)
class Registration:
    """A case as an officer enters it. `number` is as the court gave it, or empty where the portal gives the next."""

    case_type_id: int
    origin: str
    number: str
    language: str
    parties: tuple[OpeningParty, ...]
    paper: PaperDocument | None = None
    # Needed where the type of case is cut by place.
    venue_id: int | None = None


@transaction.atomic(durable=True)
def register_case(given: Registration, *, by: User) -> Case:
    """Enters a case in the record: its number, its parties and, if given, the paper that began it.

    Nobody is linked to it yet, and nothing is issued. Raises Refused: may_not_register, case_type_not_open,
    venue_not_open, parties_missing, too_many_parties, role_unknown, party_without_name, too_many_addresses,
    number_comes_from_portal, court_numbers_by_itself, case_number_unreadable, case_number_exists, document_type_ended.
    """
    if not roles.may_register_cases(by):
        raise Refused("may_not_register")
    if given.origin not in ORIGINS:
        raise ValueError("a bulk claim becomes a case by its acceptance")
    case_type = CaseType.objects.select_related("court").get(pk=given.case_type_id)
    refuse_unless_open(case_type)
    _refuse_venue(given.venue_id, case_type)
    _refuse_parties(given.parties, case_type)
    case = _numbered(given, case_type)
    add_parties(case, given.parties)
    if given.paper is not None:
        add_paper_document(
            case, given.paper.document_type_id, given.paper.title, given.paper.received_at, by=by
        )
    audit.record(
        "case.registered", case, by=by, number=case.number, origin=case.origin, parties=len(given.parties)
    )
    return case


def add_paper_document(
    case: Case, document_type_id: int, title: str, received_at: datetime, *, by: audit.Actor
) -> None:
    """Step: enters a document whose original is on paper in the registry.

    Raises Refused("document_type_ended") for a type that does not hold on the day on which it was received.
    """
    entry = register.Entry(document_type_id, received_at, original=CaseDocument.Original.PAPER, title=title)
    register.enter(case.pk, entry, by=by)


def refuse_unless_open(case_type: CaseType) -> None:
    """Raises Refused("case_type_not_open") for a type whose day is not set, or has not come (CRT-1)."""
    if case_type.efiling_from is None or case_type.efiling_from > clock.today():
        raise Refused("case_type_not_open", case_type=case_type.name, court=case_type.court.name)


def _refuse_venue(venue_id: int | None, case_type: CaseType) -> None:
    """Raises Refused for a place at which the type of case is not electronic today (Cap. 638 s. 11)."""
    if venue_id is None:
        refused = case_type.venues.exists()
    else:
        refused = not case_type.venues.in_force(clock.today()).filter(pk=venue_id).exists()
    if refused:
        raise Refused("venue_not_open", case_type=case_type.name)


def _refuse_parties(parties: tuple[OpeningParty, ...], case_type: CaseType) -> None:
    """Raises Refused for parties that a case of this type cannot have."""
    if not parties:
        raise Refused("parties_missing")
    if len(parties) > PARTIES_MAX:
        raise Refused("too_many_parties", most=PARTIES_MAX, count=len(parties))
    for position, party in enumerate(parties, start=1):
        if party.role not in case_type.roles:
            role = str(PARTY_ROLES.get(party.role, party.role))
            raise Refused("role_unknown", position=position, role=role, case_type=case_type.name)
        if not party.name_en.strip() and not party.name_zh.strip():
            raise Refused("party_without_name", position=position)
        if len(party.addresses) > ADDRESSES_MAX:
            raise Refused("too_many_addresses", position=position, most=ADDRESSES_MAX)


def _numbered(given: Registration, case_type: CaseType) -> Case:
    """The case itself. If two officers register one number at once, the unique columns let one of them through."""
    moment = clock.now()
    number = _number(given.number.strip(), case_type, moment)
    try:
        with transaction.atomic():
            return Case.objects.create(
                court=case_type.court,
                case_type=case_type,
                origin=given.origin,
                number=number.text,
                running_number=number.running,
                year=number.year,
                language=given.language,
                venue_id=given.venue_id,
                accepted_at=moment,
            )
    except IntegrityError:
        same = Q(court=case_type.court, number_search=number_key(number.text))
        same |= Q(case_type=case_type, running_number=number.running, year=number.year)
        if not Case.objects.filter(same).exists():
            raise
        raise Refused("case_number_exists", number=number.text, court=case_type.court.name) from None


def _number(given: str, case_type: CaseType, moment: datetime) -> numbers.Number:
    if case_type.numbered_by_portal:
        if given:
            raise Refused("number_comes_from_portal", case_type=case_type.name)
        return numbers.next_number(case_type, moment)
    if not given:
        raise Refused("court_numbers_by_itself", court=case_type.court.name)
    if not any(sign.isalnum() for sign in given):
        raise Refused("case_number_unreadable", number=given)
    return numbers.given_number(case_type, given)
