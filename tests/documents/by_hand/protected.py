"""Protection that cannot be opened, pictures in every coding, and bytes before and behind."""

from __future__ import annotations

import base64
import zlib

from tests.documents.by_hand.bytes_of import TEXT, document, paper, papers, stream, with_objects

ID = b"/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
KEYS = b"/O<%s>/U<%s>/P -44" % (b"00" * 32, b"11" * 32)
GRAY = bytes(range(0, 256, 4))
PICTURE = b"/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray"


def _locked(how: bytes) -> bytes:
    return with_objects(b"<<" + how + b">>", trailer=b"/Encrypt 6 0 R" + ID)


papers(
    {
        "hand-encrypt-version-9.pdf": _locked(b"/Filter/Standard/V 9/R 9/Length 256" + KEYS),
        "hand-encrypt-unknown-handler.pdf": _locked(b"/Filter/FOPN_foweb/V 1/VEID(abc)"),
        "hand-encrypt-public-key.pdf": _locked(
            b"/Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Length 128/Recipients[<3082>]"
            b"/CF<</DefaultCryptFilter<</CFM/AESV2/Recipients[<3082>]>>>>/StmF/DefaultCryptFilter"
        ),
        "hand-encrypt-unknown-method.pdf": _locked(
            b"/Filter/Standard/V 4/R 4/Length 128/CF<</StdCF<</CFM/Foo>>>>/StmF/StdCF/StrF/StdCF" + KEYS
        ),
        "hand-encrypt-empty.pdf": _locked(b""),
        "hand-encrypt-null.pdf": document(trailer=b"/Encrypt null"),
        "hand-encrypt-missing.pdf": document(trailer=b"/Encrypt 99 0 R" + ID),
    }
)


def _pictured(data: bytes, more: bytes, *others: bytes, head: bytes = PICTURE) -> bytes:
    return with_objects(
        stream(data, head + more),
        *others,
        content=TEXT + b" q 100 0 0 100 60 300 cm /I Do Q",
        resources=b"/XObject<</I 6 0 R>>",
    )


def _lzw(data: bytes) -> bytes:
    """The data in LZW with the table cleared so often that every code has nine bits."""
    bits = ""
    for at in range(0, len(data), 200):
        bits += f"{256:09b}" + "".join(f"{byte:09b}" for byte in data[at : at + 200])
    bits += f"{257:09b}"
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _run_length(data: bytes) -> bytes:
    return (
        b"".join(
            bytes([len(data[at : at + 128]) - 1]) + data[at : at + 128] for at in range(0, len(data), 128)
        )
        + b"\x80"
    )


# A grey picture of 8 by 8 points, written once by a library.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWG"
    "kJ6jq62rZ4C8ybqmx5moq6T/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAf/EABcQAAMBAAAAAAAAAAAAAAAA"
    "AAADBWL/2gAIAQEAAD8AFwsH/9k="
)
A85 = base64.a85encode(GRAY) + b"~>"
PREDICTED = b"".join(b"\x02" + GRAY[at : at + 8] for at in range(0, 64, 8))

papers(
    {
        "hand-picture-raw.pdf": _pictured(GRAY, b""),
        "hand-picture-ascii85.pdf": _pictured(A85, b"/Filter/ASCII85Decode"),
        "hand-picture-hex.pdf": _pictured(GRAY.hex().encode() + b">", b"/Filter/ASCIIHexDecode"),
        "hand-picture-run-length.pdf": _pictured(_run_length(GRAY), b"/Filter/RunLengthDecode"),
        "hand-picture-lzw.pdf": _pictured(_lzw(GRAY), b"/Filter/LZWDecode"),
        "hand-picture-predictor.pdf": _pictured(
            zlib.compress(PREDICTED), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 8>>"
        ),
        "hand-picture-jpeg.pdf": _pictured(JPEG, b"/Filter/DCTDecode"),
        "hand-picture-lzw-jpeg.pdf": _pictured(_lzw(JPEG), b"/Filter[/LZWDecode/DCTDecode]"),
        "hand-picture-deflated-jpeg.pdf": _pictured(zlib.compress(JPEG), b"/Filter[/FlateDecode/DCTDecode]"),
        "hand-picture-ascii85-jpeg.pdf": _pictured(
            base64.a85encode(JPEG) + b"~>", b"/Filter[/ASCII85Decode/DCTDecode]/DecodeParms[null null]"
        ),
        "hand-picture-run-length-jpeg.pdf": _pictured(
            _run_length(JPEG), b"/Filter[/RunLengthDecode/DCTDecode]"
        ),
        "hand-picture-jpeg-damaged.pdf": _pictured(JPEG[:60], b"/Filter/DCTDecode"),
        "hand-picture-with-mask.pdf": _pictured(GRAY, b"/SMask 7 0 R", stream(GRAY[::-1], PICTURE)),
        "hand-picture-indexed.pdf": _pictured(
            bytes(range(4)) * 16,
            b"",
            head=PICTURE.replace(
                b"/DeviceGray", b"[/Indexed/DeviceRGB 3<000000ff000000ff000000ff>]/Decode[0 255]"
            ),
        ),
        "hand-picture-too-many-points.pdf": _pictured(
            b"", b"", head=PICTURE.replace(b"/Width 8/Height 8", b"/Width 90000/Height 90000")
        ),
        "hand-picture-size-indirect.pdf": _pictured(
            GRAY, b"", b"8", head=PICTURE.replace(b"/Width 8/Height 8", b"/Width 7 0 R/Height 7 0 R")
        ),
        "hand-text-ascii85-deflated.pdf": with_objects(
            stream(base64.a85encode(zlib.compress(TEXT)) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode]"),
            contents=b"/Contents 6 0 R",
        ),
        "hand-text-lzw.pdf": with_objects(
            stream(_lzw(TEXT), b"/Filter/LZWDecode"), contents=b"/Contents 6 0 R"
        ),
        "hand-text-crypt-identity.pdf": with_objects(
            stream(TEXT, b"/Filter/Crypt/DecodeParms<</Name/Identity>>"), contents=b"/Contents 6 0 R"
        ),
        "hand-text-filters-short-names.pdf": with_objects(
            stream(zlib.compress(TEXT), b"/Filter/Fl"), contents=b"/Contents 6 0 R"
        ),
    }
)


