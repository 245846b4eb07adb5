"""What an officer fills in when they decide."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cases.models import HearingSession
from filing.deciding import Offer
from filing.models import RejectionReason
from filing.transitions.decide import Acceptance, Rejection
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time


def session_label(session: HearingSession, *, proposed: bool, late: bool) -> str:
    """When and where a session is, how much room it has, whether it is the one proposed or a late one (REG-4)."""
    room = int(getattr(session, "room", 0))
    parts = [
        written_time(session.starts_at, get_language() or ENGLISH),
        re.split("[,，]", session.place)[0],
        ngettext("room for %(count)d", "room for %(count)d", room) % {"count": room},
    ]
    if late:
        parts.append(gettext("late: after the 60 days"))
    words = " · ".join(parts)
    return gettext("Proposed: %(session)s") % {"session": words} if proposed else words


class AcceptForm(forms.Form):
    """The session at which the claims are heard together; the first is proposed, the officer decides (REG-4).

    A registrar is offered sessions after the 60 days of the law too, and says why.
    """

    session = forms.ChoiceField(
        label=_("Hearing"),
        error_messages={
            "required": _("Choose the session at which the claims are heard."),
            "invalid_choice": _(
                "The batch cannot be heard at that session any more. Choose one from the list."
            ),
        },
    )
    late_reason = forms.CharField(
        label=_("Reason for a session after the 60 days"),
        help_text=_("Only for a session marked as late (Cap. 338, section 14). It stays in the record."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, offered: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = {str(row.pk) for row in offered.sessions if offered.is_late(row)}
        several = len(offered.sessions) > 1
        field = cast(forms.ChoiceField, self.fields["session"])
        field.choices = [
            (
                str(row.pk),
                session_label(
                    row,
                    proposed=several and at == 0 and not offered.is_late(row),
                    late=offered.is_late(row),
                ),
            )
            for at, row in enumerate(offered.sessions)
        ]
        field.help_text = (
            gettext("All claims of the batch are heard at one session, within 60 days of filing.")
            if several
            else gettext(
                "All claims of the batch are heard at one session; this one is fixed, or the only one left."
            )
        )
        if not self.late:
            del self.fields["late_reason"]

    def clean(self) -> dict[str, Any]:
        """A late session has a reason; any other has none."""
        data = super().clean() or {}
        if data.get("session") in self.late and not data.get("late_reason", "").strip():
            self.add_error("late_reason", _("Say why the claims are heard later than 60 days after filing."))
        return data

    def decision(self) -> Acceptance:
        """The decision that a filled-in form stands for."""
        session = self.cleaned_data["session"]
        reason = self.cleaned_data.get("late_reason", "") if session in self.late else ""
        return Acceptance(session_id=int(session), late_reason=reason)


class RejectForm(forms.Form):
    """A reason from the registry's list, and words to the filer: never "other" alone (DOC-7)."""

    reason = forms.ModelChoiceField(
        RejectionReason.objects.all(),
        label=_("Reason"),
        empty_label=_("Choose a reason"),
        to_field_name="code",
        error_messages={
            "required": _("Choose a reason from the list."),
            "invalid_choice": _("That reason is not in the list any more. Choose another one."),
        },
    )
    text = forms.CharField(
        label=_("Explanation to the filer"),
        help_text=_("Say what is wrong and what would mend it. The filer reads this as you write it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Explain to the filer what is wrong and what would mend it.")},
    )

    def decision(self) -> Rejection:
        """The decision that a filled-in form stands for."""
        return Rejection(reason_id=self.cleaned_data["reason"].pk, text=self.cleaned_data["text"])
