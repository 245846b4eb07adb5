"""From the tree of a batch file to plain data. Tolerant: what is missing or unreadable becomes a placeholder.

`shape` has named every such place before; `preflight` drops what the rules would say about a placeholder and
hands no data on while there is a single error. So a placeholder never leaves this package.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from filing.bulk.parse import QUALIFIED
from filing.bulk.shape import is_day
from filing.rules.batch import BatchData
from filing.rules.claim import AddressData, ClaimData, FormData, PartyData

_SKIP = len(QUALIFIED)
_LINE = f"{QUALIFIED}line"
Texts = dict[str, str]


def read_batch(root: etree._Element) -> BatchData:
    """The batch as data."""
    texts = _texts(root)
    claimant = _texts_of(root, "claimant")
    count = texts.get("claim-count", "")
    return BatchData(
        reference=texts.get("reference", ""),
        claimant_name_en=claimant.get("name-en", ""),
        claimant_name_zh=claimant.get("name-zh", ""),
        approval_reference=texts.get("approval-reference", ""),
        claim_count=int(count) if count.isascii() and count.isdigit() and len(count) < 7 else 0,
        total_cents=_cents(texts.get("total-amount", "")),
        claims=tuple(_claim(element) for element in claim_elements(root)),
    )


def claim_elements(root: etree._Element) -> list[etree._Element]:
    """The claims of a batch, in their order."""
    return root.findall(f"{QUALIFIED}claims/{QUALIFIED}claim")


def _claim(element: etree._Element) -> ClaimData:
    texts = _texts(element)
    signatory = _texts_of(element, "signatory")
    signed = signatory.get("date", "")
    original = texts.get("original-amount")
    return ClaimData(
        reference=texts.get("reference", ""),
        hearing_language=texts.get("hearing-language", ""),
        kind=texts.get("kind", ""),
        amount_cents=_cents(texts.get("amount", "")),
        original_amount_cents=None if original is None else _cents(original),
        excess_abandoned=texts.get("excess-abandoned") == "true",
        interest=texts.get("interest", ""),
        calculation=_paragraphs(element, "calculation"),
        particulars=_paragraphs(element, "particulars"),
        parties=tuple(_party(each) for each in element.iterfind(f"{QUALIFIED}parties/{QUALIFIED}party")),
        signatory_name=signatory.get("name", ""),
        signatory_capacity=signatory.get("capacity", ""),
        signed_on=date.fromisoformat(signed) if is_day(signed) else date.min,
        form_1=_form(element, "form-1"),
        form_2=_form(element, "form-2"),
    )


def _form(claim: etree._Element, name: str) -> FormData:
    texts = _texts_of(claim, f"files/{QUALIFIED}{name}")
    return FormData(texts.get("name", ""), texts.get("sha256", "").lower())


def _party(element: etree._Element) -> PartyData:
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
            _address(each) for each in element.iterfind(f"{QUALIFIED}addresses/{QUALIFIED}address")
        ),
    )


def _address(element: etree._Element) -> AddressData:
    texts: Texts = {}
    lines: list[str] = []
    for child in element:
        text = " ".join((child.text or "").split())
        if child.tag == _LINE:
            lines.append(text)
        else:
            texts.setdefault(child.tag[_SKIP:], text)
    return AddressData(
        kind=texts.get("kind", ""),
        serve=texts.get("serve") == "true",
        lines=tuple(lines),
        district=texts.get("district", ""),
        area=texts.get("area", ""),
        country=texts.get("country", ""),
    )


def _texts(element: etree._Element) -> Texts:
    """The texts of the children by name, the first of each; spaces and line ends become one space."""
    texts: Texts = {}
    for child in element:
        if not len(child) and str(child.tag).startswith(QUALIFIED):
            texts.setdefault(str(child.tag)[_SKIP:], " ".join((child.text or "").split()))
    return texts


def _texts_of(element: etree._Element, path: str) -> Texts:
    found = element.find(f"{QUALIFIED}{path}")
    return {} if found is None else _texts(found)


def _paragraphs(element: etree._Element, name: str) -> str:
    """Free text with its line ends; spaces at the ends of lines are only the file's indentation."""
    lines = (element.findtext(f"{QUALIFIED}{name}") or "").strip().splitlines()
    return "\n".join(" ".join(line.split()) for line in lines)


def _cents(text: str) -> int:
    """ "-12.5" as -1250; what is no amount as 0, for `shape` has named it."""
    sign = -1 if text.startswith("-") else 1
    whole, _, fraction = text.removeprefix("-").partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdigit() and whole and len(whole) < 10 and len(fraction) < 3):
        return 0
    return sign * (int(whole) * 100 + int(fraction.ljust(2, "0") or "0"))