@paper("hand-jbig2.pdf")
def jbig2() -> bytes:
    """One white line of eight points, as a scanner's codec writes a region (coded like a fax)."""
    page = b"\0\0\0\0\x30\0\x01\0\0\0\x13" + (8).to_bytes(4, "big") * 2 + bytes(8) + b"\0\0\0"
    # Eight lines that repeat the white line above them: one bit each, then the end of the block.
    data = b"\xff\x00\x10\x01\x00\x10\x01"
    region = (8).to_bytes(4, "big") * 2 + bytes(8) + b"\0" + b"\x01" + data
    head = b"\0\0\0\1\x26\0\1" + len(region).to_bytes(4, "big")
    return _pictured(
        page + head + region,
        b"/Filter/JBIG2Decode",
        head=PICTURE.replace(b"/BitsPerComponent 8", b"/BitsPerComponent 1"),
    )


PLAIN = document()
papers(
    {
        "hand-empty.pdf": b"",
        "hand-blanks-only.pdf": b" \r\n\t\0" * 9,
        "hand-text-file.pdf": b"Form 2\r\nThe defendant owes HK$ 1,234.50.\r\n",
        "hand-word-file.pdf": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "hand-docx-file.pdf": b"PK\x03\x04\x14\0\0\0\x08\0" + b"[Content_Types].xml" + bytes(80),
        "hand-jpeg-file.pdf": JPEG,
        "hand-web-page.pdf": b"<!DOCTYPE html><title>Sign in</title>",
        "hand-program.pdf": b"MZ\x90\0" + bytes(200) + PLAIN,
        "hand-shell-script.pdf": b"#!/bin/sh\n" + PLAIN,
        "hand-gif-before.pdf": b"GIF89a" + bytes(20) + PLAIN,
        "hand-header-only.pdf": b"%PDF-1.7\n%%EOF\n",
        "hand-header-unknown-version.pdf": PLAIN.replace(b"%PDF-1.7", b"%PDF-9.9"),
        "hand-header-2.0.pdf": PLAIN.replace(b"%PDF-1.7", b"%PDF-2.0"),
        "hand-header-without-version.pdf": PLAIN.replace(b"%PDF-1.7", b"%PDF-   "),
        "hand-print-job-before.pdf": b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n" + PLAIN,
        "hand-postscript-file.pdf": b"%!PS-Adobe-3.0\n/Helvetica 12 selectfont 72 72 moveto (x) show showpage\n",
        "hand-fdf-file.pdf": b"%FDF-1.2\n1 0 obj\n<</FDF<</Fields[]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n",
        "hand-zeros-behind.pdf": PLAIN + bytes(2000),
        "hand-blank-lines-behind.pdf": PLAIN + b"\r\n\r\n\x1a",
        "hand-web-page-behind.pdf": PLAIN + b"<script>alert(1)</script>",
    }
)


@paper("hand-501-pages.pdf")
def too_many_pages() -> bytes:
    """One page more than a form may have; all of them in one stream of objects."""
    count, first = 501, 10
    kids = b" ".join(b"%d 0 R" % number for number in range(first, first + count))
    bodies = [b"<</Type/Page/Parent 2 0 R>>"] * count
    numbers = range(first, first + count)
    offsets, at = [], 0
    for body in bodies:
        offsets.append(at)
        at += len(body) + 1
    index = b" ".join(b"%d %d" % pair for pair in zip(numbers, offsets, strict=True)) + b" "
    packed = zlib.compress(index + b" ".join(bodies), 9)
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[" + kids + b"]/Count 501/MediaBox[0 0 595 842]/Resources<<>>>>",
        3: stream(packed, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(index))),
    }.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    places[4] = len(out)
    rows = [b"\1" + places[number].to_bytes(3, "big") + b"\0\0" for number in range(1, 5)]
    rows += [b"\2" + (3).to_bytes(3, "big") + place.to_bytes(2, "big") for place in range(count)]
    table = b"/Type/XRef/Root 1 0 R/Size %d/W[1 3 2]/Index[1 4 %d %d]" % (first + count, first, count)
    out += b"4 0 obj\n" + stream(b"".join(rows), table, deflated=True) + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % places[4])
