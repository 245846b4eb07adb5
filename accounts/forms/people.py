"""What administrators enter about people, branches and limits, and everybody about himself."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.forms.fields import (
    AddressField,
    BranchChoice,
    NameField,
    NamesForm,
    NumberField,
    PasswordTwice,
    ReasonField,
    TextField,
)
from accounts.models import Account
from accounts.models.organisations import Counted
from accounts.rules import limits
from accounts.rules.rights import MANAGED_BY, Role
from accounts.transitions.invite import Invited
from accounts.transitions.people import Particulars
from icms.lib.language import LANGUAGES

CODE = RegexValidator(
    r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$",
    _("Use letters A to Z, figures and hyphens, such as KLN or HK-2."),
)
TELEPHONE = RegexValidator(
    r"^\+?[0-9][0-9 ()-]{4,}$", _("Enter the number in figures, such as 2477 1002 or +852 2477 1002.")
)


class InviteForm(NamesForm):
    """Whom to open an account for. Only roles that the administrator may open are offered."""

    role = forms.ChoiceField(
        label=_("Role"), widget=forms.RadioSelect, error_messages={"required": _("Choose the role.")}
    )
    email = AddressField(
        label=_("E-mail address"),
        help_text=_("The invitation goes there. The person signs in with this address."),
    )
    branch = BranchChoice(label=_("Branch"), error_messages={"required": _("Choose the branch.")})
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES)

    field_order = ("role", "email", "name_en", "name_zh", "branch", "language")

    def __init__(self, *args: Any, giver: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver = giver
        cast(BranchChoice, self.fields["branch"]).offer(giver)
        offered = [role for role in MANAGED_BY if roles.has_right(giver, MANAGED_BY[role])]
        choice = cast(forms.ChoiceField, self.fields["role"])
        choice.choices = [(str(role), Account.Role(role).label) for role in offered]
        self.initial.setdefault("role", str(Role.USER))
        self.initial.setdefault("branch", str(giver.branch_id))
        self.initial.setdefault("language", giver.user.language)

    def clean(self) -> dict[str, Any]:
        """A Primary Administrator belongs to headquarters (ORG-1)."""
        given = super().clean()
        headquarters = cast(BranchChoice, self.fields["branch"]).choices[0][0]  # type: ignore[index]
        if given.get("role") == Role.PRIMARY and given.get("branch") not in (None, headquarters):
            self.add_error(
                "branch", gettext("A Primary Administrator belongs to headquarters. Choose headquarters.")
            )
        return given

    def invited(self) -> Invited:
        """What was entered, for the act."""
        given = self.cleaned_data
        return Invited(
            email=given["email"],
            name_en=given["name_en"],
            name_zh=given["name_zh"],
            role=given["role"],
            branch_id=int(given["branch"]),
            language=given["language"],
        )


class ParticularsForm(NamesForm):
    """What the organisation keeps about an account's person."""

    position = TextField(
        label=_("Position"),
        max_length=limits.POSITION_MAX,
        required=False,
        help_text=_("For example: solicitor, litigation clerk."),
    )
    telephone = NumberField(
        label=_("Telephone"), max_length=limits.TELEPHONE_MAX, required=False, validators=[TELEPHONE]
    )

    def particulars(self) -> Particulars:
        """What was entered, for the act."""
        return Particulars(**{name: self.cleaned_data[name] for name in self.fields})


class OwnParticularsForm(NamesForm):
    """A person's own names and language."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        help_text=_("Your e-mails and messages come in this language."),
    )


class MoveForm(forms.Form):
    """The branch that an account is to belong to."""

    branch = BranchChoice(
        label=_("Branch"), widget=forms.RadioSelect, error_messages={"required": _("Choose the branch.")}
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(BranchChoice, self.fields["branch"]).offer(account)
        self.initial.setdefault("branch", str(account.branch_id))


class BranchForm(forms.Form):
    """A branch's code and name."""

    code = NumberField(
        label=_("Branch code"),
        max_length=limits.BRANCH_CODE_MAX,
        validators=[CODE],
        missing=_("Enter a code, such as KLN."),
        help_text=_("Short, and unique in your organization. It is kept in capitals."),
    )
    name = NameField(
        label=_("Name"),
        max_length=limits.BRANCH_NAME_MAX,
        missing=_("Enter a name, such as Kowloon office."),
    )


class LimitForm(forms.Form):
    """A request for a higher limit."""

    what = forms.ChoiceField(
        label=_("Of what you need more"),
        choices=Counted.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose of what you need more.")},
    )
    number = forms.IntegerField(
        label=_("How many in all"),
        min_value=1,
        max_value=limits.LIMIT_MAX,
        error_messages={
            "required": _("Enter how many you need in all."),
            "invalid": _("Enter the number in figures, such as 40."),
        },
    )
    reason = ReasonField(
        label=_("Why you need them"), missing=_("Tell the court why you need more than the limit.")
    )


class DefaultUsersForm(forms.Form):
    """Which Organization Users get what is assigned to nobody."""

    users = forms.MultipleChoiceField(
        label=_("Default organization users"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, users: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.MultipleChoiceField, self.fields["users"])
        choice.choices = [(str(user.pk), f"{user.name} · {user.branch}") for user in users]
        self.initial.setdefault("users", [str(user.pk) for user in users if user.is_default_user])

    def ids(self) -> list[int]:
        """The chosen accounts."""
        return [int(value) for value in self.cleaned_data["users"]]


class HandoverForm(forms.Form):
    """To whom the primary role shall go, and the letter that says so."""

    taker = forms.ChoiceField(
        label=_("To whom"), error_messages={"required": _("Choose the person who takes over.")}
    )
    letter = forms.FileField(
        label=_("Letter of authority"),
        help_text=_("One PDF of at most 10 MB, signed for the organization."),
        error_messages={"required": _("Choose the letter of authority, a PDF.")},
    )

    def __init__(self, *args: Any, takers: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["taker"])
        named = [(str(taker.pk), f"{taker.name} · {taker.role_label} · {taker.branch}") for taker in takers]
        choice.choices = [("", gettext("Choose a person")), *named]


class AcceptForm(PasswordTwice, NamesForm):
    """What an invited person without a sign-in enters: his names and a password (ACC-3)."""
