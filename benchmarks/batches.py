"""The batches that are measured: typical ones, the largest that the law allows, and forms of a scan's size."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pikepdf
from lxml import etree
from PIL import Image, ImageChops, ImageDraw

from filing.bulk.sample import sample_batch
from filing.bulk.write import batch_tree, batch_xml
from filing.rules import limits
from filing.rules.batch import BatchData
from filing.rules.claim import ClaimData

SEED = 2026
MEGABYTE = 1024 * 1024
_MARK = b"(Form 00000)"
SCANNED, GRAIN = (1654, 2339), 20  # A4 at 200 dots an inch, and how fine its grain is


@dataclass(frozen=True)
class Scale:
    """How much is measured. The tiny one only shows that everything runs."""

    rounds: int = 9
    heavy_rounds: int = 3  # of a row whose round takes most of a minute
    warm_up: int = 1  # rounds before those that count
    claims: int = 99
    fewer: int = 33
    upload_bytes: int = 450 * MEGABYTE
    job_bytes: int = 362 * MEGABYTE
    scans: int = 198
    alone: int = 15  # forms that come one by one
    notices: int = 24

    def with_rounds(self, rounds: int) -> Scale:
        """The same with so many rounds, a third as many where they are heavy."""
        return replace(self, rounds=rounds, heavy_rounds=max(1, rounds // 3))


TINY = Scale(
    1,
    1,
    warm_up=0,
    claims=21,
    fewer=21,
    upload_bytes=MEGABYTE,
    job_bytes=MEGABYTE,
    scans=2,
    alone=1,
    notices=2,
)


def typical(claims: int) -> bytes:
    """The XML of a batch as claimants write it."""
    return batch_xml(sample_batch(claims, seed=SEED))


@cache
def largest(claims: int = limits.CLAIMS_MAX) -> bytes:
    """The XML of the largest batch that the law allows: each claim with 50 parties of 20 addresses each."""
    batch = sample_batch(claims, seed=SEED)
    full = replace(batch, claims=tuple(_full(claim) for claim in batch.claims))
    return etree.tostring(batch_tree(full), encoding="UTF-8", xml_declaration=True)


def wholly_faulty(claims: int = limits.CLAIMS_MAX) -> bytes:
    """The largest batch with one fault at each of its 99,000 addresses."""
    return largest(claims).replace(b"<serve>true</serve>", b"<serve>yes</serve>")


def _full(claim: ClaimData) -> ClaimData:
    defendant = claim.parties_as("defendant")[0]
    more = limits.PARTIES_MAX - len(claim.parties)
    parties = [*claim.parties, *(defendant._replace(name_en=f"Party {number}") for number in range(more))]
    addresses = [(party.addresses * limits.ADDRESSES_MAX)[: limits.ADDRESSES_MAX] for party in parties]
    return replace(
        claim,
        parties=tuple(party._replace(addresses=each) for party, each in zip(parties, addresses, strict=True)),
    )


def forms(batch: BatchData, total_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of both forms of each claim, all different, `total_bytes` together: scans, that is, pictures."""
    names = [form.name for claim in batch.claims for form in claim.forms]
    scan = _scan(total_bytes // len(names))
    for number, name in enumerate(names):
        yield name, scan.replace(_MARK, b"(Form %05d)" % number)


@cache
def _scan(size: int) -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        grey = random.Random(SEED).randbytes(max(size - 1500, 1000) // 1000 * 1000)
        picture = pdf.make_stream(
            grey,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=1000,
            Height=len(grey) // 1000,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Scan=picture), Font=pikepdf.Dictionary(F1=font)
        )
        words = b"q 595 0 0 842 0 0 cm /Scan Do Q BT /F1 12 Tf 72 720 Td " + _MARK + b" Tj ET"
        page.Contents = pdf.make_stream(words)
        out = io.BytesIO()
        pdf.save(out, static_id=True, compress_streams=False)
    return out.getvalue()


def scanned(count: int) -> Iterator[bytes]:
    """So many typical filled forms, all different: two pages from a scanner, grey, 200 dots an inch, 1.8 MB."""
    scan = _two_pages()
    for number in range(count):
        yield scan.replace(_MARK, b"(Form %05d)" % number)


@cache
def _two_pages() -> bytes:
    with pikepdf.new() as pdf:
        for place in range(2):
            picture = pdf.make_stream(
                _photograph(place),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=SCANNED[0],
                Height=SCANNED[1],
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
            page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q % " + _MARK)
        out = io.BytesIO()
        pdf.save(out, static_id=True, compress_streams=False)
    return out.getvalue()


def _photograph(place: int) -> bytes:
    """Lines of words on paper with a grain, as JPEG of 0.9 MB."""
    chance = random.Random(SEED + place)
    paper = Image.new("L", SCANNED, 238)
    pen = ImageDraw.Draw(paper)
    for line in range(150, SCANNED[1] - 150, 38):
        words = (
            "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(22)
        )
        pen.text((150, line), " ".join(words), fill=20, font_size=24)
    grain = Image.frombytes("L", SCANNED, chance.randbytes(SCANNED[0] * SCANNED[1]))
    out = io.BytesIO()
    ImageChops.subtract(paper, grain.point(lambda grey: grey // GRAIN)).save(out, "JPEG", quality=75)
    return out.getvalue()
