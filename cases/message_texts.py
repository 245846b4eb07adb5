"""The messages about cases (MSG-1): what the court sends once a claim has become a case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from icms.kernel.message import Message, Text, Worder, minute, names, text

_ENCLOSURES: dict[str, Text] = {
    "form_1": _("Form 1 (title of claim: general form), sealed"),
    "form_2": _("Form 2 (claim), sealed"),
    "form_3": _("Notice of place and day of hearing (Form 3)"),
}
_ACCEPTED: dict[str, Worder] = {
    "case": text,
    "claim": text,
    "batch": text,
    "defendants": text,
    "hearing_at": minute,
    "place": names,
}

MESSAGES = (
    Message(
        "claim_accepted",
        title=_("%(case)s: claim accepted, hearing on %(hearing_at)s"),
        body=(
            _("Your claim %(claim)s (batch %(batch)s) against %(defendants)s is accepted as case %(case)s."),
            _("Hearing: %(hearing_at)s, %(place)s"),
            _("The sealed Forms 1 and 2 and the notice of the hearing (Form 3) are enclosed."),
        ),
        next_step=_(
            "To act further in this case, ask your Primary Administrator or Assistant Administrator to assign it to "
            "your account. Keep the documents: download or print them."
        ),
        parameters=_ACCEPTED,
        enclosures=_ENCLOSURES,
    ),
    Message(
        "claim_accepted_in_part",
        title=_("%(case)s: claim accepted, hearing on %(hearing_at)s"),
        body=(
            _("Your claim %(claim)s (batch %(batch)s) against %(defendants)s is accepted as case %(case)s."),
            _("Hearing: %(hearing_at)s, %(place)s"),
            _(
                "The notice of the hearing (Form 3) is enclosed. A form that you filed could not be sealed as it is. "
                "The Registry sees to that: the sealed form follows in a separate message."
            ),
        ),
        next_step=_(
            "You need not send anything again; the time of receipt stays as it is. To act further in this case, ask "
            "your Primary Administrator or Assistant Administrator to assign it to your account."
        ),
        parameters=_ACCEPTED,
        enclosures=_ENCLOSURES,
    ),
    Message(
        "paper_sealed",
        title=_("%(case)s: a sealed form that was outstanding"),
        body=(_("The sealed form of your claim %(claim)s, which was outstanding, is enclosed."),),
        next_step=_("Keep it with the other documents of the case: download or print it."),
        parameters={"case": text, "claim": text},
        enclosures=_ENCLOSURES,
    ),
)
