"""What the court's staff enter: a reason for what they do, and the answer to a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import ReasonField
from accounts.rules.limits import LIMIT_MAX


class CourtReasonForm(forms.Form):
    """Why the court does it; the people concerned read the reason where they are told."""

    reason = ReasonField(
        label=_("Reason"),
        missing=_("Write the reason."),
        help_text=_("The organization reads it, and the audit trail keeps it."),
    )


class IdentityReasonForm(CourtReasonForm):
    """How the officer made sure that the one who asks is the person."""

    reason = ReasonField(
        label=_("How you made sure who is asking"),
        missing=_("Write how you made sure that it is the person."),
        help_text=_("Such as: identity card seen at the counter. The audit trail keeps it."),
    )


class AnswerForm(forms.Form):
    """The answer to a request. A refusal needs words; `refuse` is the button that was pressed."""

    answer = ReasonField(
        label=_("The court's reason"),
        missing="",
        required=False,
        help_text=_("The organization reads it. A refusal needs one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refuses = bool(self.data) and "refuse" in self.data

    def clean(self) -> dict[str, Any]:
        """Nothing is granted but by its button."""
        given = super().clean() or self.cleaned_data
        if not self.refuses and "grant" not in self.data:
            raise forms.ValidationError(gettext("Press the button that grants, or the one that refuses."))
        return given

    def clean_answer(self) -> str:
        """A refusal says why."""
        answer = str(self.cleaned_data["answer"]).strip()
        if self.refuses and not answer:
            raise forms.ValidationError(gettext("Write why the request is refused."))
        return answer


class LimitAnswerForm(AnswerForm):
    """The same for a limit: the number that is granted, which need not be the one asked for."""

    number = forms.IntegerField(
        label=_("Number granted, in all"),
        min_value=1,
        max_value=LIMIT_MAX,
        error_messages={"required": _("Enter the number that is granted.")},
    )
    field_order = ("number", "answer")
