"""The message box: read, print, download one file or many (A43, MSG-1)."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from accounts.access import AccountRequest, account_required
from icms.files.keep import open_file
from icms.kernel.message import Worded
from icms.lib.http import attachment
from messaging import catalogue, transitions
from messaging.models import Attachment, Message

PAGE = 20
# One download holds the files of at most a whole batch.
DOWNLOAD_MOST = 100
# More digits than any row has, fewer than a database refuses to compare.
LONGEST_ID = 18


@require_GET
@account_required
def inbox(request: AccountRequest) -> HttpResponse:
    """The account's messages, newest first."""
    messages = Message.objects.visible_to(request.account).prefetch_related("attachments")
    page = Paginator(messages, PAGE).get_page(request.GET.get("page"))
    rows = [{"message": message, "worded": _worded(message)} for message in page]
    return render(request, "messaging/inbox.html", {"page": page, "rows": rows})


@require_GET
@account_required
def message(request: AccountRequest, message_id: int) -> HttpResponse:
    """One message. To show it is to have it read: the 28 days of A43 begin here."""
    found = get_object_or_404(Message.objects.visible_to(request.account), pk=message_id)
    if found.read_at is None:
        transitions.read(found.pk, by=request.account)
    enclosures = [
        {"row": row, "title": catalogue.enclosure_title(row.title)}
        for row in found.attachments.select_related("file")
    ]
    context = {"message": found, "worded": _worded(found), "enclosures": enclosures}
    return render(request, "messaging/message.html", context)


@require_GET
@account_required
def download(request: AccountRequest, message_id: int, position: int) -> FileResponse:
    """One enclosed file, as a download."""
    row = get_object_or_404(
        Attachment.objects.select_related("file"),
        message__in=Message.objects.visible_to(request.account),
        message_id=message_id,
        position=position,
    )
    return attachment(open_file(row.file), name=row.file_name, media_type=row.file.media_type)


@require_GET
@account_required
def download_all(request: AccountRequest, message_id: int) -> FileResponse:
    """Every file of one message as a ZIP."""
    found = get_object_or_404(Message.objects.visible_to(request.account), pk=message_id)
    return _zip(found.attachments.select_related("file"), f"message-{found.pk}.zip")


@require_POST
@account_required
def download_chosen(request: HttpRequest) -> HttpResponseBase:
    """The files of the chosen messages as one ZIP; without a choice, back to the box."""
    given = request.POST.getlist("message")[:DOWNLOAD_MOST]
    chosen = [int(value) for value in given if value.isdecimal() and len(value) <= LONGEST_ID]
    mine = Message.objects.visible_to(request.account).filter(pk__in=chosen)  # type: ignore[attr-defined]
    files = (
        Attachment.objects.filter(message__in=mine).select_related("file").order_by("message_id", "position")
    )
    return _zip(files, "messages.zip") if files else redirect("messaging:inbox")


def _worded(message: Message) -> Worded:
    return catalogue.word(message.template, message.params)


def _zip(rows: Iterable[Attachment], name: str) -> FileResponse:
    archive: Any = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for row in rows:
            # Message and position make every name its own, even where the court used a file name twice.
            entry_name = f"{row.message_id}-{row.position}-{_plain(row.file_name)}"
            with open_file(row.file) as source, target.open(entry_name, "w") as entry:
                while chunk := source.read(256 * 1024):
                    entry.write(chunk)
    archive.seek(0)
    return attachment(archive, name=name, media_type="application/zip")


def _plain(name: str) -> str:
    """A file name that is only a name on any machine: no folders, no characters that a system gives a meaning to."""
    stem, _, suffix = name.rpartition(".")
    return f"{slugify(stem, allow_unicode=True) or 'file'}.{slugify(suffix) or 'bin'}"
