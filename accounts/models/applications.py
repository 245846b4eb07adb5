"""Applications for an account, with their documents (ACC-1, ACC-2)."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models.accounts import Account
from accounts.models.identity_checks import IdentityCheck
from accounts.models.lengths import at_most
from accounts.models.organisations import Organisation
from accounts.models.people import User
from accounts.querysets import ApplicationQuerySet
from accounts.rules import application as rules
from accounts.rules import limits
from accounts.states import APPLICATION_ENDED_WITHOUT_ACCOUNT, ApplicationState
from icms.files.models import StoredFile
from icms.kernel.models import Searchable
from icms.lib.key_fields import NameKeyField, NumberKeyField
from icms.lib.language import ENGLISH, LANGUAGES, chinese_first
from icms.lib.names import Names

DECIDED = ("approved", "active", "rejected")


class DocumentKind(models.TextChoices):
    """What a document sent with an application is (P)."""

    AUTHORITY = rules.AUTHORITY, _("letter of authority or resolution")
    PROCEEDING = rules.PROCEEDING, _("proof of an ongoing or new e-proceeding")
    REGISTRATION = rules.REGISTRATION, _("business registration, companies register or proof of society")
    COURT_DOCUMENT = rules.COURT_DOCUMENT, _("court document that shows the case number")
    OTHER = rules.OTHER, _("another document")


class Application(Searchable):
    """Somebody asks for an account, for himself or for an organisation whose first administrator he shall be."""

    class Kind(models.TextChoices):
        INDIVIDUAL = rules.INDIVIDUAL, _("individual")
        ORGANISATION = rules.ORGANISATION, _("organization")

    class Channel(models.TextChoices):
        ONLINE = "online", _("online")
        FAX = "fax", _("by fax")
        POST = "post", _("by post")
        HAND = "hand", _("by hand")

    reference = models.CharField(_("application reference number"), max_length=20, unique=True)
    code_hash = models.CharField(_("hash of the access code"), max_length=64)
    kind = models.CharField(_("kind of account"), max_length=20, choices=Kind.choices)
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel.choices)
    entered_by = models.ForeignKey(
        User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=30, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    # Counts the changes: what is declared is what was shown.
    version = models.PositiveIntegerField(_("version"), default=1)
    # The person: the individual, or who shall be the Primary Administrator.
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default=ENGLISH)
    name_en = models.CharField(
        _("name in English"), max_length=limits.PERSON_NAME_MAX, blank=True, default=""
    )
    name_zh = models.CharField(
        _("name in Chinese"), max_length=limits.PERSON_NAME_MAX, blank=True, default=""
    )
    telephone = models.CharField(_("telephone"), max_length=limits.TELEPHONE_MAX, blank=True, default="")
    address = models.TextField(_("postal address"), blank=True, default="")
    case_number = models.CharField(
        _("case number on the court document"), max_length=limits.CASE_NUMBER_MAX, blank=True, default=""
    )
    organisation_kind = models.CharField(
        _("kind of organization"), max_length=30, choices=Organisation.Kind.choices, blank=True, default=""
    )
    organisation_name_en = models.CharField(
        _("organization's name in English"),
        max_length=limits.ORGANISATION_NAME_MAX,
        blank=True,
        default="",
    )
    organisation_name_zh = models.CharField(
        _("organization's name in Chinese"),
        max_length=limits.ORGANISATION_NAME_MAX,
        blank=True,
        default="",
    )
    registration_number = models.CharField(
        _("registration number"), max_length=limits.REGISTRATION_NUMBER_MAX, blank=True, default=""
    )
    number_key = models.CharField(
        _("registration number as it is compared"),
        max_length=limits.REGISTRATION_NUMBER_MAX,
        blank=True,
        default="",
        editable=False,
    )
    number_search = NumberKeyField(_("registration number as it is searched"), of="registration_number")
    case_number_search = NumberKeyField(_("case number as it is searched"), of="case_number")
    name_en_search = NameKeyField(_("name in English as it is searched"), of="name_en")
    name_zh_search = NameKeyField(_("name in Chinese as it is searched"), of="name_zh")
    organisation_name_en_search = NameKeyField(
        _("name in English as it is searched"), of="organisation_name_en"
    )
    organisation_name_zh_search = NameKeyField(
        _("name in Chinese as it is searched"), of="organisation_name_zh"
    )
    representative_name = models.CharField(
        _("representative who comes in person"),
        max_length=limits.PERSON_NAME_MAX,
        blank=True,
        default="",
    )
    representative_authority = models.CharField(
        _("the representative's authority"), max_length=limits.PERSON_NAME_MAX, blank=True, default=""
    )
    begun_at = models.DateTimeField(_("begun"))
    changed_at = models.DateTimeField(_("last changed"))
    reminded_at = models.DateTimeField(_("reminded of its lapse"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    files_deleted_at = models.DateTimeField(_("documents deleted"), null=True, blank=True)
    identity_check = models.OneToOneField(
        IdentityCheck,
        verbose_name=_("identity check"),
        on_delete=models.PROTECT,
        related_name="application",
        null=True,
        blank=True,
    )
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason of its end"), blank=True, default="")
    account = models.OneToOneField(
        Account,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="application",
        null=True,
        blank=True,
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application for an account")
        verbose_name_plural = _("applications for an account")
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="application_by_state_and_age"),
            models.Index(fields=["state", "changed_at"], name="application_by_last_change"),
            models.Index(fields=["number_key"], name="application_by_number_key"),
            models.Index(fields=["email"], name="application_by_address"),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_entered_by_staff_unless_online",
                condition=Q(channel="online", entered_by__isnull=True)
                | (~Q(channel="online") & Q(entered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="application_sent_has_a_time",
                condition=Q(state="draft", submitted_at__isnull=True)
                | Q(state__in=["lapsed", "withdrawn"])
                | (~Q(state__in=["draft", "lapsed", "withdrawn"]) & Q(submitted_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="application_files_go_after_its_end",
                condition=Q(files_deleted_at__isnull=True)
                | Q(state__in=sorted(APPLICATION_ENDED_WITHOUT_ACCOUNT)),
            ),
            models.CheckConstraint(
                name="application_decided_has_officer_and_time",
                condition=Q(state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_by__isnull=True, decided_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="application_rejected_has_a_reason", condition=~Q(state="rejected", reason="")
            ),
            models.CheckConstraint(
                name="application_approved_has_an_identity_check",
                condition=~Q(state__in=["approved", "active"]) | Q(identity_check__isnull=False),
            ),
            models.CheckConstraint(
                name="application_approved_has_an_account",
                condition=Q(state__in=["approved", "active"], account__isnull=False)
                | (~Q(state__in=["approved", "active"]) & Q(account__isnull=True)),
            ),
            models.CheckConstraint(
                name="application_of_an_individual_names_no_organisation",
                condition=~Q(kind="individual")
                | Q(
                    organisation_kind="",
                    organisation_name_en="",
                    organisation_name_zh="",
                    registration_number="",
                ),
            ),
            models.CheckConstraint(
                name="application_texts_are_not_too_long",
                condition=at_most(
                    limits.PERSON_NAME_MAX,
                    "name_en",
                    "name_zh",
                    "representative_name",
                    "representative_authority",
                )
                & at_most(limits.ORGANISATION_NAME_MAX, "organisation_name_en", "organisation_name_zh")
                & at_most(limits.ADDRESS_MAX, "address")
                & at_most(limits.TELEPHONE_MAX, "telephone")
                & at_most(limits.REGISTRATION_NUMBER_MAX, "registration_number")
                & at_most(limits.CASE_NUMBER_MAX, "case_number")
                & at_most(limits.EXPLANATION_MAX, "reason"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """The person's name as the reader's language puts it; "" before one is entered."""
        return _first(self.name_en, self.name_zh)

    @property
    def organisation_name(self) -> str:
        """The organisation's name as the reader's language puts it; "" for an individual."""
        return _first(self.organisation_name_en, self.organisation_name_zh)

    @property
    def applicant(self) -> str:
        """For whom the account is: the organisation, or the individual."""
        return self.organisation_name or self.name or self.reference

    @property
    def lapses_at(self) -> datetime | None:
        """When it lapses if nobody changes it; None for what does not lapse."""
        if self.state == ApplicationState.DRAFT and self.channel == self.Channel.ONLINE:
            kept, before = limits.DRAFT_KEPT, limits.DRAFT_REMINDER_BEFORE
        elif self.state == ApplicationState.DOCUMENTS_REQUESTED:
            kept, before = limits.DOCUMENTS_AWAITED, limits.DOCUMENTS_REMINDER_BEFORE
        else:
            return None
        due_at = self.changed_at + kept
        return max(due_at, self.reminded_at + before) if self.reminded_at else due_at

    @property
    def files_go_at(self) -> datetime | None:
        """When its documents are deleted; None while it has not ended, and for those of an account."""
        if self.state in APPLICATION_ENDED_WITHOUT_ACCOUNT:
            return self.changed_at + limits.ENDED_FILES_KEPT
        return None

    @property
    def is_for_organisation(self) -> bool:
        """Whether an organisation applies."""
        return self.kind == self.Kind.ORGANISATION


def _first(english: str, chinese: str) -> str:
    return Names(english, chinese).first(chinese_first=chinese_first())


class ApplicationFile(models.Model):
    """A document sent with an application."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="files"
    )
    kind = models.CharField(_("kind of document"), max_length=20, choices=DocumentKind.choices)
    file = models.ForeignKey(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the file"), max_length=120)
    arrived_at = models.DateTimeField(_("arrived"))

    class Meta:
        verbose_name = _("document of an application")
        verbose_name_plural = _("documents of an application")

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        """What it is, in the reader's language, to begin a line."""
        return capfirst(str(self.get_kind_display()))
