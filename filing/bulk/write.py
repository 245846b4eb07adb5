"""A batch as XML of the published format: what `read` reads. For samples, examples and the spreadsheet route."""

from __future__ import annotations

from lxml import etree

from filing.bulk.parse import NAMESPACE, QUALIFIED
from filing.rules.batch import BatchData
from filing.rules.claim import AddressData, ClaimData, FormData, PartyData


def batch_xml(batch: BatchData) -> bytes:
    """The batch as UTF-8, indented, in the order of the schema; empty optional fields are left out."""
    return tree_xml(batch_tree(batch))


def tree_xml(root: etree._Element) -> bytes:
    """The tree as UTF-8, indented."""
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def batch_tree(batch: BatchData) -> etree._Element:
    """The batch as an element."""
    root = etree.Element(f"{QUALIFIED}batch", nsmap={None: NAMESPACE}, version="1")  # type: ignore[dict-item]
    _add(root, "reference", batch.reference)
    claimant = _add(root, "claimant")
    _add_given(claimant, "name-en", batch.claimant_name_en)
    _add_given(claimant, "name-zh", batch.claimant_name_zh)
    _add_given(root, "approval-reference", batch.approval_reference)
    _add(root, "claim-count", str(batch.claim_count))
    _add(root, "total-amount", amount(batch.total_cents))
    claims = _add(root, "claims")
    for claim in batch.claims:
        _claim(claims, claim)
    return root


def amount(cents: int) -> str:
    """Cents as the format writes sums: 12500.50."""
    return f"{cents // 100}.{cents % 100:02d}"


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, QUALIFIED + name)
    element.text = text
    return element


def _add_given(parent: etree._Element, name: str, text: str) -> None:
    if text:
        _add(parent, name, text)


def _claim(claims: etree._Element, claim: ClaimData) -> None:
    element = _add(claims, "claim")
    _add(element, "reference", claim.reference)
    _add(element, "hearing-language", claim.hearing_language)
    _add(element, "kind", claim.kind)
    _add(element, "amount", amount(claim.amount_cents))
    if claim.original_amount_cents is not None:
        _add(element, "original-amount", amount(claim.original_amount_cents))
        _add(element, "excess-abandoned", _flag(claim.excess_abandoned))
    _add_given(element, "interest", claim.interest)
    _add(element, "calculation", claim.calculation)
    _add(element, "particulars", claim.particulars)
    parties = _add(element, "parties")
    for party in claim.parties:
        _party(parties, party)
    signatory = _add(element, "signatory")
    _add(signatory, "name", claim.signatory_name)
    _add(signatory, "capacity", claim.signatory_capacity)
    _add(signatory, "date", claim.signed_on.isoformat())
    files = _add(element, "files")
    for form in claim.forms:
        _form(files, form)


def _form(files: etree._Element, form: FormData) -> None:
    element = _add(files, form.code.replace("_", "-"))
    _add(element, "name", form.name)
    _add_given(element, "sha256", form.sha256)


def _party(parties: etree._Element, party: PartyData) -> None:
    element = _add(parties, "party")
    _add(element, "role", party.role)
    _add(element, "kind", party.kind)
    _add_given(element, "name-en", party.name_en)
    _add_given(element, "name-zh", party.name_zh)
    _add_given(element, "trading-as", party.trading_as)
    if party.identification:
        identification = _add(element, "identification")
        _add(identification, "type", party.identification_type)
        _add(identification, "number", party.identification)
    addresses = _add(element, "addresses")
    for address in party.addresses:
        _address(addresses, address)


def _address(addresses: etree._Element, address: AddressData) -> None:
    element = _add(addresses, "address")
    _add(element, "kind", address.kind)
    _add(element, "serve", _flag(address.serve))
    for line in address.lines:
        _add(element, "line", line)
    _add_given(element, "district", address.district)
    _add(element, "area", address.area)
    _add_given(element, "country", address.country)


def _flag(value: bool) -> str:
    return "true" if value else "false"
