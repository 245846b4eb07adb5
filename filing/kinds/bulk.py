"""New claims in bulk: 21 to 99 claims of an approved claimant in one submission (BLK-1, BLK-2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from filing.charges import charges_of_claims
from filing.filing_kind import BULK, Figure, FilingKind
from filing.models import Batch, Claim, Submission
from filing.readiness import obstacles_of_batch
from filing.transitions.claims import submit_claims


def names(submission_ids: Sequence[int]) -> dict[int, str]:
    """The claimant's batch references."""
    rows = Batch.objects.filter(pk__in=submission_ids)
    return dict(rows.values_list("pk", "batch_reference"))


def heading(submission: Submission) -> str:
    """How many claims were submitted."""
    count = Claim.objects.of(submission).count()
    return ngettext("%(count)s claim submitted", "%(count)s claims submitted", count) % {"count": count}


def figures(submission: Submission) -> list[Figure]:
    """The claimant's batch reference, and the number of claims."""
    return [
        Figure(_("Your batch"), names([submission.pk])[submission.pk]),
        Figure(_("Number of claims"), str(Claim.objects.of(submission).count())),
    ]


def submit(submission: Submission) -> dict[str, Any]:
    """Puts the claims before the registry."""
    return {**parameters([submission.pk])[submission.pk], "claims": submit_claims(submission)}


def parameters(submission_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What messages name a batch by."""
    return {pk: {"batch": name} for pk, name in names(submission_ids).items()}


def cases(submission_ids: Sequence[int], *, lock: bool = False) -> Mapping[int, Sequence[int]]:
    """The cases of accepted claims. With `lock`, a claim that is just being accepted is either a case by now, or its
    acceptance reads what the caller writes."""
    claims = Claim.objects.filter(batch__in=submission_ids).order_by("batch", "position")
    if lock:
        claims = claims.order_by("pk").select_for_update(of=("self",), no_key=True)
    opened: dict[int, list[int]] = defaultdict(list)
    for submission_id, case_id in claims.values_list("batch_id", "case_id"):
        if case_id is not None:
            opened[submission_id].append(case_id)
    return opened


BATCH = FilingKind(
    code=BULK,
    title=_("Bulk claims"),
    names=names,
    heading=heading,
    figures=figures,
    after=(
        _("The Registry checks your claims. Each claim is decided on its own."),
        _(
            "For each accepted claim you receive the sealed Forms 1 and 2 and the notice of the hearing (Form 3) in "
            "your message box."
        ),
        _(
            "If a claim is rejected, a message tells you why. You may correct it and send it with a later batch."
        ),
    ),
    acknowledged="submission_acknowledged",
    time_moved="deemed_time_moved",
    submit=submit,
    parameters=parameters,
    obstacles=obstacles_of_batch,
    charges=charges_of_claims,
    cases=cases,
    page="filing:review",
    review_page="admin:filing_review",
)
