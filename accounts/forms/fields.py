"""Fields that several forms of accounts share: names, reasons, branches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from accounts.rules import limits
from accounts.rules.names import pictures, strange, tidy
from icms.lib.printable import Unprintable, has_letter
from icms.lib.printable_words import NO_LETTER, WORDS
from icms.lib.search_keys import narrow_number

TOO_LONG = ngettext_lazy(
    "Use at most %(limit_value)d character; you entered %(show_value)d.",
    "Use at most %(limit_value)d characters; you entered %(show_value)d.",
    "limit_value",
)


def saying_how_long(validators: list[Any]) -> list[Any]:
    """The validators of a field, of which that of the length speaks as the portal does."""
    for validator in validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = TOO_LONG
    return validators


ADDRESS = {
    "required": _("Enter the e-mail address."),
    "invalid": _("Enter the whole e-mail address, such as name@example.com."),
}


def reachable(address: str) -> None:
    """Raises ValidationError for an address that no mail can be sent to, though its shape is right.

    It is too long, holds what cannot be seen, or names a host that the network's names cannot write.
    """
    try:
        address.rpartition("@")[2].encode("idna")
    except UnicodeError:
        written = False
    else:
        written = True
    if not written or not address.isprintable() or len(address) > limits.EMAIL_MAX:
        raise ValidationError(ADDRESS["invalid"], code="invalid")


class AddressField(forms.EmailField):
    """An e-mail address that mail can be sent to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages=ADDRESS, validators=[reachable], **kwargs)


class TextField(forms.CharField):
    """A line of text as it is kept: composed, with single spaces; what no name holds is named and refused."""

    is_name = False

    def __init__(self, *, max_length: int, missing: Any = "", **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.validators = saying_how_long(self.validators)
        if missing:
            self.error_messages["required"] = missing

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength: a browser that cuts off a name tells nobody."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        """The text, tidied."""
        return tidy(str(super().to_python(value) or ""))

    def validate(self, value: str) -> None:
        """Raises ValidationError for emoji, for what cannot be seen or printed, and for a name without a letter."""
        super().validate(value)
        faults = [_said(each) for each in strange(value)]
        if drawn := pictures(value):
            words = gettext("Leave these signs out, which no name can hold: %(signs)s")
            faults.append(words % {"signs": " ".join(drawn)})
        if value and not faults and self.is_name and not has_letter(value):
            faults.append(" ".join(map(str, NO_LETTER)))
        if faults:
            raise ValidationError(faults)


def _said(found: Unprintable) -> str:
    """What is wrong with a character, where it stands, and the remedy."""
    return " ".join(map(str, WORDS[found.kind])) % {"character": found.code_point, "place": found.place}


class NameField(TextField):
    """The name of a person or a body: it has a letter."""

    is_name = True


class NumberField(TextField):
    """A number that is kept as it was entered: of a telephone, a registration, a case; in narrow signs."""

    def to_python(self, value: Any) -> str:
        """The number, with the figures and dashes of a Chinese keyboard as plain ones."""
        return narrow_number(super().to_python(value))


class NamesForm(forms.Form):
    """A person's name, in English, in Chinese, or in both."""

    name_en = NameField(label=_("Name in English"), max_length=limits.PERSON_NAME_MAX, required=False)
    name_zh = NameField(label=_("Name in Chinese"), max_length=limits.PERSON_NAME_MAX, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        given = super().clean() or self.cleaned_data
        names = {"name_en", "name_zh"}
        if not any(given.get(name) for name in names) and not names & set(self.errors):
            self.add_error("name_en", gettext("Enter the name in English, in Chinese, or in both."))
        return given


class BranchChoice(forms.ChoiceField):
    """A branch of the account's own organisation, by its id."""

    def offer(self, account: Account) -> None:
        """The branches to choose from, headquarters first."""
        rows = (
            account.organisation.branches.order_by("-is_headquarters", "code") if account.organisation else ()
        )
        self.choices = [(str(branch.pk), str(branch)) for branch in rows]


class ReasonField(forms.CharField):
    """A reason in sentences."""

    def __init__(self, *, missing: Any, **kwargs: Any) -> None:
        super().__init__(
            max_length=limits.REASON_MAX,
            widget=forms.Textarea(attrs={"rows": 5, "maxlength": None}),
            **kwargs,
        )
        self.error_messages |= {"required": missing}
        self.validators = saying_how_long(self.validators)


class PasswordTwice(forms.Form):
    """The password of a new sign-in, entered twice (ACC-3)."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
        help_text=_("At least 12 characters. A few words that you remember are better than a short riddle."),
    )
    password_again = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password once more.")},
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        given = super().clean() or self.cleaned_data
        first, second = given.get("password"), given.get("password_again")
        if first and second and first != second:
            self.add_error("password_again", gettext("The two passwords differ. Enter the same one twice."))
        return given
