"""Asking the court for a higher limit, and the court's answer (ORG-1)."""

from __future__ import annotations

from django.db import transaction

from accounts import roles
from accounts.models import Account, LimitRequest, OrganisationLimit, User
from accounts.models.organisations import Counted
from accounts.rules.limits import LIMIT_MAX
from accounts.rules.rights import Right
from accounts.states import LIMIT_REQUEST_MOVES, LimitRequestState
from accounts.transitions import locks
from accounts.transitions.telling import in_each_language, names, primaries, tell_accounts
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused


@transaction.atomic(durable=True)
def ask_limit(what: str, number: int, reason: str, *, by: Account) -> LimitRequest:
    """Asks for a higher limit. Raises Refused: right_missing, limit_not_higher, limit_asked_already."""
    giver = locks.acting(by, Right.MANAGE_BRANCHES)
    organisation = locks.locked(giver.organisation_id)
    limit = locks.limit_of(organisation, what)
    if not limit < number <= LIMIT_MAX:
        raise Refused("limit_not_higher", limit=limit, most=LIMIT_MAX)
    if LimitRequest.objects.filter(
        organisation=organisation, what=what, state=LimitRequestState.WAITING
    ).exists():
        raise Refused("limit_asked_already")
    request = LimitRequest.objects.create(
        organisation=organisation,
        what=what,
        number=number,
        reason=reason.strip(),
        asked_by=giver,
        asked_at=clock.now(),
    )
    audit.record("limit.asked", organisation, by=by, what=what, number=number, reason=request.reason)
    return request


@transaction.atomic(durable=True)
def decide_limit(request_id: int, *, granted: int | None, answer: str, by: User) -> LimitRequest:
    """Grants a number, or refuses with None and a reason.

    Raises LimitRequest.DoesNotExist, Refused: right_missing, decided_already, reason_missing, limit_below_use.
    """
    if not roles.may_serve_accounts(by):
        raise Refused("right_missing")
    request = LimitRequest.objects.select_related("organisation").get(pk=request_id)
    organisation = locks.locked(request.organisation_id)
    request.refresh_from_db(fields=["state"])
    state = LimitRequestState.REFUSED if granted is None else LimitRequestState.GRANTED
    if state not in LIMIT_REQUEST_MOVES[request.state]:
        raise Refused("decided_already")
    if granted is None and not answer.strip():
        raise Refused("reason_missing")
    request.state, request.granted, request.answer = state, granted, answer.strip()
    request.decided_by, request.decided_at = by, clock.now()
    request.save(update_fields=["state", "granted", "answer", "decided_by", "decided_at"])
    if granted is None:
        _tell_refused(request)
    else:
        _grant(request, granted)
    audit.record(
        f"limit.{state}",
        organisation,
        by=by,
        what=request.what,
        number=granted or request.number,
        reason=answer,
    )
    return request


def _grant(request: LimitRequest, granted: int) -> None:
    """Raises Refused for a number below what the organisation has."""
    organisation = request.organisation
    if not locks.used_of(organisation, request.what) <= granted <= LIMIT_MAX or granted < 1:
        raise Refused("limit_below_use", used=locks.used_of(organisation, request.what), most=LIMIT_MAX)
    OrganisationLimit.objects.update_or_create(
        organisation=organisation, what=request.what, defaults={"number": granted}
    )
    tell_accounts(
        "account_limit_granted",
        [request.asked_by_id, *primaries(organisation)],
        organisation=names(organisation),
        number=granted,
        what=in_each_language(Counted(request.what)),
    )


def _tell_refused(request: LimitRequest) -> None:
    tell_accounts(
        "account_limit_refused",
        [request.asked_by_id, *primaries(request.organisation)],
        organisation=names(request.organisation),
        number=request.number,
        what=in_each_language(Counted(request.what)),
        reason=request.answer,
    )
