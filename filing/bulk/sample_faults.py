"""Mistakes that claimants make, put into a made-up batch: in its XML, which stays well-formed, and in its files."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
from lxml import etree

from filing.bulk.parse import FORMS, QUALIFIED
from filing.bulk.read import claim_elements
from filing.rules.claim import ClaimData

_DEFENDANT = "parties/party[2]"


def _at(element: etree._Element, path: str) -> etree._Element:
    found = element.find("/".join(QUALIFIED + step for step in path.split("/")))
    if found is None:
        raise ValueError(f"a made claim has no {path}")
    return found


def _set(path: str, text: str) -> Callable[[etree._Element], None]:
    def spoil(claim: etree._Element) -> None:
        _at(claim, path).text = text

    return spoil


def _drop(path: str) -> Callable[[etree._Element], None]:
    def spoil(claim: etree._Element) -> None:
        element = _at(claim, path)
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    return spoil


def _add_telephone(claim: etree._Element) -> None:
    extra = etree.Element(f"{QUALIFIED}telephone")
    extra.text = "2345 6789"
    _at(claim, "calculation").addprevious(extra)


def _serve_nowhere(claim: etree._Element) -> None:
    for serve in claim.iterfind(f".//{QUALIFIED}serve"):
        serve.text = "false"


def _forget_names(claim: etree._Element) -> None:
    party = _at(claim, _DEFENDANT)
    for name in ("name-en", "name-zh"):
        if (element := party.find(QUALIFIED + name)) is not None:
            party.remove(element)


# One mistake a claim, from the second claim on: the first stays right, so that its reference can be repeated.
CLAIM_FAULTS: tuple[tuple[str, Callable[[etree._Element], None]], ...] = (
    ("an amount with a comma", _set("amount", "12,500.00")),
    ("an amount one cent above HK$75,000", _set("amount", "75000.01")),
    ("an amount with three decimals", _set("amount", "1234.567")),
    ("a defendant with no address to serve", _serve_nowhere),
    ("an unknown element in the middle", _add_telephone),
    ("a day that no calendar has", _set("signatory/date", "2025-02-30")),
    ("no capacity of the person who signed", _drop("signatory/capacity")),
    ("a file name with a path", _set("files/form-1/name", "C:\\Claims\\form1.pdf")),
    ("a misspelt kind of claim", _set("kind", "services_charge")),
    ("a defendant without a name", _forget_names),
    (
        "an address outside Hong Kong without a country",
        _set(f"{_DEFENDANT}/addresses/address/area", "outside"),
    ),
    ("a form that is no PDF by its name", _set("files/form-2/name", "form2.docx")),
    ("an amount of nothing", _set("amount", "0.00")),
    ("empty particulars", _set("particulars", " ")),
    ("very short particulars (a warning)", _set("particulars", "Money owed.")),
    ("a post office box (a warning)", _set(f"{_DEFENDANT}/addresses/address/line", "P.O. Box 1234")),
)


def spoil_xml(root: etree._Element) -> list[str]:
    """Puts the mistakes into the tree of a batch; returns what they are, in English."""
    claims = claim_elements(root)
    done = []
    for number, (words, spoil) in enumerate(CLAIM_FAULTS, 2):
        if number <= len(claims):
            spoil(claims[number - 1])
            done.append(f"XML, claim {number}: {words}")
    if len(claims) > len(CLAIM_FAULTS) + 1:
        _at(claims[-1], "reference").text = _at(claims[0], "reference").text
        done.append(f"XML, claim {len(claims)}: the reference of claim 1 again")
    _at(root, "claim-count").text = str(len(claims) + 1)
    done.append("XML, batch: a number of claims that is one too high")
    return done


def spoil_files(folder: Path, claims: list[ClaimData]) -> tuple[list[ClaimData], list[str]]:
    """Spoils forms from the last claim backwards, one way each; returns the claims and what was done, in English."""
    places = [(n, at) for n in reversed(range(len(claims))) for at in range(len(FORMS))]
    spoilt, done = list(claims), []
    # A file of the same name and another hash has to be in a claim whose XML gives one: the last of these.
    hashed = next((n for n in reversed(range(len(claims))) if claims[n].forms[0].sha256), None)
    if hashed is not None and len(claims) > 1:
        first, *others = spoilt[hashed].forms
        wrong = first._replace(sha256="0123456789abcdef" * 4)
        spoilt[hashed] = replace(spoilt[hashed], forms=(wrong, *others))
        done.append(f"file {first.name}: a SHA-256 in the XML that is not that of the file")
        places.remove((hashed, 0))
    for (number, at), (words, spoil) in zip(places, FILE_FAULTS, strict=False):
        name = claims[number].forms[at].name
        spoil(folder / name)
        done.append(f"file {name}: {words}")
    return spoilt, done


def _encrypt(path: Path) -> None:
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user="secret"))


def _script(path: Path) -> None:
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        action = pdf.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('Hello');"))
        )
        pdf.Root.OpenAction = action
        tree = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("hello"), action]))
        pdf.Root.Names = pikepdf.Dictionary(JavaScript=tree)
        pdf.save(path, deterministic_id=True)


FILE_FAULTS: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("missing", Path.unlink),
    ("a program with the suffix .pdf", lambda path: path.write_bytes(b"MZ\x90\x00" + b"\x00" * 2044)),
    ("encrypted", _encrypt),
    ("with JavaScript", _script),
    ("empty", lambda path: path.write_bytes(b"")),
    ("cut off half-way", lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])),
    ("there twice, under two names", lambda path: shutil.copy(path, path.with_name(f"Copy of {path.name}"))),
)
