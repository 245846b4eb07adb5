"""The protocol of PayDollar, which serves cards and PPS in Hong Kong: client post form and data feed.

Both are signed by SHA-256 over their fields and a shared secret, joined by "|". Amounts are dollars as text.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl

from icms.lib import money
from icms.lib.clock import HONG_KONG
from payments.gateways.base import News, NoticeForged, NoticeNotUnderstood, NoticeUnreadable, Standing

CURRENCY_CODES = {"HKD": "344"}
CURRENCIES = {code: currency for currency, code in CURRENCY_CODES.items()}
PAY_METHODS = {"card": "CC", "pps": "PPS"}
LANGUAGES = {"en": "E", "zh-hant": "C", "zh-hans": "X"}
BRANDS = {"visa": "VISA", "mastercard": "Master", "unionpay": "CHINAPAY", "jcb": "JCB", "pps": "PPS"}
BRAND_CODES = {name.lower(): code for code, name in BRANDS.items()}

ORDER_SIGNED = ("merchantId", "orderRef", "currCode", "amount", "payType")
FEED_SIGNED = ("src", "prc", "successcode", "Ref", "PayRef", "Cur", "Amt", "payerAuth")
PAID = "0"
BODY_BYTES_MAX = 8192

_AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{1,2}")
_REFERENCE = re.compile(r"[A-Za-z0-9-]{1,40}")


def sign(fields: Mapping[str, str], names: Iterable[str], secret: str) -> str:
    """The secure hash: SHA-256 of the named fields in their order, then the secret."""
    signed = "|".join([*(fields.get(name, "") for name in names), secret])
    return hashlib.sha256(signed.encode()).hexdigest()


def is_signed(fields: Mapping[str, str], names: Iterable[str], secret: str) -> bool:
    """Whether one of the secure hashes, which may stand there separated by commas, is right."""
    right = sign(fields, names, secret).encode()
    given = fields.get("secureHash", "").split(",")
    return any(hmac.compare_digest(right, hash_.strip().lower().encode()) for hash_ in given)


def amount(cents: int) -> str:
    """Cents as the protocol writes them: 530000 → "5300.00"."""
    return f"{cents // 100}.{cents % 100:02d}"


def cents_of(text: str) -> int:
    """The cents of an amount of the protocol. Raises ValueError for anything else."""
    if not _AMOUNT.fullmatch(text):
        raise ValueError("an amount has a point and two decimals")
    return money.parse_dollars(text)


def read_feed(body: bytes, secret: str) -> News:
    """A data feed, verified. Raises NoticeUnreadable for what is none, NoticeForged for a wrong signature,
    NoticeNotUnderstood for what is signed and has a reference or an amount that cannot be."""
    fields = _fields(body)
    if not is_signed(fields, FEED_SIGNED, secret):
        raise NoticeForged("the secure hash does not match")
    reference, gateway_reference = fields["Ref"], fields["PayRef"]
    if not (_REFERENCE.fullmatch(reference) and _REFERENCE.fullmatch(gateway_reference)):
        raise NoticeNotUnderstood("the references are not what the protocol says")
    try:
        cents = cents_of(fields["Amt"])
    except ValueError as fault:
        raise NoticeNotUnderstood(str(fault)) from fault
    return News(
        reference=reference,
        standing=Standing.PAID if fields["successcode"] == PAID else Standing.FAILED,
        gateway_reference=gateway_reference,
        cents=cents,
        # An unknown currency is kept as it came: it will not be the one that was asked for.
        currency=CURRENCIES.get(fields["Cur"], fields["Cur"][:3]),
        brand=BRAND_CODES.get(fields.get("payMethod", "").lower(), ""),
        gateway_at=_time(fields.get("TxTime", "")),
    )


def _fields(body: bytes) -> dict[str, str]:
    if len(body) > BODY_BYTES_MAX:
        raise NoticeUnreadable("the notice is too long")
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, strict_parsing=True, max_num_fields=60
        )
    except ValueError as fault:
        raise NoticeUnreadable("the notice is not a form") from fault
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise NoticeUnreadable("a field stands twice in the notice")
    missing = [name for name in (*FEED_SIGNED, "secureHash") if name not in fields]
    if missing:
        raise NoticeUnreadable("fields are missing: " + ", ".join(missing))
    return fields


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=HONG_KONG)
    except ValueError:
        return None
