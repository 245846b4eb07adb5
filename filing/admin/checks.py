"""What the portal has checked on a claim, shown beside it: the officer sees what is left to his own eyes (REG-2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.codes import CLAIM_KINDS
from filing.bulk.words_of_rules import RULES
from filing.commencing import kinds_of, names_of
from filing.models import Claim, ClaimParty, Submission, SubmittedDocument, Upload
from filing.rules import limits
from filing.rules.claim import AddressData, undeliverable
from filing.rules.text import weight
from icms.files.models import ScanState
from icms.files.refusals import note_words
from icms.lib import clock
from icms.lib.money import dollars
from icms.lib.names import exact_key, is_same_name

CONCERNS = frozenset({"warning", "error", ScanState.INFECTED.value})


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: `state` is checked, warning (look at it) or error, as badges know them.

    `notes` are what the officer should know besides.
    """

    label: str | Promise
    words: str | Promise
    state: str
    notes: Sequence[str] = ()


def data_checks(claim: Claim, submission: Submission, twin: int | None) -> list[Check]:
    """The checks of a claim's data. `claim` with its parties and their addresses; `twin` as `twins` finds it."""
    return [
        _claimant(claim, submission),
        _kind(claim, submission),
        _amount(claim, submission, twin),
        _particulars(claim),
        _addresses(claim),
        _signature(claim, submission),
    ]


def file_checks(papers: Iterable[SubmittedDocument]) -> list[Check]:
    """The checks of a claim's forms: type and structure, pages, hash, malware scan. `papers` with type and file."""
    return [check for paper in papers for check in _file(paper)]


def concerns(checks: Iterable[Check]) -> int:
    """How many of the checks an officer should look at."""
    return sum(check.state in CONCERNS for check in checks)


def twins(claims: Sequence[Claim]) -> dict[int, int]:
    """Position of a claim → position of another one with the same defendant and sum: perhaps entered twice."""
    alike: dict[tuple[str, int], list[int]] = defaultdict(list)
    for claim in claims:
        for party in claim.parties.all():
            if party.role == "defendant":
                alike[exact_key(party.name_en or party.name_zh), claim.amount_cents].append(claim.position)
    return {
        position: next(other for other in positions if other != position)
        for positions in alike.values()
        if len(set(positions)) > 1
        for position in positions
    }


def _claimant(claim: Claim, submission: Submission) -> Check:
    label = _("Claimant")
    known = names_of(submission.batch.approval)
    parties = [party for party in claim.parties.all() if party.role == "claimant"]
    given = [name for party in parties for name in (party.name_en, party.name_zh) if name]
    if not given or not all(any(is_same_name(name, other) for other in known) for name in given):
        return Check(label, _("The name is not that of the approved organization."), "error")
    day = clock.hk(submission.completed_at or submission.created_at).date()
    ends = submission.batch.approval.valid_to
    if submission.batch.approval.valid_from > day or (ends is not None and ends < day):
        return Check(label, _("The approval was not in force on the day of submission."), "error")
    return Check(label, _("The name is that of the approved organization."), "checked")


def _kind(claim: Claim, submission: Submission) -> Check:
    kind = CLAIM_KINDS.get(claim.kind, claim.kind)
    if claim.kind in kinds_of(submission.batch.approval):
        return Check(
            _("Kind of claim"), _("The approval covers this kind: %(kind)s.") % {"kind": kind}, "checked"
        )
    words = _("The approval does not cover this kind: %(kind)s.") % {"kind": kind}
    return Check(_("Kind of claim"), words, "error")


def _amount(claim: Claim, submission: Submission, twin: int | None) -> Check:
    if twin is not None:
        words = _("Claim %(other)s has the same defendant and the same amount: perhaps entered twice.")
        return Check(_("Amount"), words % {"other": twin}, "warning")
    held = submission.case_type.claim_cents_max if submission.case_type else None
    cents_max = held or limits.CLAIM_CENTS_MAX
    most = {"most": dollars(cents_max)}
    if claim.amount_cents > cents_max:
        return Check(_("Amount"), _("Above the limit of %(most)s.") % most, "error")
    if claim.original_cents:
        words = _("Not above %(most)s after the excess was abandoned, as the filer declared.")
    else:
        words = _("Not above the limit of %(most)s.")
    return Check(_("Amount"), words % most, "checked")


def _particulars(claim: Claim) -> Check:
    if weight(claim.particulars) < limits.THIN_PARTICULARS:
        return Check(_("Particulars"), RULES["thin_particulars"][0], "warning")
    return Check(
        _("Particulars"), _("They are not unusually short. Read whether they show the ground."), "checked"
    )


def _addresses(claim: Claim) -> Check:
    label = _("Service")
    served = 0
    for party in claim.parties.all():
        here = [address for address in party.addresses.all() if address.serve]
        if party.role == "defendant" and not here:
            words = _("%(name)s has no address to be served at.") % {"name": party}
            return Check(label, words, "error")
        served += len(here)
        for address in here:
            if doubt := undeliverable(_lines(address.lines)):
                return Check(label, f"{party}: {RULES[doubt][0]}", "warning")
    words = ngettext("%(count)d address to be served.", "%(count)d addresses to be served.", served)
    return Check(label, words % {"count": served}, "checked")


def _lines(lines: Sequence[str]) -> AddressData:
    # District and area say nothing about the house.
    return AddressData(kind="", serve=True, lines=tuple(lines), district="", area="")


def _signature(claim: Claim, submission: Submission) -> Check:
    day = clock.hk(submission.completed_at or submission.created_at).date()
    if claim.signed_on > day:
        return Check(_("Signature"), _("It is dated after the submission."), "error")
    return Check(
        _("Signature"), _("Its date is not after the submission. Look for it on the forms."), "checked"
    )


def _file(paper: SubmittedDocument) -> list[Check]:
    label, upload = paper.document_type.short_name, paper.upload
    if upload is None:
        return [Check(label, _("The file is missing."), "error")]
    pages = upload.file.pages or 0
    words = [
        _("PDF with a sound structure"),
        ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages},
    ]
    notes = note_words(upload.file.note_codes)
    stated = paper.expected_sha256
    if stated:
        agrees = stated == upload.file.sha256
        words.append(
            _("the hash that the claimant gave") if agrees else _("not the hash that the claimant gave")
        )
        if not agrees:
            return [Check(label, _list(words), "error", notes), _scan(label, upload)]
    state = "error" if upload.file.refused else "checked"
    return [Check(label, _list(words), state, notes), _scan(label, upload)]


def _scan(label: str | Promise, upload: Upload) -> Check:
    """The scan's own state is its badge: no scanner, still running, clean, malware."""
    return Check(_("%(form)s: malware scan") % {"form": label}, "", upload.file.scan_state)


def _list(words: Sequence[str]) -> str:
    return " · ".join(words)


def defendants_of(claim: Claim) -> list[ClaimParty]:
    """The defendants of a claim whose parties were fetched."""
    return [party for party in claim.parties.all() if party.role == "defendant"]


def scan_blocks(papers: Iterable[SubmittedDocument], *, scanner: bool) -> bool:
    """Whether a claim with these forms has to wait, or can never be accepted, because of the malware scan (BLK-13)."""
    states = {paper.upload.file.scan_state for paper in papers if paper.upload}
    return ScanState.INFECTED in states or (scanner and states != {ScanState.CLEAN.value})
