"""One notion of a name: in which order its two languages are shown, and the keys by which names are compared.

Each use takes the key that it needs. Two names that have one exact key have each of the other keys in common too.

| Key | Names are one that differ in | Used for |
|---|---|---|
| `exact_key` | width, case, blanks, what nobody sees | what a file says against what we know (BLK-1, DOC-2b) |
| `registered_key` | also punctuation, Ltd/Limited/有限公司, Traditional/Simplified | linking (LNK-3) |
| `search_key` | also accents, a leading "The", &/and, Co/Company, Corp/Corporation, Inc | search (REG-2a) |
| `likeness_key` | all but letters and figures; the usual endings are left out | warnings to officers (ACC-2) |

Keys are kept beside the names (`icms.lib.key_fields`). A change of a key here, or of the signs in `chinese_scripts`,
needs a migration that writes the kept ones again.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

from icms.lib.chinese_scripts import in_one_script
from icms.lib.printable import without_unseen

# A longer key would outgrow PostgreSQL's index.
KEY_MAX = 300

# None of the narrow ones joins with a mark that follows, so they may be changed before the rest.
_WIDE_SIGNS = tuple(zip("，：；！？（）", ",:;!?()", strict=True))

# Punctuation that is read as a word or stands for a letter, and so is part of a name.
_READ_AS_WORDS = frozenset("&@#%*")
# Mathematical signs that look like a hyphen, a slash or a point.
_LIKE_PUNCTUATION = frozenset("\u2212\u2044\u2215\u2219")
_NO_SIGN_OF_NAME = re.compile(r"[^a-z0-9&@#%*$+<=>|~]")
# A word of its own: "Unlimited" ends in another. Chinese is written without blanks, so its signs end a word.
_LIMITED = re.compile(r"(?<![^\W_\u2e80-\U0003ffff])limited(?![^\W_\u2e80-\U0003ffff])")
_LIMITED_IN_CHINESE = "有限公司"
_LTD = "ltd"

# How companies end their names, at length and cut short.
_ENDINGS = {"ltd": "limited", "co": "company", "corp": "corporation", "inc": "incorporated"}
_WHOLE_ENDINGS = frozenset(_ENDINGS.values())
_ARTICLE = "the"
_LEFT_OUT = frozenset({"limited", "ltd", "co", "company", "the"})
# Accents, variation selectors, and what cannot be seen.
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})


class Names(NamedTuple):
    """A name in English and in Chinese; either may be empty."""

    en: str
    zh: str

    def in_order(self, *, chinese_first: bool) -> tuple[str, ...]:
        """The names that there are, the one in the reader's language first."""
        names = (self.zh, self.en) if chinese_first else (self.en, self.zh)
        return tuple(name for name in names if name)

    def first(self, *, chinese_first: bool) -> str:
        """The name in the reader's language, else the other; "" where there is none."""
        return next(iter(self.in_order(chinese_first=chinese_first)), "")


def exact_key(name: str) -> str:
    """What stays equal when only width, case, blanks and what nobody sees differ. Serves other short texts too."""
    name = without_unseen(name)
    narrow = name if name.isascii() else unicodedata.normalize("NFKC", _with_narrow_signs(name))
    return " ".join(narrow.casefold().split())


def is_same_name(one: str, other: str) -> bool:
    """Whether two names have the same exact key."""
    return one == other or exact_key(one) == exact_key(other)


def registered_key(name: str) -> str:
    """A registered name without width, case, blanks, punctuation and script; Limited, Ltd and 有限公司 are one (LNK-3).

    Nothing looser: no ending is left out, "Co" is not "Company", "and" is not "&", accents count, and so does what is
    read of a name, such as `*`. At most KEY_MAX
    signs: a longer one begins with its digest and is cut off, so that it equals no other. "" for a name of punctuation
    alone, which is the same name as no other: look rows up by `registered_keys`.
    """
    # Endings are cut short, not written at length, so that no key grows.
    signs = _signs_of_name(_LIMITED.sub(_LTD, exact_key(name)))
    key = in_one_script(unicodedata.normalize("NFC", signs)).replace(_LIMITED_IN_CHINESE, _LTD)
    if len(key) <= KEY_MAX:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return digest + key[: KEY_MAX - len(digest)]


def registered_keys(*names: str) -> frozenset[str]:
    """The registered keys by which rows may be looked up; none for names that are empty or of punctuation alone."""
    return frozenset(map(registered_key, names)) - {""}


def search_key(name: str) -> str:
    """A name as the registry's search boxes compare it, its ending written at length; "" for none (REG-2a).

    "The Harbour Light Co., Ltd." and "ＨＡＲＢＯＵＲ LIGHT company limited" have one key, 中國移動 and 中国移动 too.
    """
    words = _searched_words(name)
    for at in range(len(words) - 1, 0, -1):
        whole = _ENDINGS.get(words[at], words[at])
        if whole not in _WHOLE_ENDINGS:
            break
        words[at] = whole
    return "".join(words)[:KEY_MAX]


def search_beginnings(typed: str) -> tuple[str, ...]:
    """The search keys with which a name begins that begins as typed; none where nothing was typed.

    Two where the typed words end like a company: "Harbour Co" may be a whole name, or begin "Harbour Commerce".
    """
    as_written = "".join(_searched_words(typed))[:KEY_MAX]
    return tuple(dict.fromkeys(key for key in (search_key(typed), as_written) if key))


def likeness_key(name: str) -> str:
    """A name as officers are warned of similar ones: letters and figures only, without the usual endings (ACC-2).

    "" for a name that says nothing else. Too loose for anything but a warning.
    """
    text = in_one_script(exact_key(name))
    words = "".join(sign if sign.isalnum() else " " for sign in text).split()
    while words and words[-1] in _LEFT_OUT:
        words.pop()
    return "".join(words).removesuffix("有限公司")[:KEY_MAX]


def bare(text: str) -> str:
    """The text in small letters without width, accents and what cannot be seen."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in letters if unicodedata.category(sign) not in _UNSEEN or sign.isspace())


def _with_narrow_signs(text: str) -> str:
    """The text with the wide signs of Chinese writing as NFKC makes them: it is quick where it finds no other work."""
    for wide, narrow in _WIDE_SIGNS:
        text = text.replace(wide, narrow)
    return text


def _signs_of_name(text: str) -> str:
    """The letters, marks, figures and symbols of an exact key, without blanks and punctuation.

    A mark on a blank or on punctuation goes with it: NFKC makes one of an acute accent that stands for an apostrophe.
    """
    if text.isascii():
        return _NO_SIGN_OF_NAME.sub("", text)  # the same in a fraction of the time
    kept, base = [], False
    for sign in text:
        category = unicodedata.category(sign)
        if category[0] != "M":
            base = _is_part_of_name(sign, category)
        if base:
            kept.append(sign)
    return "".join(kept)


def _is_part_of_name(sign: str, category: str) -> bool:
    """Whether a sign that is no mark counts in a registered name. Newer letters than this Python's Unicode do."""
    if sign in _READ_AS_WORDS:
        return True
    return category[0] not in "PZ" and category not in ("Sk", "Cc", "Cf") and sign not in _LIKE_PUNCTUATION


def _searched_words(name: str) -> list[str]:
    """The words of a name in small plain letters, without a leading "the"; its signs where it has no letter."""
    even = in_one_script(bare(exact_key(name))).replace("&", " and ")
    words = "".join(sign if sign.isalnum() else "" if sign in "'’" else " " for sign in even).split()
    if len(words) > 1 and words[0] == _ARTICLE:
        words = words[1:]
    return words or ["".join(even.split())]
