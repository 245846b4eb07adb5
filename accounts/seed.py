"""The groups of the court's side with the rights that their work needs, the first terms, and the contacts."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext_noop

from accounts.models import Contact, TermsVersion
from accounts.seed_texts import CONTACTS, TERMS, TERMS_FROM

REGISTRARS = gettext_noop("Registrars")
REGISTRY_OFFICERS = gettext_noop("Registry officers")
ACCOUNTS_OFFICERS = gettext_noop("Accounts officers")
SUPPORT_CENTRE = gettext_noop("Support Centre")

# Decisions are acts with doors of their own: on legal records nobody has more than "view" (REG-7).
READABLE_APPS = {
    REGISTRARS: ("accounts", "cases", "filing", "payments", "kernel"),
    REGISTRY_OFFICERS: ("accounts", "cases", "filing", "payments", "kernel"),
    ACCOUNTS_OFFICERS: ("payments", "kernel"),
    SUPPORT_CENTRE: ("accounts",),
}
MAINTAINED = {
    REGISTRARS: (
        "generalholiday",
        "officehours",
        "approvedclaimant",
        "hearingsession",
        "modeofuse",
        "venue",
        "rejectionreason",
    ),
    REGISTRY_OFFICERS: (
        "generalholiday",
        "officehours",
        "approvedclaimant",
        "hearingsession",
        "modeofuse",
        "venue",
        "documenttype",
        "rejectionreason",
    ),
    ACCOUNTS_OFFICERS: ("feeband", "feeitem", "concession", "meansofpayment"),
    SUPPORT_CENTRE: ("termsversion", "contact"),
}
# What only acts ask for: deciding on claims, closing a registry, registering cases, answering organisations. No page
# of the admin offers it by itself.
ACTING = {
    REGISTRARS: (
        ("filing", "add_decision"),
        ("filing", "choose_late_session"),
        ("cases", "close_registry"),
        ("cases", "replace_paper"),
        ("cases", "register_case"),
    ),
    REGISTRY_OFFICERS: (
        ("filing", "add_decision"),
        ("cases", "close_registry"),
        ("cases", "replace_paper"),
        ("cases", "register_case"),
    ),
    ACCOUNTS_OFFICERS: (),
    SUPPORT_CENTRE: (("accounts", "change_organisation"),),
}
# Who helps people to their accounts sees whether a mail arrived.
SEES_MAIL = {
    REGISTRARS: ("view_mail",),
    REGISTRY_OFFICERS: ("view_mail",),
    ACCOUNTS_OFFICERS: (),
    SUPPORT_CENTRE: ("view_mail",),
}


def load() -> None:
    """Adds what is missing; what staff have changed stays."""
    _load_groups()
    if not TermsVersion.objects.exists():
        TermsVersion.objects.create(valid_from=TERMS_FROM, **TERMS)
    for what, (english, traditional, simplified) in CONTACTS.items():
        texts = {"text_en": english, "text_zh_hant": traditional, "text_zh_hans": simplified}
        Contact.objects.get_or_create(what=what, defaults=texts)


def _load_groups() -> None:
    """Each group gets its rights; those that an administrator added stay."""
    for name, apps in READABLE_APPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        views = Q(content_type__app_label__in=apps, codename__startswith="view_")
        writes = Q(content_type__model__in=MAINTAINED[name]) & (
            Q(codename__startswith="add_") | Q(codename__startswith="change_")
        )
        acts = Q(content_type__app_label="messaging", codename__in=SEES_MAIL[name])
        for app, codename in ACTING[name]:
            acts |= Q(content_type__app_label=app, codename=codename)
        group.permissions.add(*Permission.objects.filter(views | writes | acts))
