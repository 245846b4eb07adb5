"""Every registered kind of message with parameters that can be recognised wherever they turn up."""

from __future__ import annotations

from accounts.models import Account
from icms.kernel.message import Message, Worder, dollars, minute, moment
from messaging import catalogue

KINDS = catalogue.registered()

# By the name of the parameter, where a text would not do.
SPECIAL: dict[str, object] = {
    "role": Account.Role.ORGANISATION_USER.value,
    "grants": ["MARKED-grant", {"en": "MARKED-en", "zh_hant": "標記甲", "zh_hans": "标记甲"}],
    "deemed_at": "2031-11-23T09:30:00+08:00",
    "before_at": "2031-11-24T09:30:00+08:00",
    "after_at": "2031-11-25T09:30:00+08:00",
    "cause": {
        "code": "entered",
        "kind": "gale",
        "starts_at": "2031-11-26T10:00:00+08:00",
        "reopens_at": None,
    },
    "reason": {"en": "MARKED-reason", "zh_hant": "標記乙", "zh_hans": "标记乙"},
    "person": {"en": "MARKED-person", "zh_hant": "標記丙", "zh_hans": "标记丙"},
}
BY_WORDER: dict[Worder, object] = {
    moment: "2031-12-31T09:30:15+08:00",
    minute: "2031-12-30T09:30:00+08:00",
    dollars: 987_654_321,
}


def marked(message: Message) -> dict[str, object]:
    """A value for each parameter of a message: names and numbers that nothing else contains."""
    values = {
        name: BY_WORDER.get(worder, SPECIAL.get(name, f"MARKED-{name}"))
        for name, worder in message.parameters.items()
    }
    if message.code == "refund_due":
        values["reason"] = "paid_twice"
    return values
