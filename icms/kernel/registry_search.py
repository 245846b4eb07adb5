"""The search box of a list in the registry: things are found by number or name as it is printed (REG-2a).

Django's own search splits what was typed at blanks, and each piece must match alone: neither a case number nor a whole
name is found like that. Here what was typed stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from icms.lib import references
from icms.lib.key_fields import begins
from icms.lib.names import search_beginnings
from icms.lib.search_keys import number_keys, plain

MOST_TARGETS = 100


class RegistrySearch(admin.ModelAdmin):
    """Each admin names the columns; they may be those of other tables. One statement, however many columns."""

    # References that the portal gave, stored as they are printed.
    search_references: Sequence[str] = ()
    # Keys of numbers that others gave, and of names.
    search_number_keys: Sequence[str] = ()
    search_name_keys: Sequence[str] = ()
    # Columns in small letters that are found by their beginning: e-mail addresses.
    search_beginnings: Sequence[str] = ()
    # Columns in which the words that were typed may stand anywhere. No index serves them: short tables only.
    search_texts: Sequence[str] = ()

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """What makes the box appear."""
        return (
            *self.search_references,
            *self.search_number_keys,
            *self.search_name_keys,
            *self.search_beginnings,
            *self.search_texts,
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows that have what was typed as a number or at the beginning of a name."""
        if not search_term.strip():
            return queryset, False
        typed = plain(search_term)
        conditions = self.conditions(typed) if typed else []
        return (queryset.filter(pk__in=_union(self, conditions)) if conditions else queryset.none()), False

    def conditions(self, typed: str) -> list[Q]:
        """What a row may fulfil to be found; `typed` is plain text that is not empty."""
        return [
            *self.numbered(typed),
            *(begins(column, key) for column in self.search_name_keys for key in search_beginnings(typed)),
            *(begins(column, typed.lower()) for column in self.search_beginnings),
            *(
                Q(**{f"{column}__icontains": words})
                for column in self.search_texts
                for words in self.printed(typed)
            ),
        ]

    def numbered(self, typed: str) -> list[Q]:
        """What a row may fulfil that has what was typed as one of its numbers."""
        reference, keys = references.normalise(typed), number_keys(typed)
        return [
            *(Q(**{column: reference}) for column in self.search_references if reference),
            *(Q(**{f"{column}__in": keys}) for column in self.search_number_keys if keys),
        ]

    def printed(self, typed: str) -> set[str]:
        """How what was typed may stand in a text: as typed, and as a reference is printed."""
        return {typed, references.normalise(typed) if references.is_wellformed(typed) else typed}


def targets_numbered(site: admin.AdminSite, typed: str) -> list[str]:
    """How the audit trail names the things that have this number in a list of the registry.

    One statement for each list that knows numbers; at most MOST_TARGETS of each, the newest.
    """
    targets = []
    for desk in site._registry.values():
        if not isinstance(desk, RegistrySearch):
            continue
        conditions = desk.numbered(typed)
        if conditions:
            found = desk.model._base_manager.filter(pk__in=_union(desk, conditions)).order_by("-pk")
            label = desk.model._meta.label_lower
            targets += [f"{label}:{pk}" for pk in found.values_list("pk", flat=True)[:MOST_TARGETS]]
    return targets


def _union(desk: RegistrySearch, conditions: list[Q]) -> QuerySet[Any, Any]:
    """The ids of the rows that fulfil any of the conditions: each by its own index, and no row twice."""
    rows: QuerySet[Any, Any] = desk.model._base_manager.order_by()
    found: list[QuerySet[Any, Any]] = [rows.filter(condition).values("pk") for condition in conditions]
    return found[0].union(*found[1:]) if found[1:] else found[0]
