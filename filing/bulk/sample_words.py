"""What made-up claims say: the particulars and the working of the sum, in the language of the hearing."""

from __future__ import annotations

import random
from datetime import date, timedelta

from filing.rules.claim import PartyData
from icms.lib.money import dollars


def particulars(
    language: str, kind: str, account: str, defendant: PartyData, since: date, signed_on: date
) -> str:
    """The ground of the claim, so that the defendant can answer it (Cap. 338 s. 13)."""
    until, demanded = since + timedelta(days=61), signed_on - timedelta(days=28)
    if language == "zh":
        supply = "供應電力" if kind == "debt" else "提供電力裝置保養服務"
        return (
            f"1. 申索人按第{account}號帳戶的合約，向被告人{defendant.name_zh or defendant.name}{supply}。\n"
            f"2. 由{_zh(since)}至{_zh(until)}，申索人已履行合約並發出帳單，但被告人沒有付款。\n"
            f"3. 申索人於{_zh(demanded)}發信要求付款，至今仍未收到款項。\n"
            "4. 申索人現申索下述計算所得的欠款。"
        )
    supply = "electricity" if kind == "debt" else "maintenance of electrical installations"
    return (
        f"1. Under the contract for account no. {account} the claimant supplied {supply} to {defendant.name}.\n"
        f"2. From {_en(since)} to {_en(until)} the claimant performed the contract and sent its bills, "
        "but the defendant did not pay.\n"
        f"3. By letter of {_en(demanded)} the claimant asked for payment. Nothing has been received.\n"
        "4. The claimant claims the sum outstanding, worked out as follows."
    )


def calculation(dice: random.Random, language: str, owed: int, amount: int, since: date) -> str:
    """How the sum was worked out: bills that come to what is owed, and the excess if some is abandoned."""
    rows = []
    left = owed
    for number in range(3):
        part = left if number == 2 else dice.randrange(0, left // 2 + 1)
        left -= part
        if part:
            day = since + timedelta(days=30 * number)
            rows.append(
                f"{_zh(day)}帳單：{dollars(part)}"
                if language == "zh"
                else f"Bill of {_en(day)}: {dollars(part)}"
            )
    rows.append(f"欠款總額：{dollars(owed)}" if language == "zh" else f"Total outstanding: {dollars(owed)}")
    if owed != amount:
        rows.append(
            f"放棄超出75,000元的款額：-{dollars(owed - amount)}"
            if language == "zh"
            else f"Less the excess above HK$75,000, abandoned: -{dollars(owed - amount)}"
        )
    return "\n".join(rows)


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _en(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
