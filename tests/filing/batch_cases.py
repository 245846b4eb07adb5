"""One way to make each fault of a batch file happen: the code, the file, and where the fault is said to be.

A case without a claim concerns the batch or the file. `path` None: the file is unusable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from filing.bulk.parse import NAMESPACE, QUALIFIED
from filing.bulk.sample import sample_batch
from filing.bulk.write import batch_tree, batch_xml, tree_xml
from filing.rules import limits

HEAD = f'<batch xmlns="{NAMESPACE}" version="1">'
PARTY = "parties/party[2]"
ADDRESS = f"{PARTY}/addresses/address[1]"


@dataclass(frozen=True)
class Case:
    """A fault and a file that has it."""

    code: str
    data: Callable[[], bytes]
    claim: int | None = None
    path: str | None = ""


@lru_cache(maxsize=1)
def good() -> bytes:
    """A right batch of 21 claims."""
    return batch_xml(sample_batch(21, seed=1))


def tree() -> etree._Element:
    """A right batch, free to be spoilt."""
    return batch_tree(sample_batch(21, seed=1))


def find(element: etree._Element, path: str) -> etree._Element:
    """The element of a path in the format."""
    found = element.find("/".join(QUALIFIED + step for step in path.split("/")))
    assert found is not None, path
    return found


def new(name: str, text: str = "x") -> etree._Element:
    """An element of the format's namespace."""
    element = etree.Element(QUALIFIED + name)
    element.text = text
    return element


def claims_of(root: etree._Element) -> list[etree._Element]:
    return root.findall(f"{QUALIFIED}claims/{QUALIFIED}claim")


Spoil = Callable[[etree._Element], object]


def in_claim(code: str, path: str, spoil: Spoil, *, claim: int = 3, at: str | None = None) -> Case:
    """A case that spoils the element at `at` (the path itself unless said otherwise) of a claim."""

    def data() -> bytes:
        root = tree()
        element = claims_of(root)[claim - 1]
        where = path if at is None else at
        spoil(find(element, where) if where else element)
        return tree_xml(root)

    return Case(code, data, claim, path)


def in_batch(code: str, path: str, spoil: Spoil) -> Case:
    """A case that spoils the batch itself."""

    def data() -> bytes:
        root = tree()
        spoil(root)
        return tree_xml(root)

    return Case(code, data, None, path)


def file(code: str, data: bytes) -> Case:
    return Case(code, lambda: data, None, None)


def swap(old: str, by: str, times: int = 1) -> bytes:
    text = good().decode()
    assert old in text, old
    return text.replace(old, by, times).encode()


def say(text: str) -> Spoil:
    def spoil(element: etree._Element) -> None:
        element.text = text

    return spoil


def drop(*names: str) -> Spoil:
    def spoil(element: etree._Element) -> None:
        for name in names:
            for child in element.findall(QUALIFIED + name):
                element.remove(child)

    return spoil


def before(name: str, text: str = "x") -> Spoil:
    return lambda element: element.addprevious(new(name, text))


def repeat(times: int) -> Spoil:
    """So many more copies of the element after itself."""

    def spoil(element: etree._Element) -> None:
        for _n in range(times):
            element.addnext(etree.fromstring(etree.tostring(element)))

    return spoil


def resized(count: int) -> bytes:
    return batch_xml(sample_batch(count, seed=1))


def role(text: str) -> Spoil:
    return lambda claim: find(claim, "parties/party[2]/role").__setattr__("text", text)


def _last_party_first(claim: etree._Element) -> None:
    parties = find(claim, "parties")
    parties.append(etree.fromstring(etree.tostring(parties[0])))


def _copy_of_first(path: str) -> Spoil:
    def spoil(element: etree._Element) -> None:
        root = element.getroottree().getroot()
        element.text = find(claims_of(root)[0], path).text

    return spoil


def _same_hash(root: etree._Element) -> None:
    for claim in claims_of(root)[1:3]:
        find(claim, "files/form-1").append(new("sha256", "ab" * 32))


def _same_debt(root: etree._Element) -> None:
    claims = claims_of(root)
    for path in (f"{PARTY}/name-en", f"{PARTY}/name-zh", "amount"):
        find(claims[3], path).text = find(claims[0], path).text


def _same_words(root: etree._Element) -> None:
    for claim in claims_of(root)[:5]:
        find(
            claim, "particulars"
        ).text = "The defendant ordered goods, had them delivered and has not paid for them yet."


