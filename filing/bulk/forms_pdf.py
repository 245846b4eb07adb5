"""Forms 1 and 2 filled in from the data of a claim, as PDFs that wait only for a signature (BLK-6).

The forms are bilingual throughout, as court forms are, whatever language the person who makes them reads:
their labels stand in the templates and here, not in the catalogue.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from filing.rules.claim import AddressData, ClaimData, PartyData
from icms.lib import pdf
from icms.lib.money import dollars

CODE = {"en": "en", "zh": "zh-Hant-HK"}
TITLES = {"form_1": "Form 1 表格1", "form_2": "Form 2 表格2"}
LANGUAGES = {"en": "英文 English", "zh": "中文 Chinese"}
ROLES = {
    "claimant": ("申索人", "Claimant"),
    "represented": ("由申索人代表的人", "Person represented"),
    "defendant": ("被告人", "Defendant"),
    "third_party": ("第三方", "Third party"),
}
CLAIM_KINDS = {
    "medical_charges": "醫療費用 Medical charges",
    "surcharges": "附加費 Surcharges",
    "rates": "差餉 Rates",
    "debt": "債項 Debt",
    "service_charge": "服務費 Service charge",
    "property_damage": "財物損毀 Damage to property",
    "goods_sold": "貨品買賣 Goods sold",
    "consumer": "消費者申索 Consumer claim",
    "other": "其他 Other",
}
PARTY_KINDS = {
    "individual": "個人 Individual",
    "sole_proprietor": "獨資經營者 Sole proprietor",
    "partnership": "合夥 Partnership",
    "company": "公司 Company",
    "owners_corporation": "業主立案法團 Owners' corporation",
    "government_department": "政府部門 Government department",
    "statutory_body": "法定團體 Statutory body",
    "other": "其他 Other",
}
IDENTIFICATIONS = {
    "business_registration": "商業登記號碼 Business registration no.",
    "company_number": "公司編號 Company no.",
    "hkid": "香港身份證 Hong Kong identity card",
    "passport": "護照 Passport",
    "other": "其他 Other",
}
ADDRESS_KINDS = {
    "residence": "住址 Residence",
    "business": "營業地址 Place of business",
    "registered_office": "註冊辦事處 Registered office",
    "correspondence": "通訊地址 Correspondence",
}
AREAS = {"HK": "香港 Hong Kong", "KLN": "九龍 Kowloon", "NT": "新界 New Territories", "outside": ""}


@dataclass(frozen=True)
class Press:
    """The fonts and the style for a run of forms, loaded once."""

    fonts: pdf.Fonts
    styles: tuple[Any, ...]

    def form(self, name: str, claim: ClaimData, *, stroke: str = "", tagged: bool = True) -> bytes:
        """Form 1 or Form 2 of a claim as PDF. `stroke` is a drawn signature as SVG path data in 620 x 170."""
        context = _context(name, claim, stroke)
        html = render_to_string(f"pdf/{name.replace('_', '')}.html", context)
        return pdf.render(
            html,
            title=context["title"],
            language=claim.hearing_language,
            fonts=self.fonts,
            styles=self.styles,
            tagged=tagged,
        )


@contextmanager
def press_for(claims: Sequence[ClaimData]) -> Iterator[Press]:
    """A press for all forms of these claims, with fonts cut to the characters that occur in them."""
    text = "".join(
        render_to_string(template, _context(name, claim, ""))
        for claim in claims
        for name, template in (("form_1", "pdf/form1.html"), ("form_2", "pdf/form2.html"))
    )
    with tempfile.TemporaryDirectory(prefix="icms-fonts-") as folder:
        yield _press(pdf.narrowed_fonts(text, Path(folder)))


def _press(fonts: pdf.Fonts) -> Press:
    return Press(fonts, (fonts.style_sheet(render_to_string("pdf/forms.css")),))


def _context(name: str, claim: ClaimData, stroke: str) -> dict[str, Any]:
    groups = [
        {"zh": zh, "en": en, "parties": [_party(party) for party in claim.parties_as(role)]}
        for role, (zh, en) in ROLES.items()
        if claim.parties_as(role)
    ]
    original = claim.original_amount_cents
    return {
        "claim": claim,
        "title": f"{TITLES[name]} – {claim.reference}",
        "foot": f"{TITLES[name]} · {claim.reference}",
        "language": CODE["zh"],
        "text_language": CODE[claim.hearing_language],
        "hearing_language": LANGUAGES[claim.hearing_language],
        "kind": CLAIM_KINDS[claim.kind],
        "groups": groups,
        "amount": dollars(claim.amount_cents),
        "original": dollars(original) if original is not None and claim.excess_abandoned else "",
        "signed_on": _day(claim.signed_on),
        "stroke": stroke,
    }


def _party(party: PartyData) -> dict[str, Any]:
    return {
        "data": party,
        "kind": PARTY_KINDS[party.kind],
        "identification": IDENTIFICATIONS.get(party.identification_type, ""),
        "addresses": [
            {"kind": ADDRESS_KINDS[each.kind], "serve": each.serve, "text": address_line(each)}
            for each in party.addresses
        ],
    }


def address_line(address: AddressData) -> str:
    """An address on one line, its parts set apart by commas."""
    parts = (*address.lines, address.district, AREAS[address.area], address.country)
    return ", ".join(part for part in parts if part)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 ({day.day} {day:%B} {day.year})"
