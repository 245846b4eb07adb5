"""The words of every fault of a batch file: what is wrong, and how to mend it, in the reader's language.

Plain words for people who write such files by program and for those who only see the report. Values from the
file are quoted shortened and without characters that steer the display.
"""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filing.bulk.words_of_rules import RULES
from filing.rules.finding import Params
from filing.rules.text import made_visible
from icms.lib.money import dollars
from icms.lib.printable import code_point

QUOTED_MAX = 60
_BLANKS = re.compile("[ \t\r\n]+")
_OTHER_BLANKS = re.compile(r"[^\S ]")

Words = dict[str, "tuple[str | Promise, str | Promise]"]

FILE: Words = {
    "file_empty": (
        _("The file is empty."),
        _("Choose the XML file that your program wrote, and look whether it has content."),
    ),
    "file_too_large": (
        _("The file has %(bytes)s bytes; at most %(most)s (20 MB) are read."),
        _("Write it without indentation and without anything outside the format, or make two batches of it."),
    ),
    "file_unreadable": (
        _("There is no file “%(value)s” that can be read."),
        _("Look at the name and the folder, and whether you may read the file."),
    ),
    "not_utf8": (
        _("The file is not written in UTF-8."),
        _("Save it with the encoding UTF-8 (with or without byte order mark)."),
    ),
    "wrong_encoding": (
        _("The first line of the file says that its encoding is “%(value)s”."),
        _('Write the file in UTF-8, and put encoding="UTF-8" into the first line.'),
    ),
    "byte_order_mark_twice": (
        _("The file begins with two byte order marks; other programs cannot read that."),
        _("Save it with one byte order mark or none; look whether your program writes one before one."),
    ),
    "spreadsheet_file": (
        _("The file is no XML: it is a spreadsheet, such as .xlsx, or another packed file (ZIP)."),
        _("Export the data as XML in the format of the published schema, and choose that file."),
    ),
    "pdf_file": (
        _("The file is no XML: it is a PDF."),
        _("Choose the XML file of the batch here; the signed forms come in the next step."),
    ),
    "character_in_halves": (
        _("The character %(character)s is written as two halves, %(halves)s, which XML does not allow."),
        _("Write it as one: %(character)s or %(written)s."),
    ),
    "half_a_character": (
        _("%(halves)s is half a character, which XML does not allow."),
        _("Write the whole character; look how your program cuts texts that are too long."),
    ),
    "nul_character": (
        _("The file contains a NUL character, which no XML file may contain."),
        _("Have your program write text only; look at the field on this line."),
    ),
    "doctype": (
        _("The file has a document type declaration (DOCTYPE). For safety such files are not read."),
        _("Take the DOCTYPE out, and write entities as the characters that they stand for."),
    ),
    "tags_crossed": (
        _("An element is closed here that was not the last one opened. The XML parser says: %(detail)s"),
        _("Close every element in the order in which it was opened."),
    ),
    "breaks_off": (
        _("The file ends before every element is closed. The XML parser says: %(detail)s"),
        _("Have your program write the file again to its end, and choose the new file."),
    ),
    "sign_not_escaped": (
        _("A sign & or < stands here as it is, which XML does not allow. The XML parser says: %(detail)s"),
        _("Write & as &amp; and < as &lt;."),
    ),
    "unknown_entity": (
        _("The file names a character in a way that XML does not know. The XML parser says: %(detail)s"),
        _("Write the character itself; apart from & and < none needs another form."),
    ),
    "forbidden_character": (
        _(
            "The control character %(character)s stands here, which no XML file may contain. "
            "The XML parser says: %(detail)s"
        ),
        _("Have your program write text only; look at the field on this line."),
    ),
    "not_xml": (
        _("The file does not begin as an XML file does. The XML parser says: %(detail)s"),
        _("Choose the XML file that your program wrote."),
    ),
    "not_well_formed": (
        _("The file is not well-formed XML here. The XML parser says: %(detail)s"),
        _("Open the file in an XML editor, go to this line, and mend what the editor marks."),
    ),
    "too_deep": (
        _("Elements lie more than %(most)s deep inside each other; the format needs eight."),
        _("Close each element before the next one of its kind begins."),
    ),
    "text_too_huge": (
        _("One text in the file is far longer than any field may be."),
        _("Look for an element that is not closed, or for a document that was put into a text field."),
    ),
    "too_many_elements": (
        _("The file has more than %(most)s elements; a full batch has far fewer."),
        _("Look whether your program writes the same elements over and over."),
    ),
    "too_many_inside": (
        _("The element “%(name)s” holds %(count)s elements. Above %(most)s the file is not looked into."),
        _("Look whether your program writes the same elements over and over, then check the file again."),
    ),
    "wrong_root": (
        _("The file begins with the element “%(value)s” instead of “batch”."),
        _("Choose the file of the batch; the example on the page about the format shows how it begins."),
    ),
    "wrong_namespace": (
        _("The element “batch” is in the namespace “%(value)s”."),
        _('Write <batch xmlns="%(namespace)s" version="1">.'),
    ),
    "wrong_version": (
        _("The file is of version “%(value)s”; this portal reads version 1."),
        _('Write version="1", in the format of the published schema.'),
    ),
}

