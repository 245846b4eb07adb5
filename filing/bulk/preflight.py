"""Every fault of a batch file in one pass, claim by claim (BLK-4, BLK-5). Needs no database.

Claims are judged one by one against the published schema: where a claim fits, it is read straight away; where
it does not, `shape` names all that is wrong with it. Then the rules look at everything that could be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from copy import copy
from datetime import date
from functools import partial
from itertools import chain, islice
from typing import Any, cast

from lxml import etree

from filing.bulk.faces import letters_without_face
from filing.bulk.parse import QUALIFIED, Opened, Unusable, open_batch, refuse_depth, schema
from filing.bulk.read import CLAIM, CLAIMS, claim_elements, read_batch
from filing.bulk.read_valid import read_valid
from filing.bulk.report import NOT_CHECKED, Fault, Report, fault, sorted_faults
from filing.bulk.shape import misfits, table
from filing.rules import limits
from filing.rules.batch import BatchData, batch_findings
from filing.rules.finding import Finding
from icms.lib.collector import collector_at_rest

_LOOKED_AT = 5 * limits.FAULTS_MAX
_STEP = re.compile(r"([^\[\]]+)(?:\[(\d+)\])?")


Ask = Callable[[BatchData], Iterable[Finding]]


def check(
    data: bytes,
    *,
    on: date,
    cents_max: int = limits.CLAIM_CENTS_MAX,
    ask: Ask | None = None,
    asks: Collection[str] = (),
) -> Report:
    """Checks the bytes of a batch file; `on` is today in Hong Kong. Never raises for what the file contains.

    `cents_max` is the most that the court hears in a claim; without a database, what the law says today.

    `ask` adds findings of the database (see `approval`); `asks` are the codes of NOT_CHECKED that it answers.
    The batch that it is given may hold placeholders where the file is at fault: it only looks and names.
    """
    try:
        opened = open_batch(data)
        fits = _fits(opened)
        if not fits:
            refuse_depth(opened)
    except Unusable as refused:
        first = fault(refused.placed.finding, line=refused.placed.line)
        return Report((first,), (), None, usable=False)
    with collector_at_rest():
        rules = partial(batch_findings, on=on, cents_max=cents_max)
        return _report(opened, fits=fits, rules=rules, ask=ask, asks=asks)


def _report(opened: Opened, *, fits: bool, rules: Ask, ask: Ask | None, asks: Collection[str]) -> Report:
    batch = read_valid(opened.root) if fits else read_batch(opened.root)
    places = _Places(opened, batch)
    # A file of a million wrong elements is not worth a million faults; the cap counts what was looked at.
    misfit = islice(() if fits else _structure(opened), _LOOKED_AT)
    structure = [places.fault(found, element) for found, element in misfit]
    structure += [fault(each.finding, reference=places.reference(each.finding.claim), line=each.line)
                  for each in opened.stray]  # fmt: skip
    echoes = _Echoes(structure)
    asked = ask(batch) if ask else ()
    ruled = _while_worth_it(chain(rules(batch), letters_without_face(batch), asked))
    broken = [places.fault(each) for each in ruled if each not in echoes]
    # Where the look ended early, the list is cut long before what the net would add.
    net = () if fits or len(structure) >= _LOOKED_AT else _unnamed(opened, places, [*structure, *broken])
    found = sorted_faults([*structure, *broken, *net])
    errors = _capped([each for each in found if each.severity == "error"], places)
    warnings = tuple(each for each in found if each.severity == "warning")
    left = tuple(code for code in NOT_CHECKED if code not in asks)
    return Report(errors, warnings, None if errors else batch, left)


def _fits(opened: Opened) -> bool:
    """Whether all of it is by the schema. The validator collects every fault that it meets, so it is stopped early."""
    root = opened.root
    # A crowd at the head could not be copied in time, and fits as little as two of a kind.
    if len(root) > len(table().children["Batch"]) or len(root.attrib) > 1:
        return False
    return all(map(schema().validate, claim_elements(root))) and bool(schema().validate(_frame(root)))


def _frame(root: etree._Element) -> etree._Element:
    """The batch without its claims, which are judged one by one; whatever else is in their place stays."""
    frame = etree.Element(root.tag, _attributes(root))
    frame.text = root.text
    for child in root:
        if child.tag != CLAIMS:
            frame.append(copy(child))
            continue
        kept = etree.SubElement(frame, child.tag, _attributes(child))
        kept.text = "".join(filter(None, (child.text, *(claim.tail for claim in child.iterchildren(CLAIM)))))
        kept.extend([copy(other) for other in child if other.tag != CLAIM])
        kept.tail = child.tail
    return frame


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _while_worth_it(found: Iterable[Finding]) -> Iterator[Finding]:
    """Ends when so many errors were looked at that the list is cut. Warnings never end it: an error may follow."""
    errors = 0
    for each in found:
        yield each
        errors += each.severity == "error"
        if errors >= _LOOKED_AT:
            return


class _Places:
    """Where in the file a finding belongs: the claim's reference, and the line of its element."""

    def __init__(self, opened: Opened, batch: BatchData) -> None:
        self._opened = opened
        self._batch = batch
        self._claims = claim_elements(opened.root)
        # A claim may have ten thousand parties, and each of them a fault.
        self._children: dict[tuple[etree._Element, str], list[etree._Element]] = {}

    def reference(self, claim: int | None) -> str:
        return "" if claim is None else self._batch.claims[claim - 1].reference

    def fault(self, finding: Finding, element: etree._Element | None = None) -> Fault:
        if finding.claim is None:
            element = self._opened.root
        elif element is None:
            element = self._find(finding)
        return fault(finding, reference=self.reference(finding.claim), line=self._opened.line(element))

    def _find(self, finding: Finding) -> etree._Element:
        """The element of the finding's path, or the nearest one above it that is there."""
        at = self._claims[(finding.claim or 1) - 1]
        for step in finding.field.split("/"):
            name, position = _STEP.fullmatch(step).groups()  # type: ignore[union-attr]  # paths are ours
            if (at, name) not in self._children:
                self._children[at, name] = at.findall(QUALIFIED + name)
            found = self._children[at, name]
            index = int(position or 1) - 1
            if index >= len(found):
                break
            at = found[index]
        return at


