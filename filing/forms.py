"""What the pages of a filing ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from filing.models import Submission, SubmittedDocument, Upload
from icms.lib.money import dollars

Choice = tuple[str, str]
BY_NAME = "auto"


class PlaceForm(forms.Form):
    """Where a file belongs: a form of a claim, those without a file first; or to be matched by its name again."""

    target = forms.ChoiceField(
        label=_("The file is"), error_messages={"required": _("Choose the claim and form that this file is.")}
    )

    def __init__(self, *args: Any, submission: Submission, upload: Upload, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free: list[Choice] = []
        taken: list[Choice] = []
        own: SubmittedDocument | None = None
        for paper in submission.documents.of_claims().select_related("claim", "document_type"):
            words = gettext("Claim %(number)s, %(reference)s: %(form)s") % {
                "number": paper.claim.position if paper.claim else "",
                "reference": paper.claim.reference if paper.claim else "",
                "form": paper.document_type.short_name,
            }
            (taken if paper.upload_id else free).append((str(paper.pk), words))
            own = paper if paper.upload_id == upload.pk else own
        choice = cast(forms.ChoiceField, self.fields["target"])
        choice.choices = [
            ("", gettext("Choose a claim and form")),
            (gettext("Forms without a file"), free),
            (gettext("Forms that have a file: this one takes its place"), taken),
        ]
        if own is not None and own.placed_by_hand:
            choice.choices.append((BY_NAME, gettext("Find its place by its name")))
        if own is not None:
            self.initial["target"] = str(own.pk)

    def document_id(self) -> int | None:
        """The key of the paper that the file is; None to be matched by name."""
        target = self.cleaned_data["target"]
        return None if target == BY_NAME else int(target)


class DeclarationForm(forms.Form):
    """The declaration before paying, and the means of payment (A10, A33; PAY-2)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_true = forms.BooleanField(
        label=_(
            "The claim details and the forms are true and complete, and I am authorized by the claimant to submit them."
        ),
        error_messages={"required": _("Declare that the claims are true and that you are authorized.")},
    )
    abandons = forms.BooleanField(
        label="",
        error_messages={
            "required": _("Declare that the excess is abandoned, or import the claims without it.")
        },
    )
    is_final = forms.BooleanField(
        label=_("I understand that nothing can be changed or withdrawn once it is submitted."),
        error_messages={
            "required": _("Confirm that you know that nothing can be withdrawn after submission.")
        },
    )
    means = forms.ChoiceField(
        label=_("Means of payment"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you will pay.")},
    )

    def __init__(
        self, *args: Any, means: Sequence[Choice], abandoning: int, cents_max: int, **kwargs: Any
    ) -> None:
        """`abandoning` claims declare that they abandon what lies above `cents_max`, the most that the court hears."""
        super().__init__(*args, **kwargs)
        self.abandoning = abandoning
        words = _("The claimant abandons the part above %(most)s of each claim that says so.")
        self.fields["abandons"].label = words % {"most": dollars(cents_max)}
        choice = cast(forms.ChoiceField, self.fields["means"])
        choice.choices = list(means)
        if not means:
            del self.fields["means"]
        elif len(means) == 1:
            self.initial.setdefault("means", means[0][0])
        if not abandoning:
            del self.fields["abandons"]