def _excess(*, original: str | None, abandoned: str | None) -> Spoil:
    def spoil(amount: etree._Element) -> None:
        if abandoned is not None:
            amount.addnext(new("excess-abandoned", abandoned))
        if original is not None:
            amount.addnext(new("original-amount", original))

    return spoil


def _sha256(text: str) -> Spoil:
    return lambda form: form.append(new("sha256", text))


def only_line(text: str) -> Spoil:
    def spoil(address: etree._Element) -> None:
        lines = address.findall(f"{QUALIFIED}line")
        lines[0].text = text
        for line in lines[1:]:
            address.remove(line)

    return spoil


def _foreign(element: etree._Element) -> None:
    other = etree.Element("{urn:other}interest")
    other.text = "x"
    element.addprevious(other)


def _tail(element: etree._Element) -> None:
    element.tail = "oops"


def _many_faults(root: etree._Element) -> None:
    for n in range(limits.FAULTS_MAX + 5):
        find(claims_of(root)[0], "particulars").addprevious(new(f"zzz{n}"))


CASES = (
    # The file
    file("file_empty", b""),
    file("file_too_large", b" " + good() + b" " * limits.XML_BYTES_MAX),
    file("not_utf8", good().decode().encode("utf-16")),
    file("wrong_encoding", good().replace(b"UTF-8", b"Big5", 1)),
    file("spreadsheet_file", b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"),
    file("pdf_file", b"%PDF-1.7\n"),
    file("byte_order_mark_twice", b"\xef\xbb\xbf\xef\xbb\xbf" + good()),
    file("character_in_halves", swap("<particulars>", "<particulars>&#xD842;&#xDFB7;")),
    file("half_a_character", swap("<particulars>", "<particulars>&#xD842; and more")),
    file("nul_character", good().replace(b"HLE-1-003", b"HLE\x001-003", 1)),
    file("doctype", good().replace(b"?>\n", b"?>\n<!DOCTYPE batch>\n", 1)),
    file("tags_crossed", swap("</particulars>", "</particular>")),
    file("breaks_off", good()[: len(good()) // 2]),
    file("sign_not_escaped", swap("<particulars>", "<particulars>Chan & Co. ")),
    file("unknown_entity", swap("<particulars>", "<particulars>&nbsp;")),
    file("forbidden_character", swap("<particulars>", "<particulars>\x0b")),
    file("not_xml", b"claim;defendant;amount\n"),
    file("not_well_formed", good() + b"<batch/>"),
    file("too_deep", (HEAD + "<a>" * 300 + "</a>" * 300 + "</batch>").encode()),
    file("text_too_huge", (HEAD + "<reference>" + "x" * 11_000_000 + "</reference></batch>").encode()),
    file("too_many_elements", (HEAD + "<a/>" * (2 * limits.XML_ELEMENTS_MAX + 1) + "</batch>").encode()),
    file("too_many_inside", swap("<claims>", "<claims>" + "<claim/>" * limits.XML_CHILDREN_MAX)),
    file("wrong_root", swap(HEAD, HEAD + "<claim>").split(b"<batch")[0] + b"<claims/>"),
    file("wrong_namespace", swap(NAMESPACE, "urn:icms:bulk-claims:2")),
    file("wrong_version", swap('version="1">', 'version="2">')),
    # The shape of the batch and of claims
    Case("version_missing", lambda: swap(' version="1"', ""), None, ""),
    in_claim("unknown_attribute", "amount", lambda element: element.set("currency", "HKD")),
    in_claim("misspelt_element", "hearing-langage", before("hearing-langage"), at="kind"),
    in_claim("unknown_element", "telephone", before("telephone"), at="calculation"),
    in_claim("element_of_other_namespace", "interest", _foreign, at="calculation"),
    in_claim("element_inside_text", "particulars/b", lambda element: element.append(new("b")), at="particulars"),
    in_claim("missing_element", "signatory/capacity", drop("capacity"), at="signatory"),
    in_claim("repeated_element", "kind", repeat(1)),
    in_claim("wrong_order", "reference", lambda claim: claim.append(find(claim, "reference")), at=""),
    in_claim("stray_text", "", _tail, at="amount"),
    in_claim("blank_in_value", "kind", say("debt\u3000")),
    Case("blank_between_elements", lambda: swap("</kind>", "</kind>&#x3000;"), 1, ""),
    in_claim("empty", "particulars", say(" \n ")),
    in_claim("not_one_of", "kind", say("services_charge")),
    in_claim("not_an_amount", "amount", say("12,500.00")),
    in_claim("too_many_decimals", "amount", say("12500.505")),
    in_batch("not_a_count", "claim-count", lambda root: find(root, "claim-count").__setattr__("text", "a score")),
    in_claim("not_a_date", "signatory/date", say("2025-02-30")),
    in_batch("more_faults", "", _many_faults),
    # The batch as a whole
    in_batch("claimant_without_name", "claimant", lambda root: drop("name-en", "name-zh")(find(root, "claimant"))),
    Case("too_few_claims", lambda: resized(20), None, "claims"),
    Case("too_many_claims", lambda: resized(100), None, "claims"),
    in_batch("claim_count_differs", "claim-count", lambda root: find(root, "claim-count").__setattr__("text", "22")),
    in_batch("total_amount_differs", "total-amount", lambda root: find(root, "total-amount").__setattr__("text", "1")),
    in_claim("reference_twice", "reference", _copy_of_first("reference")),
    in_claim("file_name_twice", "files/form-2/name", _copy_of_first("files/form-1/name")),
    replace(in_batch("sha256_twice", "files/form-1/sha256", _same_hash), claim=3),
    in_claim("claimant_differs", "parties/party[1]", say("Harbour Dark Energy"), at="parties/party[1]/name-en"),
    in_batch("identical_particulars", "claims", _same_words),
    replace(in_batch("same_defendant_and_sum", "parties", _same_debt), claim=4),
    # Each claim by itself
    in_claim("too_long", "reference", say("R" * (limits.REFERENCE_MAX + 1))),
    in_claim("control_characters", f"{PARTY}/name-en", say("CHAN \u202eTai Man")),
    in_claim("private_use_character", f"{PARTY}/name-zh", say("陳\ue3a0明")),
    in_claim("replacement_character", f"{PARTY}/name-zh", say("林\ufffd強")),
    in_claim("unassigned_character", f"{PARTY}/name-zh", say("陳\u0378明")),
    in_claim("no_letter", f"{PARTY}/name-en", say(".")),
    in_claim("question_mark_in_name", f"{PARTY}/name-zh", say("陳?明")),
    in_claim("letter_without_face", f"{PARTY}/name-zh", say("陳\U00031350明")),
    in_claim("amount_not_positive", "amount", say("0.00")),
    in_claim("amount_above_limit", "amount", say("75000.01")),
    in_claim("original_amount_missing", "excess-abandoned", _excess(original=None, abandoned="true"), at="amount"),
    in_claim("original_amount_not_above", "original-amount", _excess(original="75000", abandoned="true"), at="amount"),
    in_claim("excess_not_abandoned", "original-amount", _excess(original="80000.00", abandoned="false"), at="amount"),
    in_claim("claimant_missing", "parties", lambda parties: parties.remove(parties[0])),
    in_claim("claimant_repeated", "parties/party[3]/role", _last_party_first, at=""),
    in_claim("defendant_missing", "parties", role("represented"), at=""),
    in_claim("too_many_parties", "parties", repeat(49), at="parties/party[2]"),
    in_claim("party_without_name", PARTY, drop("name-en", "name-zh")),
    in_claim("too_many_addresses", f"{PARTY}/addresses", repeat(20), at=f"{PARTY}/addresses/address"),
    in_claim("no_address_to_serve", f"{PARTY}/addresses", say("false"), at=f"{PARTY}/addresses/address/serve"),
    in_claim("served_by_mistake", "parties/party[1]/addresses/address[1]/serve", say("true")),
    in_claim("too_many_lines", ADDRESS, repeat(6), at=f"{PARTY}/addresses/address/line"),
    in_claim("country_missing", ADDRESS, say("outside"), at=f"{PARTY}/addresses/address/area"),
    in_claim("signed_in_future", "signatory/date", say("2098-01-05")),
    in_claim("signed_too_early", "signatory/date", say("1825-01-05")),
    in_claim("file_name_with_path", "files/form-1/name", say("../../etc/form.pdf")),
    in_claim("file_name_not_pdf", "files/form-2/name", say("form.docx")),
    in_claim("sha256_malformed", "files/form-1/sha256", _sha256("xyz"), at="files/form-1"),
    in_claim("thin_particulars", "particulars", say("Money owed.")),
    in_claim("address_post_box", f"{ADDRESS}/line[1]", say("P.O. Box 99, General Post Office")),
    in_claim("address_too_short", f"{ADDRESS}/line[1]", only_line("12 Rd"), at=ADDRESS),
    in_claim("address_without_number", f"{ADDRESS}/line[1]", only_line("Green Hill Villas"), at=ADDRESS),
)  # fmt: skip
