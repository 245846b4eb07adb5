"""What happens to cases: places at a session are kept, a case is opened, its documents are issued (REG-3).

All three are steps: they run inside the act or job that calls them, and assert that a transaction is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Sum
from django.utils.translation import get_language

from cases import linking, numbers, recipients, register
from cases.enclosures import enclosure
from cases.models import (
    Case,
    CaseDocument,
    CaseType,
    Hearing,
    HearingSession,
    Issuing,
    SessionBooking,
)
from cases.opening import Made, Opening
from cases.parties import add_parties
from cases.rules.hearing_date import last_day
from cases.sessions import proposals
from icms.kernel import audit, outbox
from icms.kernel.crash_points import crash
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_date, written_time
from messaging import notices

__all__ = ["book_session", "issue", "move_deemed_times", "open_case", "proposals"]

CLAIMANT = "claimant"


def book_session(
    session_id: int, *, batch: str, places: int, filed_on: date, late: bool = False
) -> SessionBooking:
    """Keeps places of a session for a batch, so that its claims are heard together (A1, REG-3).

    `places` is the number of its claims that are still to be heard; `filed_on` the Hong Kong day of the deemed time.
    Booking the same session again changes nothing, or adds the places that are missing. What is still to be heard
    when the batch's session begins may be heard at a later one (REG-4). `late`: a registrar has allowed a session after
    the 60 days of Cap. 338 s. 14. Raises Refused: session_too_late, session_over, session_before_receipt,
    session_full, batch_heard_elsewhere.
    """
    _inside_an_act()
    session = HearingSession.objects.select_for_update(no_key=True).get(pk=session_id)
    _check_time(session, filed_on, late=late)
    return _reserve(session, batch=batch, places=places)


def _reserve(session: HearingSession, *, batch: str, places: int) -> SessionBooking:
    booking = SessionBooking.objects.select_for_update(no_key=True).filter(batch=batch).first()
    if booking is None:
        booking = SessionBooking(session=session, batch=batch, places=0)
    elif booking.session_id == session.pk:
        booking.session = session
    else:
        if booking.session.starts_at > clock.now():
            raise Refused("batch_heard_elsewhere", session=_written(booking.session.starts_at))
        booking.session, booking.places, booking.taken = session, 0, 0
    missing = places - booking.places
    if missing > 0:
        room = _room(session)
        if missing > room:
            raise Refused("session_full", session=_written(session.starts_at), room=room, places=places)
        booking.places = places
        booking.save()
    return booking


def open_case(opening: Opening, *, by: audit.Actor) -> Case:
    """A claim becomes a case: number, parties, documents as filed, link of the filer's organisation, hearing.

    Form 3 and the sealed forms follow by the job `case.opened`; they are issued when `Issuing.issued_at` is set. The
    year of the number is the Hong Kong year of acceptance (CRT-3). Raises Refused as `book_session` does, and
    session_of_another_court.
    """
    case_type = CaseType.objects.get(pk=opening.case_type_id)
    _take_place(opening, case_type, opening.filed_on)
    crash("claim.place_taken", opening.claim_reference)
    case = _numbered(opening, case_type, opening.deemed_at)
    parties = add_parties(case, opening.parties)
    claimant = next((party for party in parties if party.role == CLAIMANT), None)
    if claimant is None:
        raise ValueError("a claim has a claimant")
    linking.link(case, [claimant], organisation_id=opening.organisation_id, branch_id=opening.branch_id)
    register.enter_what_was_filed(case, opening)
    Hearing.objects.create(case=case, session_id=opening.session_id)
    outbox.emit("case.opened", case=case.pk)
    crash("claim.case_opened", opening.claim_reference)
    audit.record(
        "case.opened", case, by=by, number=case.number, batch=opening.batch, session=opening.session_id
    )
    return case


def issue(case_id: int, made: Made, *, by: audit.Actor) -> bool:
    """The papers made for a case are issued and sent to whom they concern; false if its issuing is done already.

    The message goes out once, with Form 3 and both sealed forms in it (LNK-6, A15). A form that could not be sealed is
    marked as outstanding, and the message says so; it follows in a message of its own (`cases.sealing`).
    """
    _inside_an_act()
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    case = rows.select_related("filer__organisation", "case_type").get(pk=case_id)
    issuing = Issuing.objects.get(case=case, event=Issuing.OPENED)
    if issuing.issued_at is not None:
        return False
    register.enter_what_was_issued(issuing, made)
    crash("issue.documents_issued", case.claim_reference)
    to, event = recipients.of_new_case(case, case.filer), f"case:{case.pk}:opened"
    enclosures = [enclosure(case, file) for file in made.files]
    if made.outstanding:
        notices.send(
            "claim_accepted_in_part", event=event, to=to, params=_notice_of(case), enclosures=enclosures
        )
    else:
        notices.send("claim_accepted", event=event, to=to, params=_notice_of(case), enclosures=enclosures)
    crash("issue.message_written", case.claim_reference)
    documents = {file.reference: file.sha256 for file in made.files}
    outstanding = {str(document): code for document, code in made.outstanding.items()}
    audit.record("case.issued", case, by=by, documents=documents, outstanding=outstanding)
    return True


def move_deemed_times(case_ids: Mapping[datetime, Sequence[int]]) -> dict[int, str]:
    """Cases whose filing was moved by a closure get its new deemed time; returns their numbers (TIM-3).

    Documents that were issued with the old time stay as they were issued, and so do hearings.
    """
    _inside_an_act()
    numbers: dict[int, str] = {}
    for deemed_at, ids in case_ids.items():
        rows = Case.objects.filter(pk__in=ids)
        # What was filed with the case moves with it; what was filed in it later has a time of its own.
        filed_with = CaseDocument.objects.filter(case__in=ids, received_at=F("case__deemed_at"))
        filed_with.update(received_at=deemed_at)
        rows.update(deemed_at=deemed_at)
        numbers |= dict(rows.values_list("pk", "number"))
    return numbers


def _take_place(opening: Opening, case_type: CaseType, filed_on: date) -> None:
    wanted: dict[str, Any] = {"batch": opening.batch, "filed_on": filed_on, "late": opening.late}
    booking = book_session(opening.session_id, places=1, **wanted)
    if booking.session.court_id != case_type.court_id:
        raise Refused("session_of_another_court")
    if booking.taken == booking.places:
        booking = book_session(opening.session_id, places=booking.places + 1, **wanted)
    booking.taken += 1
    booking.save(update_fields=["taken"])


def _numbered(opening: Opening, case_type: CaseType, deemed_at: datetime) -> Case:
    """The case itself, with the next number of its year."""
    accepted_at = clock.now()
    number = numbers.next_number(case_type, accepted_at)
    crash("claim.number_taken", opening.claim_reference)
    return Case.objects.create(
        court_id=case_type.court_id,
        case_type=case_type,
        origin=Case.Origin.BULK_CLAIM,
        number=number.text,
        running_number=number.running,
        year=number.year,
        language=opening.language,
        kind=opening.kind,
        amount_cents=opening.amount_cents,
        completed_at=opening.completed_at,
        deemed_at=deemed_at,
        accepted_at=accepted_at,
        filer_id=opening.filer_id,
        claim_reference=opening.claim_reference,
        batch_reference=opening.batch_reference,
        transaction_reference=opening.batch,
    )


def _check_time(session: HearingSession, filed_on: date, *, late: bool) -> None:
    last = last_day(filed_on)
    if session.starts_at <= clock.now():
        raise Refused("session_over", session=_written(session.starts_at))
    if clock.hk(session.starts_at).date() < filed_on:
        raise Refused("session_before_receipt", session=_written(session.starts_at))
    if clock.hk(session.starts_at).date() > last and not late:
        last_written = written_date(last, get_language() or ENGLISH)
        raise Refused("session_too_late", session=_written(session.starts_at), last_day=last_written)


def _room(session: HearingSession) -> int:
    return session.capacity - (session.bookings.aggregate(booked=Sum("places"))["booked"] or 0)


def _notice_of(case: Case) -> dict[str, object]:
    """What the message says (`messaging.catalogue`): names in the three languages where the data have them."""
    session = case.hearings.select_related("session").latest("pk").session
    defendants = [str(party) for party in case.parties.current().filter(role="defendant")]
    return {
        "case": case.number,
        "claim": case.claim_reference,
        "batch": case.batch_reference,
        "defendants": defendants[0] + (f" (+{len(defendants) - 1})" if len(defendants) > 1 else ""),
        "hearing_at": session.starts_at.isoformat(),
        "place": {"en": session.place_en, "zh_hant": session.place_zh, "zh_hans": session.place_zh},
    }


def _written(moment: datetime) -> str:
    return written_time(moment, get_language() or ENGLISH)


def _inside_an_act() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a step belongs to the transaction of its act")
