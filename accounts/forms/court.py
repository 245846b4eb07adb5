"""What the court's staff enter: a reason for what they do, and the answer to a request."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField, NameField, ReasonField
from accounts.models import Account
from accounts.rules.limits import LIMIT_MAX, PERSON_NAME_MAX
from accounts.transitions.succession import NewPrimary
from icms.lib.language import LANGUAGES


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


class HandoverEntryForm(forms.Form):
    """A hand-over that the organisation asks for on paper, because its Primary Administrator is gone."""

    giver = forms.ChoiceField(
        label=_("Who is gone"),
        error_messages={"required": _("Choose the Primary Administrator who is gone.")},
    )
    cause = ReasonField(
        label=_("Why that person cannot ask"),
        missing=_("Write why, such as: left the firm on 1 July."),
        help_text=_("The audit trail keeps it, and the officer who decides reads it."),
    )
    taker = forms.ChoiceField(
        label=_("Who takes over"),
        required=False,
        help_text=_(
            "If the person has no account of the organization, choose nobody and fill in what follows."
        ),
    )
    email = AddressField(label=_("E-mail address of a new person"), required=False)
    name_en = NameField(label=_("Name in English"), max_length=PERSON_NAME_MAX, required=False)
    name_zh = NameField(label=_("Name in Chinese"), max_length=PERSON_NAME_MAX, required=False)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=LANGUAGES)
    letter = forms.FileField(
        label=_("Letter of authority"),
        help_text=_("The scan, one PDF of at most 10 MB, signed for the organization."),
        error_messages={"required": _("Choose the letter of authority, a PDF.")},
    )

    def __init__(self, *args: Any, givers: list[Account], takers: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("giver", givers), ("taker", takers)):
            choice = cast(forms.ChoiceField, self.fields[name])
            named = [(str(row.pk), f"{row.name} · {row.user.email} · {row.role_label}") for row in rows]
            choice.choices = [("", gettext("Choose a person")), *named]

    def clean(self) -> dict[str, Any]:
        """Somebody with an account, or a new person with an address and a name; never both."""
        given = super().clean() or self.cleaned_data
        new = [given.get(name) for name in ("email", "name_en", "name_zh")]
        if given.get("taker") and any(new):
            self.add_error("taker", gettext("Choose a person here, or enter a new one below, not both."))
        elif not given.get("taker") and not any(new) and "email" not in self.errors:
            self.add_error("taker", gettext("Choose who takes over, or enter a new person below."))
        elif any(new) and not given.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Enter the address to which the invitation goes."))
        elif given.get("email") and not any(new[1:]):
            self.add_error("name_en", gettext("Enter the name in English, in Chinese, or in both."))
        return given

    def to(self) -> int | NewPrimary:
        """What was entered, for the act."""
        given = self.cleaned_data
        if given["taker"]:
            return int(given["taker"])
        return NewPrimary(**{name: given[name] for name in ("email", "name_en", "name_zh", "language")})


class LimitAnswerForm(AnswerForm):
    """The same for a limit: the number that is granted, which need not be the one asked for."""

    number = forms.IntegerField(
        label=_("Number granted, in all"),
        min_value=1,
        max_value=LIMIT_MAX,
        error_messages={"required": _("Enter the number that is granted.")},
    )
    field_order = ("number", "answer")
