"""People, organisations and accounts: one person signs in once and may hold several accounts (ACC, ORG)."""

from accounts.models.accounts import Account, AssistantGrant, Handover
from accounts.models.invitations import Invitation
from accounts.models.organisations import Branch, LimitRequest, Organisation, OrganisationLimit
from accounts.models.people import PasswordHistory, User

__all__ = [
    "Account",
    "AssistantGrant",
    "Branch",
    "Handover",
    "Invitation",
    "LimitRequest",
    "Organisation",
    "OrganisationLimit",
    "PasswordHistory",
    "User",
]
