"""What the portal asks of a payment gateway, whichever it is (PAY-3). Card data never touch the portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol


class GatewayError(Exception):
    """Something came from a gateway, or did not come, that cannot be used. Nothing may change because of it."""


class NoticeForged(GatewayError):
    """A notice whose signature is not the gateway's."""


class NoticeUnreadable(GatewayError):
    """A notice that is not what the protocol says."""


class NoticeNotUnderstood(NoticeUnreadable):
    """A notice that the gateway signed, and that is not what the protocol says either."""


class GatewayUnreachable(GatewayError):
    """The gateway gave no answer: nothing is known, so it is asked again."""


class Standing(Enum):
    """What a gateway says of an order. UNPAID and PENDING come from queries only."""

    PAID = "paid"
    FAILED = "failed"
    PENDING = "pending"
    UNPAID = "unpaid"


class CameBack(Enum):
    """Which way the browser came back. It says nothing about money: only notices and queries settle (PAY-4)."""

    PAID = "paid"
    DECLINED = "declined"
    LEFT = "left"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Order:
    """What is to be paid, and where the browser goes afterwards. `language` is a Django code, `cents` are HK$."""

    reference: str
    cents: int
    currency: str
    means: str
    language: str
    return_url: str


@dataclass(frozen=True)
class Redirect:
    """A form that sends the browser to the hosted page. `origin` is its host for the page's security policy."""

    url: str
    fields: Mapping[str, str]
    origin: str


@dataclass(frozen=True)
class News:
    """A verified word of the gateway about an order. The rest is empty unless money was taken."""

    reference: str
    standing: Standing
    gateway_reference: str = ""
    cents: int = 0
    currency: str = ""
    brand: str = ""
    gateway_at: datetime | None = None
    as_it_came: str = ""


class Gateway(Protocol):
    """A payment gateway with a hosted page."""

    @property
    def name(self) -> str:
        """The name under which settings choose it."""
        ...

    def create(self, order: Order) -> Redirect:
        """The signed form that opens the hosted page for an order."""
        ...

    def read_return(self, query: Mapping[str, str]) -> CameBack:
        """What the browser's address says when it comes back."""
        ...

    def read_notice(self, body: bytes) -> News:
        """The verified content of a server-to-server notice. Raises NoticeForged, NoticeUnreadable."""
        ...

    def query(self, reference: str) -> News:
        """What the gateway knows of an order now. Raises GatewayUnreachable."""
        ...
