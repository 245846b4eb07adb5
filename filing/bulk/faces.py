"""Letters of names that no face of the court has: a warning, for its papers may show a number instead (DOC-2b)."""

from __future__ import annotations

from collections.abc import Iterator

from filing.rules.batch import BatchData
from filing.rules.finding import Finding
from icms.lib import letters
from icms.lib.printable import code_point, unprintable


def letters_without_face(batch: BatchData) -> Iterator[Finding]:
    """A warning for each name of a party that the court's own fonts cannot draw."""
    named = [
        (number, f"parties/party[{position}]/{field}", name)
        for number, claim in enumerate(batch.claims, 1)
        for position, party in enumerate(claim.parties, 1)
        for field, name in (
            ("name-en", party.name_en),
            ("name-zh", party.name_zh),
            ("trading-as", party.trading_as),
        )
        if name and not name.isascii()
    ]
    # A full batch has ten thousand names and a few hundred characters.
    rare = {each for each in set().union(*(name for *_, name in named)) if not letters.has_letter(each)}
    if not rare:
        return
    for number, path, name in named:
        if rare.isdisjoint(name) or unprintable(name):  # what is at fault is said already
            continue
        missing = letters.missing_letters(name)
        if missing:
            shown = ", ".join(f"{each} ({code_point(each)})" for each in missing[:5])
            params: dict[str, str | int] = {"characters": shown, "number": f"[{code_point(missing[0])}]"}
            yield Finding("letter_without_face", path, params, "warning", number)
