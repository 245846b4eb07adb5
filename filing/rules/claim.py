"""One claim as data, and what the law asks of it before it may be filed (BLK-1a, BLK-7; Cap. 338 s. 13; A13).

Pure: no database, no XML. A finding names the place by a path of the published format, such as
`parties/party[2]/addresses/address[1]/line[1]`, so that a page, a spreadsheet or a file can point to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from filing.rules import limits
from filing.rules.finding import Finding, Params
from filing.rules.text import is_thin
from filing.rules.text_checks import Sort, character_findings, text_findings
from icms.lib.names import is_same_name
from icms.lib.printable import selectors, unprintable

CLAIM_KINDS = (
    "medical_charges", "surcharges", "rates", "debt", "service_charge",
    "property_damage", "goods_sold", "consumer", "other",
)  # fmt: skip
PARTY_ROLES = ("claimant", "defendant", "represented", "third_party")
PARTY_KINDS = (
    "individual", "sole_proprietor", "partnership", "company",
    "owners_corporation", "government_department", "statutory_body", "other",
)  # fmt: skip
ADDRESS_KINDS = ("residence", "business", "registered_office", "correspondence")
AREAS = ("HK", "KLN", "NT", "outside")
HEARING_LANGUAGES = ("en", "zh")
SERVED_ROLES = ("defendant", "third_party")


class AddressData(NamedTuple):
    """One address; `serve` says that the claim is to be served there (HK$10 for each, A49).

    A tuple, as a party and a form are: a full file has 99,000, and these are made and swept four times as fast.
    """

    kind: str
    serve: bool
    lines: tuple[str, ...]
    district: str
    area: str
    country: str = ""


class PartyData(NamedTuple):
    """One party of a claim, whatever the role; at least one of the two names is given."""

    role: str
    kind: str
    name_en: str
    name_zh: str
    addresses: tuple[AddressData, ...]
    trading_as: str = ""
    identification_type: str = ""
    identification: str = ""

    @property
    def name(self) -> str:
        """The English name, or the Chinese one where there is no English name."""
        return self.name_en or self.name_zh


class FormData(NamedTuple):
    """The file of one form: the code of its document type, its name, and its SHA-256 in small hex digits if given."""

    code: str
    name: str
    sha256: str = ""


@dataclass(frozen=True)
class ClaimData:
    """One claim. Amounts are cents; `original_amount_cents` is the sum before the excess was abandoned."""

    reference: str
    hearing_language: str
    kind: str
    amount_cents: int
    calculation: str
    particulars: str
    parties: tuple[PartyData, ...]
    signatory_name: str
    signatory_capacity: str
    signed_on: date
    forms: tuple[FormData, ...]
    original_amount_cents: int | None = None
    excess_abandoned: bool = False
    interest: str = ""

    def parties_as(self, role: str) -> tuple[PartyData, ...]:
        """The parties of one role, in the order of the claim."""
        return tuple(party for party in self.parties if party.role == role)

    @cached_property
    def addresses_to_serve(self) -> int:
        """How many addresses the claim is to be served at: the count of FEE-2."""
        return sum(address.serve for party in self.parties for address in party.addresses)


def findings(claim: ClaimData, *, on: date, cents_max: int = limits.CLAIM_CENTS_MAX) -> Iterator[Finding]:
    """Everything wrong with this claim taken alone, in the order of its fields.

    `on` is today in Hong Kong, `cents_max` the most that the court hears in a claim.
    """
    yield from _texts(claim)
    yield from _amount(claim, cents_max)
    yield from _parties(claim)
    if claim.signed_on > on:
        yield Finding("signed_in_future", "signatory/date", {"date": claim.signed_on.isoformat()})
    elif claim.signed_on.year < on.year - limits.SIGNED_YEARS_MAX:
        params: Params = {"date": claim.signed_on.isoformat(), "years": limits.SIGNED_YEARS_MAX}
        yield Finding("signed_too_early", "signatory/date", params)
    for form in claim.forms:
        yield from _form(form, form_path(form.code))
    if is_thin(claim.particulars, limits.THIN_PARTICULARS) and claim.particulars.strip():
        yield Finding("thin_particulars", "particulars", severity="warning")


def _texts(claim: ClaimData) -> Iterator[Finding]:
    yield from text_findings(
        claim.reference, "reference", limits.REFERENCE_MAX, needed=True, sort="reference"
    )
    yield from text_findings(claim.interest, "interest", limits.INTEREST_MAX, sort="free")
    yield from text_findings(
        claim.calculation, "calculation", limits.CALCULATION_MAX, needed=True, sort="free"
    )
    yield from text_findings(
        claim.particulars, "particulars", limits.PARTICULARS_MAX, needed=True, sort="free"
    )
    yield from text_findings(
        claim.signatory_name, "signatory/name", limits.NAME_MAX, needed=True, sort="name"
    )
    yield from text_findings(claim.signatory_capacity, "signatory/capacity", limits.CAPACITY_MAX, needed=True)


def _amount(claim: ClaimData, most: int) -> Iterator[Finding]:
    """Above 0, at most what the court hears; what lies above is abandoned by declaration alone (Cap. 338)."""
    amount, original = claim.amount_cents, claim.original_amount_cents
    if amount <= 0:
        yield Finding("amount_not_positive", "amount", {"cents": amount})
    elif amount > most:
        yield Finding("amount_above_limit", "amount", {"cents": amount, "most_cents": most})
    if original is None:
        if claim.excess_abandoned:
            yield Finding("original_amount_missing", "excess-abandoned")
    elif original <= most:
        params: Params = {"cents": original, "most_cents": most}
        yield Finding("original_amount_not_above", "original-amount", params)
    elif not claim.excess_abandoned:
        yield Finding("excess_not_abandoned", "original-amount", {"cents": original})


def _parties(claim: ClaimData) -> Iterator[Finding]:
    claimants = [n for n, party in enumerate(claim.parties, 1) if party.role == "claimant"]
    if not claimants:
        yield Finding("claimant_missing", "parties")
    for number in claimants[1:]:
        yield Finding("claimant_repeated", f"parties/party[{number}]/role")
    if not claim.parties_as("defendant"):
        yield Finding("defendant_missing", "parties")
    if len(claim.parties) > limits.PARTIES_MAX:
        yield Finding("too_many_parties", "parties", {"count": len(claim.parties)})
    for number, party in enumerate(claim.parties, 1):
        yield from _party(party, f"parties/party[{number}]")


def _party(party: PartyData, path: str) -> Iterator[Finding]:
    if not party.name_en.strip() and not party.name_zh.strip():
        yield Finding("party_without_name", path)
    if not _party_texts_are_fine(party):
        yield from _party_texts(party, path)
    if len(party.addresses) > limits.ADDRESSES_MAX:
        yield Finding("too_many_addresses", f"{path}/addresses", {"count": len(party.addresses)})
    if party.role == "defendant" and not any(address.serve for address in party.addresses):
        yield Finding("no_address_to_serve", f"{path}/addresses")
    served_by_right = party.role in SERVED_ROLES
    for number, address in enumerate(party.addresses, 1):
        if _is_fine(address, may_be_served=served_by_right):
            continue
        where = f"{path}/addresses/address[{number}]"
        if address.serve and not served_by_right:
            yield Finding("served_by_mistake", f"{where}/serve", {"role": party.role})
        yield from _address(address, where)


def _party_texts(party: PartyData, path: str) -> Iterator[Finding]:
    yield from text_findings(party.name_en, f"{path}/name-en", limits.NAME_MAX, sort="name")
    yield from text_findings(party.name_zh, f"{path}/name-zh", limits.NAME_MAX, sort="name")
    # A business may be called by figures alone.
    trading_as: Sort = "line" if any(map(str.isdecimal, party.trading_as)) else "name"
    yield from text_findings(party.trading_as, f"{path}/trading-as", limits.NAME_MAX, sort=trading_as)
    number = f"{path}/identification/number"
    yield from text_findings(party.identification, number, limits.IDENTIFICATION_MAX, sort="reference")


def _party_texts_are_fine(party: PartyData) -> bool:
    """One look that spares most parties the looks that name what is wrong."""
    if len(party.identification) > limits.IDENTIFICATION_MAX:
        return False
    names = (party.name_en, party.name_zh, party.trading_as)
    # Blanks between them: a variation selector must not find its letter in the text before.
    texts = " ".join((*names, party.identification))
    if len(texts) > limits.NAME_MAX or "?" in texts or "？" in texts:
        return False
    # Nearly every name begins with a letter.
    lettered = all(name[:1].isalpha() or not name for name in names)
    return lettered and not unprintable(texts) and not selectors(party.identification)


def _address(address: AddressData, path: str) -> Iterator[Finding]:
    if len(address.lines) > limits.ADDRESS_LINES_MAX:
        yield Finding("too_many_lines", path, {"count": len(address.lines), "most": limits.ADDRESS_LINES_MAX})
    for number, line in enumerate(address.lines, 1):
        yield from text_findings(line, f"{path}/line[{number}]", limits.ADDRESS_LINE_MAX, needed=True)
    yield from text_findings(address.district, f"{path}/district", limits.NAME_MAX)
    yield from text_findings(address.country, f"{path}/country", limits.NAME_MAX)
    if address.area == "outside" and not address.country.strip():
        yield Finding("country_missing", path)
    reason = undeliverable(address) if address.serve else ""
    if reason:
        yield Finding(reason, f"{path}/line[1]", severity="warning")


def _is_fine(address: AddressData, *, may_be_served: bool) -> bool:
    """One look that spares most of 99,000 addresses the many looks that name what is wrong."""
    lines = " ".join(address.lines)
    texts = f"{lines} {address.district} {address.country}"
    if len(texts) > limits.ADDRESS_LINE_MAX or unprintable(texts):
        return False
    # An empty line leaves a space at an end, or two together.
    if lines[:1] in _BLANK or lines[-1] == " " or "  " in lines:
        return False
    if address.area == "outside" or len(address.lines) > limits.ADDRESS_LINES_MAX:
        return False
    return not address.serve or (may_be_served and not _why_undeliverable(lines))


_BLANK = ("", " ")
_POST_BOX = re.compile(r"\bp\.?\s*o\.?\s*box\b|郵政信箱|邮政信箱", re.IGNORECASE)
_NUMBERS = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十百")


def undeliverable(address: AddressData) -> str:
    """The code of what makes an address look undeliverable, or nothing: a warning, for the bailiff has to find it."""
    return _why_undeliverable(" ".join(address.lines))


def _why_undeliverable(text: str) -> str:
    if not text.strip():
        return ""
    # The pattern is slow, and every way to write it has one of these words.
    if ("box" in text.lower() or "信箱" in text) and _POST_BOX.search(text):
        return "address_post_box"
    if is_thin(text, limits.SHORT_ADDRESS):
        return "address_too_short"
    return "address_without_number" if _NUMBERS.isdisjoint(text) else ""


def form_path(code: str) -> str:
    """Where the published format has the file of a form: `files/form-1`."""
    return f"files/{code.replace('_', '-')}"


def _form(form: FormData, path: str) -> Iterator[Finding]:
    """A plain file name with the suffix of a PDF, and a well-formed SHA-256 if there is one (BLK-3)."""
    name = f"{path}/name"
    if not form.name.strip():
        yield Finding("empty", name)
        return
    if len(form.name) > limits.FILE_NAME_MAX:
        yield Finding("too_long", name, {"length": len(form.name), "longest": limits.FILE_NAME_MAX})
    unseen = (each for each in unprintable(form.name) if each.kind == "invisible")
    yield from character_findings(unseen, name, "line")
    if "/" in form.name or "\\" in form.name or form.name.strip(". ") == "":
        yield Finding("file_name_with_path", name, {"value": form.name})
    elif not form.name.lower().endswith(".pdf"):
        yield Finding("file_name_not_pdf", name, {"value": form.name})
    if form.sha256 and not re.fullmatch(r"[0-9a-f]{64}", form.sha256):
        yield Finding("sha256_malformed", f"{path}/sha256", {"value": form.sha256})


def is_named(party: PartyData, *, name_en: str, name_zh: str) -> bool:
    """Whether a party bears the names given: every name that both give agrees, and one at least does."""
    pairs = [(a, b) for a, b in ((party.name_en, name_en), (party.name_zh, name_zh)) if a and b]
    return bool(pairs) and all(is_same_name(a, b) for a, b in pairs)
