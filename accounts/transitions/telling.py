"""Who is told of what happens to accounts, and how people are named there (MSG-4). The functions are questions."""

from __future__ import annotations

from django.db.models import Choices
from django.utils.translation import override

from accounts.models import Account, Organisation, User
from icms.lib.language import LANGUAGES

Names = dict[str, str]


def names(of: Account | User | Organisation) -> Names:
    """A name by language, for words that are chosen when they are read."""
    person = of.user if isinstance(of, Account) else of
    english = (isinstance(of, Account) and of.name_en) or person.name_en
    chinese = (isinstance(of, Account) and of.name_zh) or person.name_zh
    other = person.email if isinstance(person, User) else ""
    return {
        "en": english or chinese or other,
        "zh_hant": chinese or english or other,
        "zh_hans": chinese or english or other,
    }


def of_organisation(account: Account) -> Names:
    """The names of the account's organisation; none for an individual's."""
    return names(account.organisation) if account.organisation else {}


def concerned(account: Account, *, but: Account | None = None) -> list[int]:
    """The account itself and the organisation's active Primary Administrators, without the one who did it."""
    told = {account.pk, *primaries(account.organisation)}
    return sorted(told - {but.pk if but else None})


def primaries(organisation: Organisation | None) -> list[int]:
    """The active Primary Administrators of an organisation."""
    rows = Account.objects.active().filter(organisation=organisation, role=Account.Role.PRIMARY_ADMINISTRATOR)
    return list(rows.values_list("pk", flat=True))


def in_each_language(choice: Choices) -> Names:
    """A choice's label by language, for words that are chosen when they are read."""
    found = {}
    for code, _own_name in LANGUAGES:
        with override(code):
            found[code.replace("-", "_")] = str(choice.label)
    return found
