"""The states of organisations, accounts and what is asked for them, and their moves (ACC-2, ORG-1, ORG-2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationState(models.TextChoices):
    ACTIVE = "active", _("active")
    SUSPENDED_BY_COURT = "suspended_by_court", _("suspended by the court")


ORGANISATION_MOVES: dict[str, frozenset[str]] = {
    OrganisationState.ACTIVE: frozenset({OrganisationState.SUSPENDED_BY_COURT}),
    OrganisationState.SUSPENDED_BY_COURT: frozenset({OrganisationState.ACTIVE}),
}


class AccountState(models.TextChoices):
    """What an administrator suspended he can reactivate; what the court suspended only the court can."""

    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    SUSPENDED_BY_COURT = "suspended_by_court", _("suspended by the court")
    HANDED_OVER = "handed_over", _("handed over")
    AWAITING_ACTIVATION = "awaiting_activation", _("waiting for its person to activate it")


ACCOUNT_MOVES: dict[str, frozenset[str]] = {
    AccountState.ACTIVE: frozenset(
        {AccountState.SUSPENDED, AccountState.SUSPENDED_BY_COURT, AccountState.HANDED_OVER}
    ),
    # From both the court hands the primary role on, where its holder is gone.
    AccountState.SUSPENDED: frozenset(
        {AccountState.ACTIVE, AccountState.SUSPENDED_BY_COURT, AccountState.HANDED_OVER}
    ),
    AccountState.SUSPENDED_BY_COURT: frozenset({AccountState.ACTIVE, AccountState.HANDED_OVER}),
    # Only by another approved hand-over, back to the same person.
    AccountState.HANDED_OVER: frozenset({AccountState.ACTIVE}),
    # By the link that its person gets, and by nobody else (ACC-2).
    AccountState.AWAITING_ACTIVATION: frozenset({AccountState.ACTIVE}),
}


class InvitationState(models.TextChoices):
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed")


INVITATION_MOVES: dict[str, frozenset[str]] = {
    InvitationState.SENT: frozenset(
        {InvitationState.ACCEPTED, InvitationState.WITHDRAWN, InvitationState.LAPSED}
    ),
    InvitationState.ACCEPTED: frozenset(),
    InvitationState.WITHDRAWN: frozenset(),
    InvitationState.LAPSED: frozenset(),
}


class LimitRequestState(models.TextChoices):
    WAITING = "waiting", _("waiting for the court")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


LIMIT_REQUEST_MOVES: dict[str, frozenset[str]] = {
    LimitRequestState.WAITING: frozenset({LimitRequestState.GRANTED, LimitRequestState.REFUSED}),
    LimitRequestState.GRANTED: frozenset(),
    LimitRequestState.REFUSED: frozenset(),
}


class HandoverState(models.TextChoices):
    WAITING = "waiting", _("waiting for the court")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


HANDOVER_MOVES: dict[str, frozenset[str]] = {
    HandoverState.WAITING: frozenset(
        {HandoverState.APPROVED, HandoverState.REFUSED, HandoverState.WITHDRAWN}
    ),
    HandoverState.APPROVED: frozenset(),
    HandoverState.REFUSED: frozenset(),
    HandoverState.WITHDRAWN: frozenset(),
}


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    DOCUMENTS_REQUESTED = "documents_requested", _("documents requested")
    AWAITING_IDENTITY_CHECK = "awaiting_identity_check", _("awaiting the identity check")
    APPROVED = "approved", _("approved, not yet activated")
    ACTIVE = "active", _("account active")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed")


_ENDS = frozenset({ApplicationState.REJECTED, ApplicationState.WITHDRAWN})
APPLICATION_MOVES: dict[str, frozenset[str]] = {
    ApplicationState.DRAFT: frozenset(
        {ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN, ApplicationState.LAPSED}
    ),
    ApplicationState.SUBMITTED: frozenset(
        {ApplicationState.DOCUMENTS_REQUESTED, ApplicationState.AWAITING_IDENTITY_CHECK, *_ENDS}
    ),
    ApplicationState.DOCUMENTS_REQUESTED: frozenset(
        {ApplicationState.SUBMITTED, ApplicationState.LAPSED, *_ENDS}
    ),
    ApplicationState.AWAITING_IDENTITY_CHECK: frozenset(
        {ApplicationState.DOCUMENTS_REQUESTED, ApplicationState.APPROVED, *_ENDS}
    ),
    ApplicationState.APPROVED: frozenset({ApplicationState.ACTIVE}),
    ApplicationState.ACTIVE: frozenset(),
    ApplicationState.REJECTED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
    ApplicationState.LAPSED: frozenset(),
}
# Without an account, and for good: what was sent with it is not needed for long.
APPLICATION_ENDED_WITHOUT_ACCOUNT = frozenset({ApplicationState.LAPSED, *_ENDS})
