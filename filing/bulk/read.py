"""From the tree of a batch file to plain data. Tolerant: what is missing or unreadable becomes a placeholder.

`shape` has named every such place before; `preflight` drops what the rules would say about a placeholder and
hands no data on while there is a single error. So a placeholder never leaves this package.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from filing.bulk.parse import FORMS, QUALIFIED
from filing.bulk.shape import is_day
from filing.rules.batch import BatchData
from filing.rules.claim import AddressData, ClaimData, FormData, PartyData

# Every text of one line; longer ones are read by `_paragraphs`.
_NAMES = {
    QUALIFIED + name: name
    for name in (
        "reference", "approval-reference", "claim-count", "total-amount", "name-en", "name-zh", "trading-as",
        "hearing-language", "kind", "amount", "original-amount", "excess-abandoned", "interest", "role",
        "type", "number", "name", "capacity", "date", "sha256",
    )
}  # fmt: skip
_LINE, _KIND, _SERVE, _DISTRICT, _AREA, _COUNTRY = (
    QUALIFIED + name for name in ("line", "kind", "serve", "district", "area", "country")
)
CLAIMS, CLAIM = f"{QUALIFIED}claims", f"{QUALIFIED}claim"
Texts = dict[str, str]


class Words(dict[str | None, str]):
    """Texts as written in the file → with spaces and line ends made one space; what occurs often is kept once."""

    def __missing__(self, text: str | None) -> str:
        self[text] = words = " ".join(text.split()) if text else ""
        return words


def read_batch(root: etree._Element) -> BatchData:
    """The batch as data, whatever the file lacks; `read_valid` is for one that fits the schema."""
    texts = _texts(root)
    claimant = _texts_of(root, "claimant")
    count = texts.get("claim-count", "")
    words = Words()
    return BatchData(
        reference=texts.get("reference", ""),
        claimant_name_en=claimant.get("name-en", ""),
        claimant_name_zh=claimant.get("name-zh", ""),
        approval_reference=texts.get("approval-reference", ""),
        claim_count=int(count) if count.isascii() and count.isdigit() and len(count) < 7 else 0,
        total_cents=cents(texts.get("total-amount", "")),
        claims=tuple(_claim(element, words) for element in claim_elements(root)),
    )


def claim_elements(root: etree._Element) -> list[etree._Element]:
    """The claims of a batch, in their order."""
    return root.findall(f"{CLAIMS}/{CLAIM}")


def _claim(element: etree._Element, words: Words) -> ClaimData:
    texts = _texts(element)
    signatory = _texts_of(element, "signatory")
    signed = signatory.get("date", "")
    original = texts.get("original-amount")
    return ClaimData(
        reference=texts.get("reference", ""),
        hearing_language=texts.get("hearing-language", ""),
        kind=texts.get("kind", ""),
        amount_cents=cents(texts.get("amount", "")),
        original_amount_cents=None if original is None else cents(original),
        excess_abandoned=texts.get("excess-abandoned") == "true",
        interest=texts.get("interest", ""),
        calculation=_paragraphs(element, "calculation"),
        particulars=_paragraphs(element, "particulars"),
        parties=tuple(
            _party(each, words) for each in element.iterfind(f"{QUALIFIED}parties/{QUALIFIED}party")
        ),
        signatory_name=signatory.get("name", ""),
        signatory_capacity=signatory.get("capacity", ""),
        signed_on=date.fromisoformat(signed) if is_day(signed) else date.min,
        forms=tuple(_form(element, code) for code in FORMS),
    )


def _form(claim: etree._Element, code: str) -> FormData:
    texts = _texts_of(_child(claim, "files"), code.replace("_", "-"))
    return FormData(code, texts.get("name", ""), texts.get("sha256", "").lower())


def _party(element: etree._Element, words: Words) -> PartyData:
    texts = _texts(element)
    identification = _texts_of(element, "identification")
    return PartyData(
        role=texts.get("role", ""),
        kind=texts.get("kind", ""),
        name_en=texts.get("name-en", ""),
        name_zh=texts.get("name-zh", ""),
        trading_as=texts.get("trading-as", ""),
        identification_type=identification.get("type", ""),
        identification=identification.get("number", ""),
        addresses=tuple(
            _address(each, words) for each in element.iterfind(f"{QUALIFIED}addresses/{QUALIFIED}address")
        ),
    )


def _address(element: etree._Element, words: Words) -> AddressData:
    texts: Texts = {}
    lines: list[str] = []
    for child in element:
        tag = child.tag
        if tag == _LINE:
            lines.append(clean(child.text))
        elif tag not in texts:
            texts[tag] = words[child.text]
    given = texts.get
    return AddressData(
        kind=given(_KIND, ""),
        serve=given(_SERVE) == "true",
        lines=tuple(lines),
        district=given(_DISTRICT, ""),
        area=given(_AREA, ""),
        country=given(_COUNTRY, ""),
    )


def _texts(element: etree._Element) -> Texts:
    """The texts of the children by name, the first of each; spaces and line ends become one space."""
    texts: Texts = {}
    for child in element:
        name = _NAMES.get(child.tag)
        if name is not None and name not in texts and not len(child):
            texts[name] = clean(child.text)
    return texts


def clean(text: str | None) -> str:
    """The text on one line: spaces and line ends become one space."""
    return " ".join(text.split()) if text else ""


def _texts_of(element: etree._Element | None, name: str) -> Texts:
    found = _child(element, name)
    return {} if found is None else _texts(found)


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of the name. `find` would take four times as long."""
    return None if element is None else next(element.iterchildren(QUALIFIED + name), None)


def _paragraphs(element: etree._Element, name: str) -> str:
    found = _child(element, name)
    return "" if found is None else one_line_each(found.text)


def one_line_each(text: str | None) -> str:
    """Free text with its line ends; spaces at the ends of lines are only the file's indentation."""
    text = (text or "").strip()
    # What can be printed has no other white space than the plain one, and mostly no two of it together.
    if not ("  " in text or " \n" in text or "\n " in text) and text.replace("\n", "").isprintable():
        return text
    return "\n".join(" ".join(line.split()) for line in text.splitlines())


def cents(text: str) -> int:
    """ "-12.5" as -1250; what is no amount as 0, for `shape` has named it."""
    sign = -1 if text.startswith("-") else 1
    whole, _, fraction = text.removeprefix("-").partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdigit() and whole and len(whole) < 10 and len(fraction) < 3):
        return 0
    return sign * (int(whole) * 100 + int(fraction.ljust(2, "0") or "0"))
