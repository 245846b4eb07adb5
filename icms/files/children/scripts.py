"""Which scripts of a form are harmless: those that only calculate or format its fields (DOC-2a).

A sealed copy carries no script at all, and the preview shows what the fields hold, so such a script can be left out
without a loss. A script is read as words, never run: every function that it calls and every object that it reaches into
has to be known, and anything that hides what it calls is more than we can judge.
"""

from __future__ import annotations

import re

SCRIPT_CHARACTERS_MAX = 200_000

_LITERALS = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n\r]*|/\*.*?\*/', re.DOTALL)
_CALLED = re.compile(r"([A-Za-z_$][\w$]*)\s*\(")
_DEFINED = re.compile(r"\bfunction\s+([A-Za-z_$][\w$]*)|\bvar\s+([A-Za-z_$][\w$]*)\s*=\s*function\b")
_REACHED = re.compile(r"(?<![\w$.)\]])([A-Za-z_$][\w$]*)\s*\.\s*([A-Za-z_$][\w$]*)")
# Escapes, members named by a string or a variable, code made from text: ways to call what is not named.
_HIDDEN = re.compile(
    r"\\u|\\x|[\w$)\]]\s*\[\s*['\"]|\]\s*\(|\bwith\b|\beval\b|\bFunction\b|\bsetTimeOut\b|\bsetInterval\b",
    re.IGNORECASE,
)

_WORDS = frozenset("if for while switch return function catch typeof else do in new var case void".split())
# Acrobat's own functions for fields (AFNumber_Format, AFSimple_Calculate, AFDate_FormatEx, AFRange_Validate …).
_FIELD_FUNCTION = re.compile(r"AF[A-Z]\w*")
_FUNCTIONS = frozenset(
    """
    Number String Date Array Boolean RegExp Object parseFloat parseInt isNaN isFinite getField toFixed toString abs ceil
    floor round max min pow sqrt random valueOf substring substr slice split join replace indexOf lastIndexOf charAt
    charCodeAt fromCharCode toUpperCase toLowerCase match search test exec concat push pop shift sort reverse length
    printd printf scand getDate getMonth getFullYear getYear getDay getTime getHours getMinutes getSeconds setDate
    setMonth setFullYear getArray isBoxChecked trim
    """.split()
)
_MEMBERS_OF_THIS = frozenset({"getField", "value", "calculate"})
# Objects through which a script leaves its form.
_REACHES_OUT = frozenset(
    "app Doc doc SOAP Net ADBC Collab security identity console spell search FullScreen media RSS OCG tts xfa".split()
)


def is_harmless(script: str) -> bool:
    """Whether the script does nothing but calculate or format fields, as far as its words tell."""
    if len(script) > SCRIPT_CHARACTERS_MAX or _HIDDEN.search(script):
        return False
    bare = _LITERALS.sub(" ", script)
    own = {one or other for one, other in _DEFINED.findall(bare)}
    unknown = set(_CALLED.findall(bare)) - _WORDS - _FUNCTIONS - own
    if not all(_FIELD_FUNCTION.fullmatch(each) for each in unknown):
        return False
    return not any(
        owner in _REACHES_OUT or (owner == "this" and member not in _MEMBERS_OF_THIS)
        for owner, member in _REACHED.findall(bare)
    )
