"""People and their accounts as staff see them: to look up; what the court does has pages of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.admin.court import ON_PEOPLE, CourtActs, of_account, of_person
from accounts.models import Account, User
from icms.kernel.admin import ReadOnly, ReadOnlyInline
from icms.kernel.registry_search import RegistrySearch
from icms.lib.language import ENGLISH, chinese_first
from icms.lib.written_time import written_time

KINDS = {
    Authenticator.Type.TOTP: _("Authenticator app"),
    Authenticator.Type.WEBAUTHN: _("Passkey or security key"),
}


class AccountInline(ReadOnlyInline):
    model = Account
    fields = ("role", "organisation", "branch", "state", "is_default_user")
    show_change_link = True


@admin.register(User)
class UserAdmin(RegistrySearch, CourtActs, ReadOnly):
    """Never shows anything about passwords."""

    court = staticmethod(of_person)
    court_name = "user"
    court_acts_table = ON_PEOPLE
    list_display = ("name", "email", "is_staff", "is_active")
    list_filter = ("is_staff", "is_active")
    search_name_keys = (
        "name_en_search",
        "name_zh_search",
        "accounts__name_en_search",
        "accounts__name_zh_search",
    )
    search_beginnings = ("email",)
    search_help_text = _("Name or e-mail address, or its beginning")
    ordering = ("email",)
    fields = (
        "email",
        "name_en",
        "name_zh",
        "language",
        "is_active",
        "is_staff",
        "in_groups",
        "joined",
        "factors",
    )
    inlines = (AccountInline,)

    @admin.display(description=_("name"), ordering="name_en")
    def name(self, person: User) -> str:
        """The name as the reader's language puts it."""
        return person.name

    @admin.display(description=_("groups"))
    def in_groups(self, person: User) -> str:
        """The groups of staff that the person belongs to."""
        return _listed(gettext(name) for name in person.groups.values_list("name", flat=True))

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """The way to remove a second factor is offered to whom it is open, for this person."""
        fields = super().get_fields(request, obj)
        open_to_reader = obj is not None and roles.may_remove_second_factors(cast(User, request.user), obj)
        return fields if open_to_reader else tuple(name for name in fields if name != "court_acts")

    @admin.display(description=_("second factors"))
    def factors(self, person: User) -> str:
        """Which kinds the person has; nothing of their secrets."""
        kinds = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return _listed(str(KINDS[kind]) for kind in kinds.values_list("type", flat=True))

    @admin.display(description=_("joined"))
    def joined(self, person: User) -> str:
        """Since when the person can sign in."""
        return written_time(person.joined_at, get_language() or ENGLISH)


@admin.register(Account)
class AccountAdmin(RegistrySearch, CourtActs, ReadOnly):
    court = staticmethod(of_account)
    court_name = "account"
    list_display = ("person", "role", "organisation", "branch", "state", "is_default_user")
    list_filter = ("role", "state")
    list_select_related = ("user", "organisation", "branch")
    search_name_keys = (
        "name_en_search",
        "name_zh_search",
        "user__name_en_search",
        "user__name_zh_search",
        "organisation__name_en_search",
        "organisation__name_zh_search",
    )
    search_number_keys = ("organisation__number_search",)
    search_beginnings = ("user__email",)
    search_help_text = _("Name of the person or the organization, e-mail address, or registration number")
    ordering = ("organisation__name_en", "user__email")
    fields = (
        "user",
        "role",
        "organisation",
        "branch",
        "state",
        "is_default_user",
        "position",
        "telephone",
        "granted",
    )

    @admin.display(description=_("rights granted"))
    def granted(self, account: Account) -> str:
        """What a Primary Administrator gave to this Assistant Administrator."""
        return _listed(grant.get_right_display() for grant in account.grants.all())

    @admin.display(description=_("person"), ordering="user__email")
    def person(self, account: Account) -> str:
        """Whose account it is."""
        return account.user.name


admin.site.unregister(Group)


@admin.register(Group)
class StaffGroupAdmin(RegistrySearch, GroupAdmin):
    """Django's page of a group, with the registry's search."""

    search_fields = ()
    search_texts = ("name",)
    search_help_text = _("Name of the group, in English")


def _listed(words: Iterable[str]) -> str:
    return ("、" if chinese_first() else ", ").join(words) or "–"
