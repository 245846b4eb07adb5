"""The doors to payment gateways; settings.PAYMENT_GATEWAY chooses the one for new payments (PAY-3)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from payments.gateways.base import Gateway
from payments.gateways.sandbox.gateway import SandboxGateway

GATEWAYS: dict[str, Callable[[], Gateway]] = {"sandbox": SandboxGateway}


def named(name: str) -> Gateway:
    """A gateway by its name. Raises ImproperlyConfigured for one that is not there."""
    try:
        return GATEWAYS[name]()
    except KeyError as missing:
        known = ", ".join(sorted(GATEWAYS))
        raise ImproperlyConfigured(f"there is no payment gateway {name!r}; there is: {known}") from missing


def current() -> Gateway:
    """The gateway for new payments."""
    return named(settings.PAYMENT_GATEWAY)
