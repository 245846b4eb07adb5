"""The primary role goes to another person: asked for with a letter of authority, decided by the court."""

from __future__ import annotations

from django.db import transaction

from accounts import roles
from accounts.models import Account, Handover, Organisation, User
from accounts.rules.rights import Right
from accounts.states import ACCOUNT_MOVES, HANDOVER_MOVES, AccountState, HandoverState
from accounts.transitions import locks, succession
from accounts.transitions.opening import open_account
from accounts.transitions.telling import administrators, names, of_successor, primaries, tell_accounts
from icms.files.inspect import Finding
from icms.files.keep import keep
from icms.files.receive import Arrived
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused

PRIMARY = Account.Role.PRIMARY_ADMINISTRATOR


@transaction.atomic(durable=True)
def ask_handover(taker_id: int, letter: Arrived, finding: Finding, *, by: Account) -> Handover:
    """Asks that the giver's role go to the person of another active account; until the court decides he keeps it.

    Raises Account.DoesNotExist, the refusal of a letter that is no sound PDF, Refused: right_missing,
    handover_asked_already, handover_to_nobody.
    """
    giver = locks.acting(by, Right.HAND_OVER)
    taker = locks.belonging(taker_id, giver)
    organisation = locks.locked(giver.organisation_id)
    refused = finding.refused()
    if refused is not None:
        raise refused
    if Handover.objects.filter(giver=giver, state=HandoverState.WAITING).exists():
        raise Refused("handover_asked_already")
    locks.refuse_taker(taker, giver)
    handover = Handover.objects.create(
        organisation=organisation,
        giver=giver,
        taker=taker,
        letter=keep(letter, finding),
        letter_name=letter.name or "",
        asked_at=clock.now(),
    )
    audit.record("handover.asked", giver, by=by, person=names(taker), sha256=letter.sha256)
    return handover


@transaction.atomic(durable=True)
def withdraw_handover(handover_id: int, *, by: Account) -> Handover:
    """The giver takes his request back. Raises Handover.DoesNotExist, Refused: right_missing, decided_already."""
    giver = locks.acting(by, Right.HAND_OVER)
    handover = Handover.objects.select_related("taker__user").get(pk=handover_id, giver=giver)
    _to(handover, HandoverState.WITHDRAWN)
    handover.save(update_fields=["state"])
    audit.record("handover.withdrawn", giver, by=by, person=of_successor(handover))
    return handover


@transaction.atomic(durable=True)
def decide_handover(handover_id: int, *, approved: bool, answer: str, by: User) -> Handover:
    """Approves: the other person is Primary Administrator from now on, and the giver no more. Or refuses with a reason.

    Raises Handover.DoesNotExist, Refused: right_missing, decided_already, reason_missing, account_stands_so,
    handover_to_nobody; of one that was entered from paper also handover_entered_yourself, another_primary_can_act,
    has_account_already, too_many_invitations.
    """
    if not roles.may_serve_accounts(by):
        raise Refused("right_missing")
    locks.locked(Handover.objects.values_list("organisation", flat=True).get(pk=handover_id))
    rows = Handover.objects.select_related("organisation", "giver__user", "taker__user", "entered_by")
    handover = rows.get(pk=handover_id)
    _to(handover, HandoverState.APPROVED if approved else HandoverState.REFUSED)
    if not approved and not answer.strip():
        raise Refused("reason_missing")
    handover.answer, handover.decided_by, handover.decided_at = answer.strip(), by, clock.now()
    handover.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    if approved:
        _hand_over(handover)
    else:
        _tell_refused(handover)
    person, successor = names(handover.giver), of_successor(handover)
    audit.record(
        f"handover.{handover.state}", handover.giver, by=by, person=successor, was=person, reason=answer
    )
    return handover


def _to(handover: Handover, state: HandoverState) -> None:
    if state not in HANDOVER_MOVES[handover.state]:
        raise Refused("decided_already")
    handover.state = state


def _hand_over(handover: Handover) -> None:
    giver, taker = handover.giver, handover.taker
    if handover.entered_by is not None:
        _refuse_hasty(handover)
    elif giver.state != AccountState.ACTIVE:
        raise Refused("account_stands_so", person=giver.name, state=giver.get_state_display())
    if giver.state != AccountState.HANDED_OVER:
        locks.to_state(giver, AccountState.HANDED_OVER, ACCOUNT_MOVES)
        giver.state = AccountState.HANDED_OVER
        giver.save(update_fields=["state"])
    if taker is not None:
        locks.refuse_taker(taker, giver)
        _succeed(taker, handover.organisation)
    if handover.entered_by is not None:
        succession.conclude(handover)
    else:
        to = [handover.taker_id or 0, *primaries(handover.organisation)]
        tell_accounts(
            "account_handover_approved",
            to,
            successor=of_successor(handover),
            person=names(giver),
            organisation=names(handover.organisation),
        )


def _refuse_hasty(handover: Handover) -> None:
    """Four eyes on a letter from paper, and only while nobody else of the organisation can act."""
    if handover.entered_by_id == (handover.decided_by_id or 0):
        raise Refused("handover_entered_yourself")
    succession.refuse_unless_gone(handover.giver)


def _succeed(taker: Account, organisation: Organisation) -> None:
    """The taker's own account as Primary Administrator: the one that he handed over once, or a new one."""
    successor = Account.objects.filter(user=taker.user, organisation=organisation, role=PRIMARY).first()
    if successor is None:
        headquarters = organisation.branches.get(is_headquarters=True)
        kept = {"name_en": taker.name_en, "name_zh": taker.name_zh}
        open_account(taker.user, PRIMARY, organisation=organisation, branch=headquarters, **kept)
        return
    locks.to_state(successor, AccountState.ACTIVE, ACCOUNT_MOVES)
    successor.state = AccountState.ACTIVE
    successor.save(update_fields=["state"])


def _tell_refused(handover: Handover) -> None:
    on_paper = handover.entered_by is not None
    told = [account.pk for account in administrators(handover.organisation)] if on_paper else []
    tell_accounts(
        "account_handover_refused",
        [*primaries(handover.organisation), *told],
        successor=of_successor(handover),
        person=names(handover.giver),
        organisation=names(handover.organisation),
        reason=handover.answer,
    )
