"""What applicants are told by mail (ACC-1, ACC-2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.letter import Letter

_FOLLOW = _("You can follow your application %(reference)s here, with that number and your access code:")
_REFERENCE = _("Application reference number: %(reference)s")
_CODE = _("Access code: %(code)s")
_KEEP = _(
    "Keep both: whoever has them can read and change the application. The court never asks for the access code."
)
_ASK = _("If you have questions, ask the Support Centre and give the reference number.")

APPLICATION_LETTERS: dict[str, Letter] = {
    "application_begun": Letter(
        subject=_("Your application for an account, %(reference)s"),
        body=(
            _("An application for an account with the e-Court was begun with this e-mail address."),
            _REFERENCE,
            _CODE,
            _("With these you open it again, on any computer:"),
            "%(link)s",
            _KEEP,
            _("If you have begun no application, you need do nothing; it goes by itself."),
        ),
    ),
    "application_entered": Letter(
        subject=_("Your application for an account, %(reference)s"),
        body=(
            _("The Support Centre has entered the application for an account that you sent on paper."),
            _REFERENCE,
            _CODE,
            _("With these you can follow it and answer questions:"),
            "%(link)s",
            _KEEP,
        ),
    ),
    "application_code": Letter(
        subject=_("A new access code for your application %(reference)s"),
        body=(
            _("Somebody, we think you, has asked for a new access code. The old one has ended."),
            _REFERENCE,
            _CODE,
            "%(link)s",
            _KEEP,
        ),
    ),
    "application_submitted": Letter(
        subject=_("We have your application %(reference)s"),
        body=(
            _("%(person)s,"),
            _(
                "The application for an account for %(applicant)s has been submitted. The Support Centre looks at it, "
                "and then asks you, or your authorised representative, to come for the identity check."
            ),
            _FOLLOW,
            "%(follow)s",
            _ASK,
        ),
    ),
    "application_documents": Letter(
        subject=_("Something is missing in your application %(reference)s"),
        body=(
            _("%(person)s,"),
            _("The Support Centre has looked at your application and asks for the following:"),
            "%(words)s",
            _("Add the documents and answer on this page, with the reference number and your access code:"),
            "%(follow)s",
            _("If no answer comes by %(until)s, the application lapses. You may then apply again."),
            _ASK,
        ),
    ),
    "application_identity": Letter(
        subject=_("Please come for the identity check: application %(reference)s"),
        body=(
            _("%(person)s,"),
            _(
                "Your papers are in order. You, or your authorised representative, now come to the Support Centre in "
                "person, with an identity document and the originals of what you sent. A representative brings the "
                "written authority too."
            ),
            _("Address and hours are on this page:"),
            "%(follow)s",
            _ASK,
        ),
    ),
    "application_approved": Letter(
        subject=_("Your account is ready to be activated: application %(reference)s"),
        body=(
            _("%(person)s,"),
            _("The application for %(applicant)s is approved. To activate the account, follow this link:"),
            "%(link)s",
            _(
                "The link works once, until %(until)s. It is meant for you alone: whoever has it can take up the "
                "account. After that you can have a new one sent on the page it leads to."
            ),
        ),
    ),
    "application_rejected": Letter(
        subject=_("Your application %(reference)s was not approved"),
        body=(
            _("%(person)s,"),
            _("The Support Centre has not approved the application for an account for %(applicant)s:"),
            "%(reason)s",
            _("You may apply again at any time."),
            _ASK,
        ),
    ),
    "application_discarded": Letter(
        subject=_("Your application %(reference)s was not entered"),
        body=(
            _(
                "The Support Centre had begun to enter an application for an account from paper, and has ended it. "
                "Nothing was decided:"
            ),
            "%(reason)s",
            _("You may apply again at any time."),
            _ASK,
        ),
    ),
    "application_unanswered": Letter(
        subject=_("We still wait for your answer: application %(reference)s"),
        body=(
            _("%(person)s,"),
            _(
                "The Support Centre has asked for documents for the application for %(applicant)s. If no answer comes "
                "by %(goes)s, the application lapses."
            ),
            _("Add the documents and answer on this page, with the reference number and your access code:"),
            "%(follow)s",
            _ASK,
        ),
    ),
    "application_lapsed": Letter(
        subject=_("Your application %(reference)s has lapsed"),
        body=(
            _("%(person)s,"),
            _(
                "The Support Centre asked for documents for the application for %(applicant)s, and no answer came. So "
                "it has lapsed. Your documents are deleted on %(goes)s."
            ),
            _("You may apply again at any time, with the same registration number too."),
            _FOLLOW,
            "%(follow)s",
        ),
    ),
    "application_lapses": Letter(
        subject=_("Your application %(reference)s is not sent yet"),
        body=(
            _(
                "You have begun an application for an account and not sent it. Without a change it goes, with all that "
                "you entered, on %(goes)s."
            ),
            _("To go on with it:"),
            "%(follow)s",
        ),
    ),
}
