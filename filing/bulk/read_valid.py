"""The data of a batch file that fits the published schema, read by the places that the schema fixes (BLK-4, P3).

It promises what `read` has to look for: each element is there, once, in its order, with a text where one belongs.
`read` gives the same data for such a file and four times as slowly; the tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lxml import etree

from filing.bulk.parse import FORMS, QUALIFIED
from filing.bulk.read import Words, cents, clean, one_line_each
from filing.rules.batch import BatchData
from filing.rules.claim import AddressData, ClaimData, FormData, PartyData

_NAME_EN, _NAME_ZH, _TRADING_AS, _IDENTIFICATION = (
    QUALIFIED + name for name in ("name-en", "name-zh", "trading-as", "identification")
)
_ORIGINAL, _ABANDONED, _INTEREST = (
    QUALIFIED + name for name in ("original-amount", "excess-abandoned", "interest")
)
_DISTRICT, _COUNTRY = QUALIFIED + "district", QUALIFIED + "country"


def read_valid(root: etree._Element) -> BatchData:
    """The batch as data. All of it must fit the schema."""
    words = Words()
    reference, claimant, *approval, count, total, claims = root
    names = _named(claimant, words)
    return BatchData(
        reference=clean(reference.text),
        claimant_name_en=names.get(_NAME_EN, ""),
        claimant_name_zh=names.get(_NAME_ZH, ""),
        approval_reference=clean(approval[0].text) if approval else "",
        claim_count=int(clean(count.text)),
        total_cents=cents(clean(total.text)),
        claims=tuple([_claim(each, words) for each in claims]),
    )


def _claim(element: etree._Element, words: Words) -> ClaimData:
    reference, language, kind, amount, *optional, calculation, particulars, parties, signatory, files = (
        element
    )
    given = _named(optional, words)
    original = given.get(_ORIGINAL)
    name, capacity, signed = signatory
    return ClaimData(
        reference=clean(reference.text),
        hearing_language=words[language.text],
        kind=words[kind.text],
        amount_cents=cents(words[amount.text]),
        original_amount_cents=None if original is None else cents(original),
        excess_abandoned=given.get(_ABANDONED) == "true",
        interest=given.get(_INTEREST, ""),
        calculation=one_line_each(calculation.text),
        particulars=one_line_each(particulars.text),
        parties=tuple([_party(each, words) for each in parties]),
        signatory_name=words[name.text],
        signatory_capacity=words[capacity.text],
        signed_on=date.fromisoformat(words[signed.text]),
        forms=tuple([_form(form, code) for form, code in zip(files, FORMS, strict=True)]),
    )


def _form(element: etree._Element, code: str) -> FormData:
    name, *sha256 = element
    return FormData(code, clean(name.text), clean(sha256[0].text).lower() if sha256 else "")


def _party(element: etree._Element, words: Words) -> PartyData:
    role, kind, *optional, addresses = element
    given = _named(optional, words)
    identification = optional[-1] if _IDENTIFICATION in given else ()
    return PartyData(
        words[role.text],
        words[kind.text],
        given.get(_NAME_EN, ""),
        given.get(_NAME_ZH, ""),
        tuple([_address(each, words) for each in addresses]),
        given.get(_TRADING_AS, ""),
        *[words[each.text] for each in identification],
    )


def _address(element: etree._Element, words: Words) -> AddressData:
    """Kind, serve, the lines; then perhaps a district, the area, perhaps a country."""
    children = list(element)
    texts = [words[child.text] for child in children]
    country = texts.pop() if children[-1].tag == _COUNTRY else ""
    area = texts.pop()
    district = texts.pop() if children[len(texts) - 1].tag == _DISTRICT else ""
    return AddressData(texts[0], texts[1] == "true", tuple(texts[2:]), district, area, country)


def _named(elements: Iterable[etree._Element], words: Words) -> dict[str, str]:
    """The texts of what need not be there, by name."""
    return {each.tag: words[each.text] for each in elements}
