"""Columns that keep the key of another column, written whenever that one is written (REG-2a, LNK-3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import connections, models
from django.db.models import Q

from icms.lib.names import KEY_MAX, registered_key, search_key
from icms.lib.search_keys import number_key

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField

BATCH = 500
_HIGHEST = "\U0010ffff"


class KeyField(_CharField):
    """The key of the field named `of`; `save` and `bulk_create` write it, `QuerySet.update` does not."""

    make_key: Callable[[str], str]

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        fixed = {"max_length": KEY_MAX, "blank": True, "default": "", "editable": False, "db_index": True}
        super().__init__(*args, **{**kwargs, **fixed})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations: the field and whose key it keeps."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "blank", "default", "editable", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The key of what is written now."""
        key = type(self).make_key(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, key)
        return key


class NameKeyField(KeyField):
    """The key of a name: found by the beginning of the name."""

    make_key = staticmethod(search_key)


class RegisteredNameKeyField(KeyField):
    """The key of a name: equal for two writings of one registered name (LNK-3). Look up `names.registered_keys`."""

    make_key = staticmethod(registered_key)


class NumberKeyField(KeyField):
    """The key of a number or reference that others gave: found whole."""

    make_key = staticmethod(number_key)


def with_keys(model: type[models.Model], fields: Iterable[str]) -> set[str]:
    """These fields of a model, and the keys that are kept of them."""
    named = set(fields)
    keys = {
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, KeyField) and field.of in named
    }
    return named | keys


def fill_keys(model: type[models.Model], using: str) -> None:
    """Writes the keys of every row; for migrations."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, KeyField)]
    batch: list[models.Model] = []
    for row in (
        model._default_manager.using(using).only("pk", *(field.of for field in fields)).iterator(BATCH)
    ):
        for field in fields:
            field.pre_save(row, add=False)
        batch.append(row)
        if len(batch) == BATCH:
            _keep(model, batch, fields, using)
            batch = []
    _keep(model, batch, fields, using)


def _keep(model: type[models.Model], rows: list[models.Model], fields: list[KeyField], using: str) -> None:
    if rows:
        model._default_manager.using(using).bulk_update(rows, [field.attname for field in fields])


def begins(field: str, beginning: str, using: str = "default") -> Q:
    """Rows whose field begins with this text, by the field's index on either database."""
    if connections[using].vendor == "postgresql":
        return Q(**{f"{field}__startswith": beginning})
    # SQLite has no index for LIKE; it compares text by its bytes, whose order is that of the code points.
    return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + _HIGHEST})