SHAPE: Words = {
    "version_missing": (
        _("The element “batch” does not say which version of the format it follows."),
        _('Write version="1" into the element “batch”.'),
    ),
    "unknown_attribute": (
        _("The attribute “%(name)s” does not belong here."),
        _("Take it out; apart from the version, the format has elements only."),
    ),
    "misspelt_element": (
        _("There is no element “%(name)s” here."),
        _("Did you mean “%(close)s”? Names are written exactly as in the schema."),
    ),
    "unknown_element": (
        _("The element “%(name)s” does not belong here."),
        _("Take it out. Here may stand, in this order: %(allowed)s."),
    ),
    "element_of_other_namespace": (
        _("The element “%(name)s” belongs to another namespace."),
        _("Use the namespace of the batch, without a prefix or xmlns of its own."),
    ),
    "element_inside_text": (
        _("The element “%(name)s” stands inside “%(inside)s”, which holds text only."),
        _("Take the element out, or close “%(inside)s” before it."),
    ),
    "missing_element": (
        _("The element “%(name)s” is missing."),
        _("Add it at its place in the order of the schema."),
    ),
    "repeated_element": (
        _("The element “%(name)s” is there more than once; only the first counts."),
        _("Keep the right one and take the other out."),
    ),
    "wrong_order": (
        _("The element “%(name)s” comes too late."),
        _("Put it before “%(before)s”."),
    ),
    "stray_text": (
        _("The text “%(value)s” stands between elements, where none belongs."),
        _("Take it out, or put it into the field that it belongs to."),
    ),
    "blank_in_value": (
        _(
            "The value holds a blank or a sign that the format does not know: %(character)s, at position %(place)s."
        ),
        _(
            "Take it out; it looks like an ordinary blank or like nothing, so delete and type the end of the value."
        ),
    ),
    "blank_between_elements": (
        _("Between elements stands a blank or a sign that XML does not count as white space: %(character)s."),
        _("Take it out, and use ordinary blanks and line ends only."),
    ),
    "empty": (
        _("The field is empty."),
        _("Fill it in; where the field may be left out, leave the whole element out."),
    ),
    "not_one_of": (
        _("“%(value)s” is not one of the values of this field."),
        _("Use one of these: %(allowed)s."),
    ),
    "not_an_amount": (
        _("“%(value)s” is not an amount."),
        _("Write Hong Kong dollars in figures with a point and no comma or currency, such as 12500.50."),
    ),
    "too_many_decimals": (
        _("The amount “%(value)s” has more than two decimals."),
        _("Round it to whole cents, such as 12500.50."),
    ),
    "not_a_count": (
        _("“%(value)s” is not a number of claims."),
        _("Write the number in figures, such as 21."),
    ),
    "not_a_date": (
        _("“%(value)s” is not a day of the calendar."),
        _("Write year, month and day, such as 2026-01-05."),
    ),
    "not_by_schema": (
        _("The claim does not follow the published schema. The schema check says: %(detail)s"),
        _("Check it with the schema in an XML editor, and mend what that shows."),
    ),
    "more_faults": (
        _("There are %(count)s or more further faults; the first %(shown)s are listed."),
        _("Mend what is listed, often one cause for many, and check the file again."),
    ),
}

WORDS: Words = {**FILE, **SHAPE, **RULES}

# Better words for some values of a code, chosen by the parameter `hint`; the code stays.
HINTS: Words = {
    "wide_figures": (
        _("“%(value)s” is written in full-width figures."),
        _("Write narrow figures: %(written)s (1234, not １２３４)."),
    ),
    "day_otherwise": (
        _("“%(value)s” is a day, but not as the format writes it."),
        _("Write %(written)s."),
    ),
}

NOT_CHECKED_WORDS: dict[str, str | Promise] = {
    "claimant_approval": _("whether the claimant is approved to file claims in bulk"),
    "claim_kinds": _("whether the claimant's approval covers the kinds of claim"),
    "batch_reference_used": _("whether the batch reference was used before"),
    "restrictions": _("whether an order restricts a party from commencing proceedings"),
    "fees": _("the fees of today"),
}


def message(code: str, params: Params) -> str:
    """What is wrong, in the active language."""
    return str(_words(code, params)[0]) % _shown(params)


def remedy(code: str, params: Params) -> str:
    """How to mend it, in the active language."""
    return str(_words(code, params)[1]) % _shown(params)


def _words(code: str, params: Params) -> tuple[str | Promise, str | Promise]:
    hint = params.get("hint")
    return HINTS[str(hint)] if hint else WORDS[code]


def not_checked(code: str) -> str:
    """What a check without the portal's database cannot know, in the active language."""
    return str(NOT_CHECKED_WORDS[code])


def _shown(params: Params) -> dict[str, str]:
    """The parameters as they are read: sums in dollars, values from the file shortened and made visible."""
    shown = {}
    for name, value in params.items():
        if isinstance(value, int):
            shown[name] = dollars(value) if name.endswith("cents") else f"{value:,}"
        else:
            shown[name] = quoted(value) if name in ("value", "name", "claimant") else value
    return shown


def _numbered(found: re.Match[str]) -> str:
    return f"[{code_point(found[0])}]"


def quoted(value: str) -> str:
    """A value from outside, safe to show: one line, at most 60 characters, odd blanks and the unseen by number."""
    text = made_visible(_OTHER_BLANKS.sub(_numbered, _BLANKS.sub(" ", value).strip(" ")))
    return text if len(text) <= QUOTED_MAX else text[:QUOTED_MAX] + "…"
