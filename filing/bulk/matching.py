"""Which uploaded file is which form of which claim (BLK-3, A12). Pure: the files are names and hashes here.

A SHA-256 in the batch decides where it is given, the file name elsewhere. Names are compared as people see them
(`icms.lib.file_names`, DOC-2b).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from filing.rules.claim import FormData
from icms.lib.file_names import file_key

Place = tuple[int, str]  # position of the claim in the batch, from 1; code of the form's document type


@dataclass(frozen=True)
class Arrived:
    """A file that was sent: the id of its row, the name as given, its SHA-256 in small hex digits."""

    id: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Matched:
    """A file and its place. `differs`: the name fits, but not the SHA-256 that the batch gives for it."""

    claim: int
    form: str
    file: Arrived
    differs: bool = False


@dataclass(frozen=True)
class Matching:
    """What belongs where. A place is in `matched` at most once, a file in exactly one of the lists.

    `differing` places hold a file of the right name with another content: not matched, to be sent again.
    `doubles` are further files for a place that has one already; `unmatched` fit nowhere; `missing` places
    have no file.
    """

    matched: tuple[Matched, ...]
    unmatched: tuple[Arrived, ...]
    missing: tuple[Place, ...]
    doubles: tuple[Matched, ...]
    differing: tuple[Matched, ...]

    @property
    def complete(self) -> bool:
        """Whether each form of each claim has its one file and no file is left over."""
        return not (self.unmatched or self.missing or self.doubles or self.differing)


def match(
    expected: Iterable[Sequence[FormData]], files: Iterable[Arrived], *, by_hand: Collection[Matched] = ()
) -> Matching:
    """Matches files to the forms of claims, given claim by claim. What was moved by hand stays, and comes first."""
    places = _places(expected)
    by_hash, by_name = _indexes(places)
    taken: dict[Place, Matched] = {}
    hand = {each.file.id: (each.claim, each.form) for each in by_hand}
    unmatched: list[Arrived] = []
    doubles: list[Matched] = []
    differing: list[Matched] = []
    # Files put by hand first, then those that a hash proves, then names: the surer claim to a place wins.
    for file in sorted(files, key=lambda each: (each.id not in hand, each.sha256 not in by_hash)):
        place = (
            hand.get(file.id)
            or _free(by_hash.get(file.sha256, []), taken)
            or by_name.get(file_key(file.name))
        )
        if place is None or place not in places:
            unmatched.append(file)
            continue
        sure = file.id in hand or places[place][1] in ("", file.sha256)
        found = Matched(*place, file, differs=not sure)
        if place in taken:
            doubles.append(found)
        elif not sure:
            differing.append(found)
        else:
            taken[place] = found
    missing = tuple(place for place in places if place not in taken)
    matched = tuple(taken[place] for place in places if place in taken)
    return Matching(matched, tuple(unmatched), missing, tuple(doubles), tuple(differing))


def _places(expected: Iterable[Sequence[FormData]]) -> dict[Place, tuple[str, str]]:
    """Each place of the batch in order, with the name and the hash that the claimant gave for it."""
    found: dict[Place, tuple[str, str]] = {}
    for number, forms in enumerate(expected, 1):
        for form in forms:
            found[number, form.code] = (file_key(form.name), form.sha256)
    return found


def _indexes(places: dict[Place, tuple[str, str]]) -> tuple[dict[str, list[Place]], dict[str, Place]]:
    by_hash: dict[str, list[Place]] = defaultdict(list)
    by_name: dict[str, Place] = {}
    for place, (name, sha256) in places.items():
        if sha256:
            by_hash[sha256].append(place)
        if name:
            by_name.setdefault(name, place)
    return dict(by_hash), by_name


def _free(candidates: list[Place], taken: dict[Place, Matched]) -> Place | None:
    """The first place with this hash that has no file yet; if all have one, the first: the file is a double."""
    return next((place for place in candidates if place not in taken), candidates[0] if candidates else None)
