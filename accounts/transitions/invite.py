"""An account is opened by an invitation that its person accepts (ORG-0).

What can go wrong: a link that is guessed, used twice, or used by somebody else; an inviter who learns whether an
address has a sign-in already. So the link is a secret of which only the hash is kept, it works once and for 72 hours,
and whoever has a sign-in accepts with it: nothing that the inviter sees differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from accounts import emails, roles
from accounts.models import Account, Branch, Invitation, Organisation, User
from accounts.rules.limits import INVITATION_LINK_VALID, INVITATIONS_A_DAY_MAX
from accounts.rules.names import tidy
from accounts.rules.tokens import hash_of, new_token
from accounts.states import INVITATION_MOVES, InvitationState
from accounts.transitions import locks
from accounts.transitions.opening import new_person, open_account
from accounts.transitions.telling import of_inviter, tell_of
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.written_time import written_time


@dataclass(frozen=True)
class Invited:
    """Whom an administrator invites, and to what."""

    email: str
    name_en: str
    name_zh: str
    role: str
    branch_id: int
    language: str


@dataclass(frozen=True)
class NewPerson:
    """What an invited person without a sign-in enters."""

    name_en: str
    name_zh: str
    password: str
    language: str


@transaction.atomic(durable=True)
def invite(invited: Invited, *, by: Account) -> Invitation:
    """Opens an account that waits for its person, and sends the link.

    Raises Branch.DoesNotExist, Refused: right_missing, has_account_already, invited_already, limit_reached,
    too_many_invitations.
    """
    giver = locks.acting(by)
    organisation = locks.locked(giver.organisation_id)
    branch = locks.branch_of(organisation, invited.branch_id)
    if not roles.may_open(giver, invited.role, branch):
        raise Refused("right_missing")
    email = invited.email.lower()
    if Account.objects.filter(organisation=organisation, role=invited.role, user__email=email).exists():
        raise Refused("has_account_already")
    same = organisation.invitations.filter(email=email, role=invited.role, state=InvitationState.SENT)
    if same.open().exists():
        raise Refused("invited_already")
    for lapsed in same:
        _end(lapsed, InvitationState.LAPSED)
    locks.refuse_if_full(organisation, invited.role)
    invitation = Invitation(
        organisation=organisation,
        branch=branch,
        role=invited.role,
        email=email,
        name_en=tidy(invited.name_en),
        name_zh=tidy(invited.name_zh),
        language=invited.language,
    )
    _send(invitation, giver)
    audit.record("invitation.sent", organisation, by=by, **_told(invitation))
    return invitation


def invite_for_the_court(
    organisation: Organisation, branch: Branch, email: str, language: str, *, name_en: str, name_zh: str
) -> Invitation:
    """A step: invites a new Primary Administrator after a hand-over; older invitations to that role end.

    The caller holds the organisation's lock. Raises Refused: has_account_already, too_many_invitations.
    """
    role = Account.Role.PRIMARY_ADMINISTRATOR
    if Account.objects.filter(organisation=organisation, role=role, user__email=email).exists():
        raise Refused("has_account_already")
    for older in organisation.invitations.filter(role=role, state=InvitationState.SENT):
        _end(older, InvitationState.WITHDRAWN if older.is_open() else InvitationState.LAPSED)
    invitation = Invitation(
        organisation=organisation,
        branch=branch,
        role=role,
        email=email,
        name_en=name_en,
        name_zh=name_zh,
        language=language,
    )
    _send(invitation, None)
    return invitation


@transaction.atomic(durable=True)
def send_again(invitation_id: int, *, by: Account) -> Invitation:
    """Sends a new link; the old one ends.

    Raises Invitation.DoesNotExist, Refused: right_missing, invitation_ended, limit_reached, too_many_invitations.
    """
    invitation, giver = _managed(invitation_id, by)
    if not invitation.is_open():
        locks.refuse_if_full(invitation.organisation, invitation.role)
    _end(invitation, InvitationState.WITHDRAWN if invitation.is_open() else InvitationState.LAPSED)
    invitation.pk, invitation.state = None, InvitationState.SENT
    _send(invitation, giver)
    audit.record("invitation.sent_again", invitation.organisation, by=by, **_told(invitation))
    return invitation


@transaction.atomic(durable=True)
def withdraw_invitation(invitation_id: int, *, by: Account) -> Invitation:
    """The link ends at once. Raises Invitation.DoesNotExist, Refused: right_missing, invitation_ended."""
    invitation, _giver = _managed(invitation_id, by)
    _end(invitation, InvitationState.WITHDRAWN)
    audit.record("invitation.withdrawn", invitation.organisation, by=by, **_told(invitation))
    return invitation


def _managed(invitation_id: int, by: Account) -> tuple[Invitation, Account]:
    giver = locks.acting(by)
    rows = Invitation.objects.select_related("organisation", "branch")
    invitation = rows.get(pk=invitation_id, organisation=giver.organisation_id)
    if not roles.may_open(giver, invitation.role, invitation.branch):
        raise Refused("right_missing")
    return invitation, giver


def _end(invitation: Invitation, state: InvitationState) -> None:
    if state not in INVITATION_MOVES[invitation.state]:
        raise Refused("invitation_ended")
    invitation.state = state
    invitation.save(update_fields=["state"])


def _send(invitation: Invitation, giver: Account | None) -> None:
    """Keeps the invitation with a new link and hands its mail to the queue; without a giver the court invites."""
    moment = clock.real_now()
    lately = Invitation.objects.filter(email=invitation.email, invited_at__gt=moment - timedelta(days=1))
    if lately.filter(organisation=invitation.organisation).count() >= INVITATIONS_A_DAY_MAX:
        raise Refused("too_many_invitations", most=INVITATIONS_A_DAY_MAX)
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.invited_by, invitation.invited_at = giver, moment
    invitation.expires_at = moment + INVITATION_LINK_VALID
    invitation.save(force_insert=True)
    language = invitation.language
    emails.send(
        "invitation" if giver else "invitation_of_court",
        to=invitation.email,
        language=language,
        person=lambda: invitation.name,
        by=lambda: invitation.inviter,
        organisation=lambda: invitation.organisation.name,
        role=lambda: Account.Role(invitation.role).label,
        until=written_time(clock.court_time_of(invitation.expires_at), language),
        link=settings.SITE_URL + reverse("accounts:accept", args=[token]),
    )


def _told(invitation: Invitation) -> dict[str, object]:
    name = {
        "en": invitation.name_en or invitation.name_zh,
        "zh_hant": invitation.name_zh or invitation.name_en,
    }
    return {
        "person": name,
        "email": invitation.email,
        "role": invitation.role,
        "branch": str(invitation.branch),
    }


@transaction.atomic(durable=True)
def accept_as_new(token: str, person: NewPerson, *, by: audit.Actor) -> None:
    """A person without a sign-in gets one, and the account. Where the address has a sign-in nothing happens here:

    its owner signs in and accepts; so too where another invitation was taken up in the same moment.
    The caller answers both in the same words. Raises Refused("invitation_ended").
    """
    invitation = _open(token)
    user = new_person(
        invitation.email,
        person.password,
        name_en=tidy(person.name_en),
        name_zh=tidy(person.name_zh),
        language=person.language,
    )
    if user is None:
        make_password(person.password)  # the time that it takes must not tell the two apart
        return
    _accept(invitation, user, by=by)


@transaction.atomic(durable=True)
def accept_as_person(token: str, *, by: User) -> Account:
    """Whoever is signed in with the invited address takes up the account.

    Raises Refused: invitation_ended, invitation_to_another_address, staff_hold_no_account, has_account_already.
    """
    invitation = _open(token)
    if by.email != invitation.email:
        raise Refused("invitation_to_another_address")
    if by.is_staff:
        raise Refused("staff_hold_no_account")
    return _accept(invitation, by, by=by)


def _open(token: str) -> Invitation:
    """The invitation of a link that works, locked by its organisation's row."""
    found = (
        Invitation.objects.filter(token_hash=hash_of(token)).values_list("organisation", flat=True).first()
    )
    if found is None:
        raise Refused("invitation_ended")
    organisation: Organisation = locks.locked(found)
    locks.refuse_while_suspended(organisation)
    rows = Invitation.objects.select_related("organisation", "branch", "invited_by__user")
    invitation = rows.acceptable().filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise Refused("invitation_ended")
    return invitation


def _accept(invitation: Invitation, user: User, *, by: audit.Actor) -> Account:
    account = open_account(
        user,
        invitation.role,
        organisation=invitation.organisation,
        branch=invitation.branch,
        name_en=invitation.name_en,
        name_zh=invitation.name_zh,
    )
    invitation.account, invitation.accepted_at = account, clock.now()
    invitation.state = InvitationState.ACCEPTED
    invitation.save(update_fields=["state", "account", "accepted_at"])
    tell_of("account_opened", account, branch=str(invitation.branch), by=of_inviter(invitation))
    audit.record("invitation.accepted", account, by=by, **_told(invitation))
    return account
