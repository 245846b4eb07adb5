"""Second factors: who must have one, and how their secrets are kept (ACC-3)."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from functools import lru_cache
from typing import Any

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from accounts import roles
from accounts.models import User
from icms.lib.branding import PORTAL_NAME
from icms.lib.language import ENGLISH

logger = logging.getLogger("icms.sign_in")

CODE_WRONG = gettext_lazy(
    "This code does not fit. Enter the six figures that the app shows now, or a recovery code that you have not used."
)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted in the database; the last factor of a person who must have one cannot be removed."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": CODE_WRONG}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a key is called until its owner names it."""
        return gettext("Key %(number)d") % {
            "number": Authenticator.objects.filter(user=user, type=type).count() + 1
        }

    def get_totp_issuer(self) -> str:
        """The portal's English name: authenticator apps take no other scripts well."""
        with translation.override(ENGLISH):
            return str(PORTAL_NAME)

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as inline SVG: the content policy takes no picture from within an address."""
        drawn = segno.make(url, micro=False, error="m").svg_inline(border=2, omitsize=True, light="#fff")
        return mark_safe(drawn)  # noqa: S308 - drawn from the portal's name, the person's address and the key

    def encrypt(self, text: str) -> str:
        """By a key that is derived from SECRET_KEY: a copy of the database alone signs nobody in."""
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` made; after a change of SECRET_KEY a drawn secret, which no code of anybody fits.

        Never an empty one: anybody could work out the codes of that.
        """
        try:
            return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("a second factor cannot be read: SECRET_KEY is not the one that it was kept with")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last factor of administrators and staff (ACC-3); recovery codes alone are no factor."""
        if not settings.SECOND_FACTOR_COMPULSORY or not roles.needs_second_factor(authenticator.user):
            return True
        return _factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """The portal as a passkey knows it: the host without its port, the name in English."""
        return {"id": context.request.get_host().partition(":")[0], "name": self.get_totp_issuer()}


def is_missing(user: User) -> bool:
    """Whether somebody who must have a second factor has none yet (ACC-3). One or two queries."""
    return (
        settings.SECOND_FACTOR_COMPULSORY
        and roles.needs_second_factor(user)
        and not _factors_of(user).exists()
    )


def _factors_of(user: User) -> Any:
    return Authenticator.objects.filter(user=user, type__in=FACTORS)


@lru_cache(maxsize=4)
def _cipher(secret: str) -> Fernet:
    key = hashlib.sha256(b"second factors\0" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
