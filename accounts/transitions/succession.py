"""The primary role where its holder is gone (died, left): the organisation writes, the Support Centre enters it.

What can go wrong: a letter of somebody who has no say takes an organisation over. So the role moves only where no
other Primary Administrator can act, two officers have seen the letter, and everybody concerned is told, the former
holder by mail too.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts import roles
from accounts.models import Account, Handover, User
from accounts.rules.names import tidy
from accounts.states import HandoverState
from accounts.transitions import locks
from accounts.transitions.invite import invite_for_the_court
from accounts.transitions.telling import administrators, names, of_successor, tell_accounts
from icms.files.inspect import Finding
from icms.files.keep import keep
from icms.files.receive import Arrived
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused

PRIMARY = Account.Role.PRIMARY_ADMINISTRATOR


@dataclass(frozen=True)
class NewPrimary:
    """Whom the letter names, where that person has no account of the organisation."""

    email: str
    name_en: str
    name_zh: str
    language: str


@transaction.atomic(durable=True)
def enter_handover(
    giver_id: int, to: int | NewPrimary, cause: str, letter: Arrived, finding: Finding, *, by: User
) -> Handover:
    """Enters a hand-over that the organisation asks for on paper; another officer decides. `to` may be an account's id.

    Raises Account.DoesNotExist, the refusal of a letter that is no sound PDF, Refused: right_missing, reason_missing,
    another_primary_can_act, handover_asked_already, handover_to_nobody, has_account_already.
    """
    if not roles.may_serve_accounts(by):
        raise Refused("right_missing")
    rows = Account.objects.select_related("user", "organisation")
    locks.locked(rows.get(pk=giver_id, role=PRIMARY).organisation_id)
    giver = rows.get(pk=giver_id)
    refused = finding.refused() or (None if cause.strip() else Refused("reason_missing"))
    if refused is not None:
        raise refused
    refuse_unless_gone(giver)
    if Handover.objects.filter(giver=giver, state=HandoverState.WAITING).exists():
        raise Refused("handover_asked_already")
    handover = Handover(organisation=giver.organisation, giver=giver, entered_by=by, cause=cause.strip())
    _name(handover, to)
    handover.letter, handover.letter_name = keep(letter, finding), letter.name or ""
    handover.asked_at = clock.now()
    handover.save(force_insert=True)
    audit.record(
        "handover.entered",
        giver,
        by=by,
        person=of_successor(handover),
        reason=handover.cause,
        sha256=letter.sha256,
    )
    return handover


def _name(handover: Handover, to: int | NewPrimary) -> None:
    """Raises Account.DoesNotExist, Refused: handover_to_nobody, has_account_already."""
    if isinstance(to, int):
        handover.taker = locks.belonging(to, handover.giver)
        locks.refuse_taker(handover.taker, handover.giver)
        return
    email = to.email.lower()
    there = Account.objects.filter(organisation=handover.organisation, role=PRIMARY, user__email=email)
    if there.exists():
        raise Refused("has_account_already")
    if User.objects.filter(email=email, is_staff=True).exists():
        raise Refused("staff_hold_no_account")
    handover.new_email, handover.new_language = email, to.language
    handover.new_name_en, handover.new_name_zh = tidy(to.name_en), tidy(to.name_zh)


def refuse_unless_gone(giver: Account) -> None:
    """Raises Refused("another_primary_can_act"): the court acts only where the organisation cannot."""
    others = Account.objects.active().filter(organisation=giver.organisation, role=PRIMARY)
    if others.exclude(pk=giver.pk).exists():
        raise Refused("another_primary_can_act")


def conclude(handover: Handover) -> None:
    """A step of the approval: invites a new person, and tells everybody whom it concerns."""
    giver, organisation = handover.giver, handover.organisation
    if handover.taker is None:
        invite_for_the_court(
            organisation,
            organisation.branches.get(is_headquarters=True),
            handover.new_email,
            handover.new_language,
            name_en=handover.new_name_en,
            name_zh=handover.new_name_zh,
        )
    taker = [handover.taker] if handover.taker else []
    concerned = [giver, *taker, *administrators(organisation)]
    tell_accounts(
        "account_handover_by_court",
        [account.pk for account in concerned],
        emailed={"former": [giver], "successor": taker},
        successor=of_successor(handover),
        person=names(giver),
        organisation=names(organisation),
    )
