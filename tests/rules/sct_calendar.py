"""The Small Claims Tribunal's registry in the tests: the hours of A37 and the gazetted general holidays."""

from __future__ import annotations

from datetime import date, datetime, time

from cases.rules.calendar import HONG_KONG, Calendar, Closure, Hours

# (month, days) of the 17 general holidays of each year; 2028 is the library's forecast, not yet gazetted.
GAZETTED = {
    2024: "1/1 2/10,12,13 3/29,30 4/1,4 5/1,15 6/10 7/1 9/18 10/1,11 12/25,26",
    2025: "1/1,29,30,31 4/4,18,19,21 5/1,5,31 7/1 10/1,7,29 12/25,26",
    2026: "1/1 2/17,18,19 4/3,4,6,7 5/1,25 6/19 7/1 9/26 10/1,19 12/25,26",
    2027: "1/1 2/6,8,9 3/26,27,29 4/5 5/1,13 6/9 7/1 9/16 10/1,8 12/25,27",
    2028: "1/1,26,27,28 4/4,14,15,17 5/1,2,29 7/1 10/2,4,26 12/25,26",
}

HOLIDAYS = {
    date(year, int(month), int(day)): f"General holiday {day}/{month}"
    for year, months in GAZETTED.items()
    for month, days in (part.split("/") for part in months.split())
    for day in days.split(",")
}

HOURS = tuple(
    Hours(weekday, opens, closes, date(2020, 1, 1), None)
    for weekday in range(5)
    for opens, closes in ((time(8, 45), time(13)), (time(14), time(17, 30)))
)


def registry(
    *closures: Closure, hours: tuple[Hours, ...] = HOURS, years: range = range(2024, 2029)
) -> Calendar:
    """The registry's calendar with these closures; a year outside `years` has no holiday rows."""
    holidays = {on: name for on, name in HOLIDAYS.items() if on.year in years}
    return Calendar(hours=hours, holidays=holidays, known_years=frozenset(years), closures=closures)


def hk(text: str) -> datetime:
    """A Hong Kong time: "2026-11-25 13:20" or with seconds and microseconds."""
    return datetime.fromisoformat(text).replace(tzinfo=HONG_KONG)


def storm(starts: str, reopens: str | None, kind: str = "gale_warning") -> Closure:
    return Closure(kind, hk(starts), hk(reopens) if reopens else None, "Signal No. 8")
