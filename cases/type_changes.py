"""A court changes a document type by notice: the row ends, and a new one holds from a day (CRT-2)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import get_language

from cases.models import DocumentType
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_date

DAY = timedelta(days=1)


@transaction.atomic(durable=True)
def change_from(type_id: int, day: date, *, by: audit.Actor) -> DocumentType:
    """Ends a row on the day before, and adds a copy of it that holds from the day; staff then edit the copy.

    What was filed keeps the old row. Raises Refused: type_change_in_the_past, type_change_before_it_holds,
    document_type_ended; DocumentType.DoesNotExist.
    """
    row = DocumentType.objects.select_for_update(no_key=True).get(pk=type_id)
    if day < clock.today():
        raise Refused("type_change_in_the_past", day=_written(day))
    if day <= row.valid_from:
        raise Refused("type_change_before_it_holds", day=_written(row.valid_from))
    if row.valid_to is not None and row.valid_to < day:
        raise Refused("document_type_ended", document=row.name, day=_written(day))
    last, row.valid_to = row.valid_to, day - DAY
    row.save(update_fields=["valid_to"])
    audit.record("documenttype.ended", row, by=by, code=row.code, valid_to=row.valid_to)
    row.pk, row.valid_from, row.valid_to = None, day, last
    row._state.adding = True
    row.save(force_insert=True)
    audit.record("documenttype.added", row, by=by, code=row.code, valid_from=day, copy_of=type_id)
    return row


def _written(day: date) -> str:
    return written_date(day, get_language() or ENGLISH)
