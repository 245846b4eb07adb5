"""A whole batch as data, and what is asked of its claims together (BLK-2, BLK-5, A11).

Pure: no database, no XML. Findings without a claim concern the batch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from filing.rules import limits
from filing.rules.claim import ClaimData, findings, form_path, is_named
from filing.rules.finding import Finding
from filing.rules.text_checks import text_findings
from icms.lib.file_names import file_key
from icms.lib.names import exact_key


@dataclass(frozen=True)
class BatchData:
    """A batch as the claimant declares it; `claim_count` and `total_cents` are what it says of itself."""

    reference: str
    claimant_name_en: str
    claimant_name_zh: str
    approval_reference: str
    claim_count: int
    total_cents: int
    claims: tuple[ClaimData, ...]

    @property
    def claimant_name(self) -> str:
        """The claimant's English name, or the Chinese one where there is no English name."""
        return self.claimant_name_en or self.claimant_name_zh


def batch_findings(
    batch: BatchData, *, on: date, cents_max: int = limits.CLAIM_CENTS_MAX
) -> Iterator[Finding]:
    """Everything wrong with a batch: of the batch itself, between its claims, and of each claim alone.

    `cents_max` is the most that the court hears in a claim.
    """
    yield from _frame(batch)
    yield from _twice(batch)
    yield from _alike(batch)
    for number, claim in enumerate(batch.claims, 1):
        yield from _claimant(batch, number, claim)
        for finding in findings(claim, on=on, cents_max=cents_max):
            yield Finding(finding.code, finding.field, finding.params, finding.severity, number)


def _frame(batch: BatchData) -> Iterator[Finding]:
    yield from text_findings(
        batch.reference, "reference", limits.REFERENCE_MAX, needed=True, sort="reference"
    )
    yield from text_findings(batch.claimant_name_en, "claimant/name-en", limits.NAME_MAX, sort="name")
    yield from text_findings(batch.claimant_name_zh, "claimant/name-zh", limits.NAME_MAX, sort="name")
    approval = batch.approval_reference
    yield from text_findings(approval, "approval-reference", limits.REFERENCE_MAX, sort="reference")
    if not batch.claimant_name.strip():
        yield Finding("claimant_without_name", "claimant")
    count = len(batch.claims)
    if count < limits.CLAIMS_MIN:
        yield Finding("too_few_claims", "claims", {"count": count})
    elif count > limits.CLAIMS_MAX:
        yield Finding("too_many_claims", "claims", {"count": count})
    if batch.claim_count != count:
        yield Finding("claim_count_differs", "claim-count", {"stated": batch.claim_count, "count": count})
    total = sum(claim.amount_cents for claim in batch.claims)
    if batch.total_cents != total:
        params: dict[str, str | int] = {"stated_cents": batch.total_cents, "cents": total}
        yield Finding("total_amount_differs", "total-amount", params)


def _claimant(batch: BatchData, number: int, claim: ClaimData) -> Iterator[Finding]:
    """The claimant party is the organisation that the batch names (BLK-1a)."""
    for position, party in enumerate(claim.parties, 1):
        if party.role != "claimant" or not party.name or not batch.claimant_name:
            continue
        if not is_named(party, name_en=batch.claimant_name_en, name_zh=batch.claimant_name_zh):
            path = f"parties/party[{position}]"
            params: dict[str, str | int] = {"value": party.name, "claimant": batch.claimant_name}
            yield Finding("claimant_differs", path, params, claim=number)


def _twice(batch: BatchData) -> Iterator[Finding]:
    """What may occur once in a batch: a claim's reference, a file name, the hash of a file."""
    references: dict[str, int] = {}
    names: dict[str, int] = {}
    hashes: dict[str, int] = {}
    for number, claim in enumerate(batch.claims, 1):
        yield from _seen(references, claim.reference, number, "reference", "reference_twice")
        for form in claim.forms:
            path = form_path(form.code)
            yield from _seen(names, form.name, number, f"{path}/name", "file_name_twice", key=file_key)
            yield from _seen(hashes, form.sha256, number, f"{path}/sha256", "sha256_twice")


def _seen(
    seen: dict[str, int],
    value: str,
    number: int,
    path: str,
    code: str,
    *,
    key: Callable[[str], str] = exact_key,
) -> Iterator[Finding]:
    same = key(value)
    if not same:
        return
    if same in seen:
        yield Finding(code, path, {"value": value, "other": seen[same]}, claim=number)
    else:
        seen[same] = number


def _alike(batch: BatchData) -> Iterator[Finding]:
    """Warnings: the same defendant and sum twice, and particulars that are word for word the same.

    Bulk claimants write from a template, so identical particulars are said once for the batch, with the
    count; the sign of a claim entered twice is the same defendant with the same sum.
    """
    particulars = Counter(exact_key(claim.particulars) for claim in batch.claims if claim.particulars.strip())
    repeated = sum(count for count in particulars.values() if count > 1)
    if repeated:
        yield Finding("identical_particulars", "claims", {"count": repeated}, "warning")
    first: dict[tuple[str, int], int] = {}
    others: dict[int, set[int]] = defaultdict(set)
    for number, claim in enumerate(batch.claims, 1):
        for party in claim.parties_as("defendant"):
            key = (exact_key(party.name), claim.amount_cents)
            if not key[0]:
                continue
            if first.setdefault(key, number) != number:
                others[number].add(first[key])
    for number, earlier in others.items():
        yield Finding("same_defendant_and_sum", "parties", {"other": min(earlier)}, "warning", number)
