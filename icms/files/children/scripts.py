"""Which scripts of a form are harmless: those that only calculate or format its fields (DOC-2a).

A sealed copy carries no script at all, and the preview shows what the fields hold, so such a script can be left out
without a loss. A script is read as words, never run: every function that it calls and every object that it reaches into
has to be known, and anything that hides what it calls is more than we can judge.
"""

from __future__ import annotations

import re

SCRIPT_CHARACTERS_MAX = 200_000

_LITERALS = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n\r]*|/\*.*?\*/', re.DOTALL)
# Escapes, members named by a string or a variable, another name for `this`, code made from text, and patterns with a
# quote or a star in them, behind which the words of a script could hide.
_HIDDEN = re.compile(
    r"\\u|\\x|[\w$)\]]\s*\[\s*['\"]|\]\s*\(|\bthis\s*\[|=\s*this\b(?!\s*\.)|[=(,:!&|?;{}\[]\s*/(?![/*])[^/\n]*['\"*]"
)
_MADE = re.compile(
    r"\b(?:with|eval|Function|setTimeOut|setInterval|setTimeout|import|prototype|constructor|__\w+)\b"
)
_NAMED_AGAIN = re.compile(r"([A-Za-z_$][\w$]*)\s*=(?![=])|\bfunction\s+([A-Za-z_$][\w$]*)")
# Wherever these stand, in a string or a remark too, the script is not taken for harmless.
_LEAVES = re.compile(
    r"\b(?:app|SOAP|ADBC|Collab|Net|launchURL|getURL|submitForm|mail(?:Doc|Form|Msg)|export\w+|import\w+|saveAs|openDoc"
    r"|newDoc|closeDoc|print|printWithDialog|execMenuItem|beginPriv|trusted\w+|addScript|setAction|setPageAction|eval"
    r"|createDataObject|openDataObject|getDataObject\w*|readFileIntoStream|hostContainer|xfa)\b"
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
_OBJECTS = frozenset("Math Number String Date Array Boolean RegExp Object this event util color".split())
_MEMBERS = frozenset(
    """
    value rc change changeEx selStart selEnd willCommit name targetName type length PI E LN10 display visible hidden
    required readonly fillColor textColor strokeColor black white red green blue cyan magenta yellow gray ltGray dkGray
    transparent lastIndex index input commitKey keyDown modifier shift source
    """.split()
)
_KEYWORDS = _WORDS | frozenset(
    "var let const true false null undefined NaN Infinity break continue default delete in".split()
)
_DECLARED = re.compile(r"\b(?:var|let|const)\s+([^;=]+)|\bfunction\b[^(]*\(([^)]*)\)|\bcatch\s*\(([^)]*)\)")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
# A field may only be asked for what it shows, and an entry of a list only by a number or by what a loop counts.
_TARGET = re.compile(
    r"\btarget\b(?!\s*\.\s*(?:value|name|display|textColor|fillColor|strokeColor|required|readonly)\b)"
)
_ENTRY = re.compile(r"[\w$)\]]\s*\[\s*([A-Za-z_$][\w$]*)")
_COUNTED = re.compile(r"\bfor\s*\(\s*(?:var\s+)?([A-Za-z_$][\w$]*)\s*=\s*\d")
_ENDLESS = re.compile(r"\bwhile\s*\(\s*(?:1|true)\s*\)|\bfor\s*\([^;]*;\s*;")


def is_harmless(script: str) -> bool:
    """Whether the script does nothing but calculate or format fields, as far as its words tell."""
    if len(script) > SCRIPT_CHARACTERS_MAX or _HIDDEN.search(script) or _LEAVES.search(script):
        return False
    bare = _LITERALS.sub(" ", script)
    if _MADE.search(bare) or _TARGET.search(bare) or _ENDLESS.search(bare) or re.search(r"\)\s*\(", bare):
        return False
    named = {name for pair in _NAMED_AGAIN.findall(bare) for name in pair if name}
    for declared in _DECLARED.findall(bare):
        named |= {name for part in declared for name in _NAME.findall(part)}
    given = _FUNCTIONS | _OBJECTS | _KEYWORDS
    if any(name in given - _KEYWORDS or _FIELD_FUNCTION.fullmatch(name) for name in named):
        return False
    if not set(_ENTRY.findall(bare)) <= set(_COUNTED.findall(bare)):
        return False
    known = given | _MEMBERS | named | {"getField", "target", "calculate"}
    return all(name in known or _FIELD_FUNCTION.fullmatch(name) for name in _NAME.findall(bare))