def _structure(opened: Opened) -> Iterator[tuple[Finding, etree._Element]]:
    """What does not fit the schema: of the frame, and of each claim by itself."""
    yield from misfits(opened.root, "Batch")
    for number, claim in enumerate(claim_elements(opened.root), 1):
        if not schema().validate(claim):
            for found, element in misfits(claim, "Claim"):
                yield Finding(found.code, found.field, found.params, found.severity, number), element


def _unnamed(opened: Opened, places: _Places, named: list[Fault]) -> Iterator[Fault]:
    """A safety net: what the schema refuses although neither `shape` nor a rule has an error for it."""
    faulty = {each.claim for each in named if each.severity == "error"}
    found = bool(faulty)
    for number, claim in enumerate(claim_elements(opened.root), 1):
        if number not in faulty and not schema().validate(claim):
            found = True
            yield places.fault(Finding("not_by_schema", "", {"detail": _schema_words()}, claim=number), claim)
    if not found:
        schema().validate(opened.root)
        yield places.fault(Finding("not_by_schema", "", {"detail": _schema_words()}))


def _schema_words() -> str:
    last = cast("Any", schema().error_log).last_error  # the stubs do not know it
    return str(last.message if last is not None else "").replace(QUALIFIED, "")[:200]


# What a rule says only because a field below could not be read: the code, and the name of that field.
_FOLLOWS = {"claimant_missing": "role", "defendant_missing": "role", "no_address_to_serve": "serve"}
_PARTY = re.compile(r"parties/party\[\d+\]")


class _Echoes:
    """Whether a rule only says again what the structure said: about a placeholder, or as its consequence.

    Everything is a look into a set: a file may have thousands of faults in one claim.
    """

    def __init__(self, structure: list[Fault]) -> None:
        self._wrong = {(each.claim, each.field) for each in structure if each.field}
        self._absent = {(each.claim, each.field) for each in structure if each.code == "missing_element"}
        self._amounts = {each.claim for each in structure if each.field == "amount"}
        self._below = {
            (each.claim, above, each.field.rpartition("/")[2])
            for each in structure
            for above in _above(each.field)
        }

    def __contains__(self, finding: Finding) -> bool:
        if finding.code == "total_amount_differs" and self._amounts:
            return True
        if finding.code == "same_defendant_and_sum":
            return not self._amounts.isdisjoint({finding.claim, int(finding.params["other"])})
        if finding.code == "served_by_mistake" and (party := _PARTY.match(finding.field)):
            return (finding.claim, f"{party[0]}/role") in self._wrong
        if (finding.claim, finding.field) in self._wrong:
            return True
        if any((finding.claim, above) in self._absent for above in _above(finding.field)):
            return True
        return (finding.claim, finding.field, _FOLLOWS.get(finding.code, "")) in self._below


def _above(path: str) -> list[str]:
    """The paths of the elements that hold this one: "a/b/c" has "a/b" and "a"."""
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]


def _capped(errors: list[Fault], places: _Places) -> tuple[Fault, ...]:
    """At most FAULTS_MAX errors; one more says how many were left out."""
    if len(errors) <= limits.FAULTS_MAX:
        return tuple(errors)
    left = len(errors) - limits.FAULTS_MAX
    more = places.fault(Finding("more_faults", "", {"count": left, "shown": limits.FAULTS_MAX}))
    return (more, *errors[: limits.FAULTS_MAX])
