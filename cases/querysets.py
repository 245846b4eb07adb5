"""Which sessions have room, which closures count, which parties are current."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from accounts.models import Account
    from cases.models import Case, CaseDocument, CaseGrant, Closure, DocumentType, HearingSession, Party

_Row = TypeVar("_Row", bound=models.Model)


class DatedQuerySet(models.QuerySet["Any"]):
    def in_force(self, on: date) -> Self:
        """What holds on a Hong Kong day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class HearingSessionQuerySet(models.QuerySet["HearingSession"]):
    def with_room(self, places: int | None = None) -> HearingSessionQuerySet:
        """Each session with `room`: its capacity less what batches have booked; only those with `places`, if given."""
        counted = self.annotate(room=F("capacity") - Coalesce(Sum("bookings__places"), Value(0)))
        return counted if places is None else counted.filter(room__gte=places)


class ClosureQuerySet(models.QuerySet["Closure"]):
    def in_force(self) -> Self:
        """Closures that count: not those withdrawn as a mistake."""
        return self.filter(withdrawn_at__isnull=True)

    def not_over(self, moment: datetime) -> Self:
        """Closures that run at a moment, and those announced for later."""
        return self.in_force().filter(Q(reopens_at__isnull=True) | Q(reopens_at__gt=moment))


class CaseDocumentQuerySet(models.QuerySet["CaseDocument"]):
    def outstanding(self) -> Self:
        """Forms that could not be sealed, and wait for staff."""
        return self.exclude(outstanding="")

    def to_seal(self) -> Self:
        """What was filed and is sealed by the rule of its type, and is not sealed yet."""
        waiting = self.filter(filed__isnull=False, issued__isnull=True, document_type__sealed=True)
        return waiting.select_related("document_type", "filed", "substitute")

    def outstanding_of(self, cases: Iterable[int | None]) -> models.QuerySet[CaseDocument, int]:
        """The ids of those of the given cases that have such a form."""
        wanted = [case for case in cases if case is not None]
        return self.outstanding().filter(case__in=wanted).values_list("case_id", flat=True)


class DocumentTypeQuerySet(models.QuerySet["DocumentType"]):
    def in_force(self, on: date) -> Self:
        """The rows that hold on a Hong Kong day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)

    def of_court(self, court_id: int, on: date) -> Self:
        """The rows of a court that hold on a Hong Kong day."""
        return self.in_force(on).filter(court=court_id)

    def find(self, court_id: int, code: str, on: date) -> DocumentType:
        """The row of a code that holds on a Hong Kong day. Raises DocumentType.DoesNotExist."""
        return self.of_court(court_id, on).get(code=code)

    def commencing(self, court_id: int, on: date) -> Self:
        """What is filed to commence a case of a court, in the order of its lists: Forms 1 and 2 of a claim."""
        return self.of_court(court_id, on).filter(commences_case=True, efiling_allowed=True)


class FixedQuerySet(models.QuerySet[_Row]):
    """Rows that are written once (REG-9)."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Always raises TypeError: a correction is a row of its own."""
        raise TypeError(f"a {self.model._meta.model_name} of a case is superseded, never changed")


class PartyQuerySet(FixedQuerySet["Party"]):
    def current(self) -> Self:
        """The parties as they are now: rows that no correction supersedes."""
        return self.filter(superseded_by__isnull=True)


class CaseGrantQuerySet(models.QuerySet["CaseGrant"]):
    def of_another_person(self) -> Self:
        """Grants whose person is not the person of their account: there are none (a system check)."""
        return self.exclude(user=F("account__user"))

    def takers_of(self, case: Case) -> models.QuerySet[Account]:
        """The active accounts to which a case is assigned, while their organisation's link is open. One statement."""
        from accounts.models import Account
        from cases.models import CaseLink

        linked = CaseLink.objects.filter(case=case, unlinked_at__isnull=True, organisation__isnull=False)
        granted = self.filter(content_object=case)
        return Account.objects.active().filter(
            pk__in=granted.values("account"), organisation__in=linked.values("organisation")
        )
