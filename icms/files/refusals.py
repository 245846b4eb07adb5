"""What the refusals of this app say: what was found, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icms.files.limits import PAGES_MAX
from icms.lib.errors import Refused, word

FOUND: dict[str, str | Promise] = {
    "program": _("a program"),
    "zip": _("a ZIP archive or a Word file (.docx)"),
    "word": _("a Word or RTF document"),
    "image": _("a picture"),
    "web": _("a web page or an XML file"),
    "mixed": _("a file with something else before or after the PDF"),
}
SCRIPTED: dict[str, str | Promise] = {
    "script": _("a script that does more than calculate or format fields"),
    "xfa": _("an interactive form of the kind XFA, which many programs cannot show"),
    "action": _("an action that starts by itself, or starts a program"),
    "address": _("a link that runs a script or reaches for a file on a network"),
}
EMBEDDED: dict[str, str | Promise] = {
    "file": _("another file"),
    "media": _("a sound, a film or a 3D view"),
    "outside": _("a reference to something outside the file"),
}
NOTES: dict[str, str | Promise] = {
    "fields_fixed": _("The fields were fixed as you see them: check the preview."),
    "notes_fixed": _("Notes and highlights were fixed as you see them: check the preview."),
    "signed": _(
        "The file is digitally signed. The signature does not hold on the sealed copy; the file as filed is kept."
    ),
    "foot_covers": _(
        "The line with the case number at the foot of each page will cover something: check the bottom of the pages."
    ),
    "restricted": _(
        "The file is restricted against changes. The sealed copy shows the same pages without that."
    ),
    "stamp_covers": _(
        "The court's stamp will cover something at the top right of page 1: check the preview."
    ),
}

WORDS: dict[str, str | Promise] = {
    "part_too_large": _(
        "The files of this part are larger than %(limit)s MB together. Nothing of this part was kept."
        " Send the files in smaller parts, or scan them with a lower resolution."
    ),
    "too_many_files": _(
        "One part may hold at most %(limit)s files. Nothing of this part was kept."
        " Send the files in several parts."
    ),
    "upload_cut_off": _(
        "The line was cut before this part had arrived whole. Nothing of this part was kept; what arrived in"
        " earlier parts is still here. Send this part again."
    ),
    "disk_full": _(
        "This server has no room for your files at the moment. Nothing of this part was kept and nothing was"
        " charged. Please tell the Help Centre, and send the part again when it answers."
    ),
    "disk_failed": _(
        "This server could not write your files safely. Nothing of this part was kept and nothing was charged."
        " Send the part again; if this message returns, tell the Help Centre."
    ),
    "file_empty": _(
        "The file is empty (0 bytes of content). Save or scan it again, look at it, and upload it."
    ),
    "file_not_pdf": _(
        "The content of the file is not a PDF. Open the document in the program that made it, print or export it"
        " as PDF, and upload that file."
    ),
    "file_disguised": _(
        "The file is named like a PDF but is %(found)s. Open the document in the program that made it, print or"
        " export it as PDF, and upload that file."
    ),
    "file_named_wrongly": _(
        "The file is a PDF but its name does not end in .pdf. Rename it so that it ends in .pdf, and upload it."
    ),
    "file_encrypted": _(
        "The PDF needs a password to be opened, or is protected in a way that we cannot read. Open it with its"
        " password, save or print it to a new PDF without one, and upload the new file."
    ),
    "file_scripted": _(
        "The PDF holds %(found)s. Open it, check that it shows what you want to file, print it to a new PDF, which"
        " leaves such things out, and upload the new file."
    ),
    "file_embeds": _(
        "The PDF carries %(found)s. Print it to a new PDF, which leaves such things out; if an attachment matters,"
        " upload it as a document of its own."
    ),
    "file_broken": _(
        "The PDF is damaged or was cut off. Open it: if you can read all of it, print it to a new PDF and upload"
        " that; if not, make it or scan it again."
    ),
    "file_read_two_ways": _(
        "Programs read this PDF in different ways (%(where)s), so what you see might not be what is sealed. Open it,"
        " check that it is right, print it to a new PDF and upload that. If that file is refused too, print the"
        " document on paper and scan it."
    ),
    "file_not_sealable": _(
        "The court's seal cannot be laid over this PDF (%(where)s). Open it, print it to a new PDF of ordinary pages,"
        " A4 if you can, and upload that. If that file is refused too, print the document on paper and scan it."
    ),
    "file_field_unprintable": _(
        "A form field of this PDF has a value that cannot be printed as it stands (%(where)s): it has a character that"
        " our typefaces do not have, or is longer than its field. Correct the value, or print the filled-in form to a"
        " new PDF, and upload that file."
    ),
    "file_notes": _(
        "The PDF has a note or a drawing that the file leaves to each program to show (%(where)s). Print it to a new"
        " PDF, which fixes notes on the page, and upload the new file; or delete the note if it is not meant for the"
        " court."
    ),
    "file_not_checked": _(
        "Our check of this file failed by a fault of ours, which has been recorded. It says nothing about your file,"
        " and nothing was charged. Remove it and upload it again; if this message returns, print the document to a new"
        " PDF and upload that, or ask the Help Centre."
    ),
    "file_too_many_pages": _(
        "The PDF has more than %(limit)s pages. Divide it into several documents, and upload those."
    ),
    "file_too_heavy": _(
        "The PDF unpacks to far more data than a document needs, or is too complicated to check. Print it to a new"
        " PDF or scan it with at most 300 dpi, and upload the new file."
    ),
    "file_infected": _(
        "The malware scan found something harmful in this file. It is locked and nobody can open it. Check your"
        " computer, make the document again on a clean one, and upload it."
    ),
    "file_missing": _(
        "The file cannot be read from the store. Please give the Help Centre this number: %(file)s."
    ),
    "file_altered": _(
        "The stored bytes of this file no longer match its hash, so it is not shown. Please give the Help Centre"
        " this number: %(file)s."
    ),
    "page_unknown": _(
        "This document has pages 1 to %(pages)s; there is no page %(page)s. Choose one of those."
    ),
    "page_width_unknown": _(
        "Page pictures are made in fixed widths only. Open the page from the list of pages."
    ),
    "page_not_drawn": _(
        "This page could not be drawn as a picture. The file itself is kept unchanged: download it to read it."
    ),
}


# Faults that name the page where they were found.
AT_A_PLACE = frozenset({"file_read_two_ways", "file_not_sealable", "file_field_unprintable", "file_notes"})


def fault_refused(fault: str, found: str = "", **params: object) -> Refused:
    """The refusal that belongs to a fault found in a file; `params` are what else its words need."""
    if fault == "file_disguised":
        return Refused(fault, found=FOUND.get(found, FOUND["mixed"]))
    if fault == "file_too_many_pages":
        return Refused(fault, limit=PAGES_MAX)
    if fault == "file_scripted":
        return Refused(fault, found=SCRIPTED.get(found, SCRIPTED["action"]))
    if fault == "file_embeds":
        return Refused(fault, found=EMBEDDED.get(found, EMBEDDED["file"]))
    if fault in AT_A_PLACE:
        return Refused(
            fault, where=_("page %(page)s") % {"page": found} if found.isdecimal() else _("the whole file")
        )
    return Refused(fault, **params)


def fault_words(fault: str, found: str = "", **params: object) -> str:
    """A stored file's fault in the active language; "" when it has none."""
    return word(fault_refused(fault, found, **params)) if fault else ""


def note_words(codes: Iterable[str]) -> list[str]:
    """What filer and officer should know of a file, in the active language."""
    return [str(NOTES[code]) for code in codes if code in NOTES]
