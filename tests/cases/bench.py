"""A court with its data, a claimant with its people, and claims to open cases for."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pikepdf
from django.db import transaction

from accounts.models import Account, Branch, Organisation, User
from cases.models import Case, CaseType, Court, DocumentType, HearingSession, Party
from cases.opening import Opening, OpeningAddress, OpeningParty
from cases.transitions import book_session, open_case
from icms.files.keep import keep_bytes
from icms.files.models import PDF, StoredFile
from icms.lib import clock
from icms.lib.clock import HONG_KONG

_serial = count(1)
A4 = (595.28, 841.89)


def blank_pdf(*, pages: int = 1, size: tuple[float, float] = A4, text: str = "Filed") -> bytes:
    """A small PDF with a word in the middle of each page."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=size)
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            name = page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font)
            page.contents_add(f"BT {name} 12 Tf 100 300 Td ({text}) Tj ET".encode())
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@dataclass
class Registry:
    """The Small Claims Tribunal with one session, and an approved claimant's people."""

    court: Court
    session: HearingSession
    filer: Account
    default: Account
    officer: User

    def opening(
        self, *, batch: str = "T20261122-0000001-K", language: str = "en", **changes: object
    ) -> Opening:
        """A claim handed over for a case, with two forms as filed."""
        number = next(_serial)
        values = {
            "case_type_id": CaseType.objects.get(code="sctc").pk,
            "language": language,
            "kind": "debt",
            "amount_cents": 6_000_000,
            "completed_at": clock.now(),
            "deemed_at": clock.now(),
            "filer_id": self.filer.pk,
            "organisation_id": self.filer.organisation_id,
            "branch_id": self.filer.branch_id,
            "claim_reference": f"HL-{number:05d}",
            "batch_reference": "HL-2026-11",
            "batch": batch,
            "session_id": self.session.pk,
            "parties": (
                party("claimant", "Harbour Light Energy Limited", "海港光能源有限公司"),
                party("defendant", "Chan Tai Man", "陳大文", serve=True),
            ),
            "documents": ((type_of("form_1").pk, stored().pk), (type_of("form_2").pk, stored(pages=2).pk)),
        }
        return Opening(**{**values, **changes})

    def accept(self, opening: Opening | None = None) -> Case:
        """Opens a case in a transaction of its own."""
        with transaction.atomic(durable=True):
            return open_case(opening or self.opening(), by=self.officer)

    def book(self, places: int, *, batch: str, session: HearingSession | None = None) -> None:
        """Keeps places in a transaction of its own."""
        with transaction.atomic(durable=True):
            book_session((session or self.session).pk, batch=batch, places=places, filed_on=clock.today())


def type_of(code: str) -> DocumentType:
    """A document type of the Tribunal, as shipped."""
    return DocumentType.objects.get(court__code="sct", code=code)


def party(
    role: str, name_en: str, name_zh: str = "", *, serve: bool = False, trading_as: str = ""
) -> OpeningParty:
    address = OpeningAddress("business", "Flat A, 5/F\n12 Fa Yuen Street\nMong Kok KLN", serve)
    return OpeningParty(role, "company", name_en, name_zh, trading_as, (address,))


def correct(party: Party, **changes: object) -> Party:
    """A row that corrects another one, as the registrar's act writes it (REG-9)."""
    kept = ("case_id", "position", "role", "kind", "name_en", "name_zh", "trading_as")
    return Party.objects.create(
        **{**{name: getattr(party, name) for name in kept}, **changes},
        supersedes=party,
        correction_reason="The name was misspelt in Form 1.",
        correction_order="Order of 2 December 2026",
        corrected_at=clock.now(),
    )


def stored(*, pages: int = 1, text: str = "Filed") -> StoredFile:
    """A form as it was filed."""
    return keep_bytes(blank_pdf(pages=pages, text=text), PDF)


def session_in(days: int, *, court: Court, capacity: int = 99, place: str = "Courtroom 1") -> HearingSession:
    """A session at ten o'clock so many days ahead."""
    day = clock.today() + timedelta(days=days)
    starts_at = datetime(day.year, day.month, day.day, 10, tzinfo=HONG_KONG)
    return HearingSession.objects.create(
        court=court, place_en=place, place_zh="第1號法庭", starts_at=starts_at, capacity=capacity
    )


def registry() -> Registry:
    """Makes all of it."""
    court = Court.objects.get(code="sct")
    organisation = Organisation.objects.create(
        kind="company",
        name_en="Harbour Light Energy Limited",
        name_zh="海港光能源有限公司",
        registration_number="T-1",
    )
    branch = Branch.objects.create(organisation=organisation, code="HQ", name="HQ", is_headquarters=True)

    def member(email: str) -> Account:
        user = User.objects.create_user(email, None, name_en=email.split("@")[0])
        return Account.objects.create(
            user=user, role="organisation_user", organisation=organisation, branch=branch
        )

    default, filer = member("first@example.test"), member("filer@example.test")
    officer = User.objects.create_user("officer@example.test", None, is_staff=True)
    return Registry(court, session_in(30, court=court), filer, default, officer)
