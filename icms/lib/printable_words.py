"""What is wrong with a character that no name holds, and the remedy: the same words on pages and in checks (DOC-2b)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icms.lib.printable import Kind

# %(character)s is its number, such as U+200B; %(place)s counts the characters of the text from 1.
WORDS: dict[Kind, tuple[Promise, Promise]] = {
    "invisible": (
        _("The character %(character)s at position %(place)s cannot be seen."),
        _("Take it out. If the text was copied, type it instead."),
    ),
    "private": (
        _("The character %(character)s at position %(place)s is for private use; other machines lack it."),
        _(
            "Write the character that Unicode has for it, such as one of HKSCS; if there is none, spell the name."
        ),
    ),
    "lost": (
        _("%(character)s at position %(place)s stands where a character was lost."),
        _("Write the right character; look whether your program reads and writes UTF-8."),
    ),
    "unassigned": (
        _("%(character)s at position %(place)s is no character of Unicode that this portal knows."),
        _("Write the right character; look whether your program reads and writes UTF-8."),
    ),
}
NO_LETTER: tuple[Promise, Promise] = (
    _("The name has no letter."),
    _("Write the name; where it may be left out, leave the field out."),
)
