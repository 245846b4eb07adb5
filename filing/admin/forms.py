"""What an officer fills in when he decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.models import HearingSession
from filing.models import RejectionReason
from filing.transitions.decide import Acceptance, Rejection
from icms.lib.language import ENGLISH, chinese_first
from icms.lib.written_time import written_time


def session_label(session: HearingSession) -> str:
    """When and where a session is, and how much room it has."""
    place = session.place_zh if chinese_first() else session.place_en
    return f"{written_time(session.starts_at, get_language() or ENGLISH)} – {place}"


class AcceptForm(forms.Form):
    """The session at which the claims are heard together; the first one is proposed, the officer decides (REG-4)."""

    session = forms.ChoiceField(label=_("Hearing"), help_text=_("All claims of the batch are heard at one session."))

    def __init__(self, *args: Any, sessions: Sequence[HearingSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [(str(row.pk), session_label(row)) for row in sessions]  # type: ignore[attr-defined]

    def decision(self) -> Acceptance:
        """The decision that a filled-in form stands for."""
        return Acceptance(session_id=int(self.cleaned_data["session"]))


class RejectForm(forms.Form):
    """A reason from the registry's list, and words to the filer: never "other" alone (DOC-7)."""

    reason = forms.ModelChoiceField(
        RejectionReason.objects.all(), label=_("Reason"), empty_label=_("Choose a reason"), to_field_name="code"
    )
    text = forms.CharField(
        label=_("Explanation to the filer"),
        help_text=_("Say what is wrong and what would mend it. The filer reads this as you write it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def decision(self) -> Rejection:
        """The decision that a filled-in form stands for."""
        return Rejection(reason_id=self.cleaned_data["reason"].pk, text=self.cleaned_data["text"])
