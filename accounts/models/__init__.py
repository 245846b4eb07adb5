"""People, organisations and accounts: one person signs in once and may hold several accounts (ACC, ORG)."""

from accounts.models.accounts import Account, AssistantGrant, Handover
from accounts.models.application_steps import Activation, DocumentRequest
from accounts.models.applications import Application, ApplicationFile, DocumentKind
from accounts.models.contacts import Contact
from accounts.models.identity_checks import IdentityCheck
from accounts.models.invitations import Invitation
from accounts.models.organisations import Branch, LimitRequest, Organisation, OrganisationLimit
from accounts.models.people import PasswordHistory, User
from accounts.models.terms import TermsAcceptance, TermsVersion

__all__ = [
    "Account",
    "Activation",
    "Application",
    "ApplicationFile",
    "AssistantGrant",
    "Branch",
    "Contact",
    "DocumentKind",
    "DocumentRequest",
    "Handover",
    "IdentityCheck",
    "Invitation",
    "LimitRequest",
    "Organisation",
    "OrganisationLimit",
    "PasswordHistory",
    "TermsAcceptance",
    "TermsVersion",
    "User",
]
