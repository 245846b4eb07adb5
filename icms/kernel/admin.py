"""What staff see of the machinery: the audit trail, issued documents, and jobs that could not be done."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent, AuditHead, IssuedDocument, OutboxJob
from icms.kernel.registry_search import RegistrySearch, targets_numbered
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time

# Words for people; whoever adds a topic adds them here. A topic without words is shown as it is.
JOBS: dict[str, str | Promise] = {
    "submission.completed": _("Make the PDF of an acknowledgement"),
    "claim.decided": _("Carry out a decision on a claim"),
    "case.opened": _("Seal the forms of a case and issue Form 3"),
    "file.arrived": _("Scan a file for malware"),
    "mail.queued": _("Hand a mail to the mail server"),
    "application.code_asked": _("Send a new access code to an applicant"),
    "activation.link_asked": _("Send a new activation link"),
    "account.notice": _("Tell accounts of a matter that concerns them"),
}


class ReadOnly(admin.ModelAdmin):
    """A record that nobody adds to, changes or deletes by hand (REG-7)."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class ReadOnlyInline(admin.TabularInline):
    """Rows beside their owner, that nobody adds to, changes or deletes here (REG-7)."""

    template = "admin/rows.html"
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class TrailPaginator(Paginator):
    """Knows the length of the whole trail without counting it: the chain has no gaps."""

    @cached_property
    def count(self) -> int:
        """How many rows there are; counted only where the list is narrowed."""
        rows = self.object_list
        if isinstance(rows, QuerySet) and not rows.query.where:
            return AuditHead.objects.values_list("sequence", flat=True).first() or 0
        return Paginator(rows, self.per_page).count


@admin.register(AuditEvent)
class AuditEventAdmin(RegistrySearch, ReadOnly):
    list_display = ("sequence", "time", "action", "target", "who")
    search_beginnings = ("target", "action")
    search_help_text = _(
        "A case number, reference or registration number, a target (for example cases.case:12),"
        " or an act (for example claim.accepted), whole"
    )
    ordering = ("-sequence",)
    sortable_by = ("sequence",)
    paginator = TrailPaginator
    fields = (
        "sequence",
        "time",
        "action",
        "target",
        "actor",
        "person",
        "organisation",
        "data",
        "previous_hash",
        "hash",
    )

    def conditions(self, typed: str) -> list[Q]:
        """By target or act as written, and by the targets that have the number in a list of the registry."""
        written = typed.lower().replace(" ", "")
        targets = {written, *targets_numbered(self.admin_site, typed)}
        return [Q(target__in=targets), Q(action=written)]

    @admin.display(description=_("time"))
    def time(self, event: AuditEvent) -> str:
        """Hong Kong time to the second."""
        return _written(event.at)

    @admin.display(description=_("who"))
    def who(self, event: AuditEvent) -> str:
        """The person and for whom he acted; the account's label where there is no person."""
        return ", ".join(part for part in (event.person, event.organisation) if part) or event.actor


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(RegistrySearch, ReadOnly):
    list_display = ("reference", "kind", "issued")
    search_references = ("reference",)
    search_help_text = _("The whole document reference number")
    ordering = ("-pk",)
    sortable_by = ()
    fields = ("reference", "kind", "sha256", "issued")

    @admin.display(description=_("issued"))
    def issued(self, document: IssuedDocument) -> str:
        """Hong Kong time to the second."""
        return _written(document.issued_at)


@admin.register(OutboxJob)
class OutboxJobAdmin(ReadOnly):
    """Jobs that were given up after three attempts; an officer can give them three more."""

    list_display = ("job", "concerns", "created", "given_up", "last_error")
    ordering = ("given_up_at",)
    sortable_by = ()
    actions = ("try_again",)
    fields = ("job", "concerns", "created", "attempts", "given_up", "last_error")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxJob]:
        """Only what needs a person."""
        return super().get_queryset(request).filter(given_up_at__isnull=False)

    @admin.display(description=_("job"))
    def job(self, job: OutboxJob) -> str:
        """What was to be done, in words."""
        return f"{JOBS.get(job.topic, job.topic)} (#{job.pk})"

    @admin.display(description=_("concerns"))
    def concerns(self, job: OutboxJob) -> str:
        """What it was to be done to, as the logs name it."""
        return ", ".join(f"{name} {value}" for name, value in job.payload.items())

    @admin.display(description=_("created"))
    def created(self, job: OutboxJob) -> str:
        """Hong Kong time to the second."""
        return _written(job.created_at)

    @admin.display(description=_("given up"))
    def given_up(self, job: OutboxJob) -> str:
        """Hong Kong time to the second."""
        return _written(job.given_up_at) if job.given_up_at else ""

    @admin.action(description=_("Try the chosen jobs again"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutboxJob]) -> None:
        """Three new attempts for each chosen job, recorded."""
        chosen = list(queryset)
        with transaction.atomic():
            for job in chosen:
                outbox.retry(job.pk)
            retried = [
                audit.Record("job.retried", audit.name_of(job), {"topic": job.topic}) for job in chosen
            ]
            audit.record_many(retried, by=request.user)  # type: ignore[arg-type]
        outbox.ring()
        told = ngettext(
            "%(count)d job will be tried again.", "%(count)d jobs will be tried again.", len(chosen)
        )
        messages.success(request, told % {"count": len(chosen)})


def _written(moment: datetime) -> str:
    return written_time(moment, get_language() or ENGLISH, seconds=True)
