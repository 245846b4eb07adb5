"""Dates and times as the court writes them: never ambiguous numbers (look.md, "Dates")."""

from __future__ import annotations

from datetime import date, datetime

from icms.lib.clock import hk

_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS_ZH = "一二三四五六日"


def written_date(day: date | datetime, language: str) -> str:
    """The day in full: "Wednesday, 18 November 2026" or 「2026年11月18日（星期三）」.

    A datetime is read on a Hong Kong clock. `language` is a Django code (en, zh-hant, zh-hans).
    """
    if isinstance(day, datetime):
        day = hk(day).date()
    if _is_chinese(language):
        return f"{day.year}年{day.month}月{day.day}日（星期{_DAYS_ZH[day.weekday()]}）"
    return f"{_DAYS_EN[day.weekday()]}, {day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def written_time(moment: datetime, language: str, *, seconds: bool = False) -> str:
    """The day and the Hong Kong time in full, with seconds where an acknowledgement needs them (BLK-10).

    Raises ValueError for a naive time.
    """
    return _joined(written_date(moment, language), written_clock(moment, language, seconds=seconds), language)


def written_clock(moment: datetime, language: str, *, seconds: bool = False) -> str:
    """The Hong Kong time of day alone: "17:30" or 「下午5時30分」."""
    local = hk(moment)
    if not _is_chinese(language):
        return local.strftime("%H:%M:%S" if seconds else "%H:%M")
    hour_word = "时" if _is_simplified(language) else "時"
    half = "上午" if local.hour < 12 else "下午"
    hour = local.hour if local.hour <= 12 else local.hour - 12
    if seconds:
        return f"{half}{hour}{hour_word}{local.minute:02d}分{local.second:02d}秒"
    # A full hour is written 正, as a Hong Kong court does, so that nobody looks for missing minutes.
    return f"{half}{hour}{hour_word}" + (f"{local.minute:02d}分" if local.minute else "正")


def _joined(day: str, clock: str, language: str) -> str:
    return day + clock if _is_chinese(language) else f"{day}, {clock}"


def _is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")


def _is_simplified(language: str) -> bool:
    return language.lower().startswith(("zh-hans", "zh_hans"))
