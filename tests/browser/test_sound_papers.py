"""A law firm's papers, made by real programs, from the upload to the sealed copies in the message box (DOC-2a, BLK-13).

Half of the batch are the portal's own blanks; the others come from the corpus, under the names that the claims give.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Locator, expect

from icms.files.refusals import NOTES
from tests.browser import access, desk, people, sealed_copies
from tests.browser.person import MINUTE, Person
from tests.browser.test_the_main_job import CASE_NUMBER, REFERENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CORPUS = Path(__file__).parents[1] / "documents" / "corpus"
CLAIMS = 21
OWES, OWES_IN_CHINESE = "The defendant owes HK$ 1,234.50.", "陳大文欠款港幣 1,234.50 元"
ACCEPTED = "%(case)s: claim accepted, hearing on %(hearing_at)s"

# (claim, form) -> the paper, what its sealed copy must say, and of what filer and officer are told. Claims with even
# numbers: for those with odd ones the import file gives the SHA-256 of its own forms.
Place = tuple[int, int]
PAPERS: dict[Place, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    (2, 1): ("libreoffice-writer", (OWES,), ()),
    (2, 2): ("hand-word-like", (OWES,), ()),
    (4, 1): ("ghostscript-from-libreoffice", (OWES,), ()),
    (4, 2): ("ghostscript-pdfa", (OWES,), ()),
    (6, 1): ("cairo-from-svg", (OWES,), ()),
    (6, 2): ("cairo-chinese", (OWES_IN_CHINESE,), ()),
    (8, 1): ("scan-fax-g4", (), ()),
    (8, 2): ("scan-with-text-layer", (OWES,), ()),
    (10, 1): ("pypdf-form-filled-no-ap", (OWES, "HK$ 1,234.50 debt"), ("fields_fixed",)),
    (10, 2): ("pdf-lib-form-chinese-no-ap", ("陳大文", "Goods sold", "and delivered"), ("fields_fixed",)),
    (12, 1): ("libreoffice-restricted", (OWES,), ("restricted",)),
    (12, 2): ("qpdf-restricted-form", ("Chan Tai Man",), ("fields_fixed", "restricted")),
    (14, 1): ("pyhanko-signed", (OWES,), ("signed",)),
    (14, 2): ("pyhanko-signed-over-stamp", (OWES, "Signed by Chan Tai Man"), ("signed", "stamp_covers")),
    (16, 1): ("libreoffice-notes", (OWES,), ("notes_fixed",)),
    (16, 2): ("fpdf2-notes", (OWES, "Paid"), ("notes_fixed",)),
    (18, 1): ("pillow", (), ()),
    (18, 2): ("scan-two-pages", (), ()),
    (20, 1): ("pdfkit-form-format", ("1234.50", "2025-02-05"), ("fields_fixed",)),
    (20, 2): ("pdf-lib-form-filled", ("Wong Siu Ming",), ("fields_fixed",)),
}
REFUSED_FIRST: Place = (12, 2)
REFUSED = "trial-xfa"


@dataclass(frozen=True)
class Batch:
    """A batch on the law firm's disk, read as its import file says it."""

    folder: Path

    @cached_property
    def claims(self) -> list[etree._Element]:
        """The claims in their order."""
        [file] = self.folder.glob("*.xml")
        return list(etree.parse(file).getroot().iter("{*}claim"))

    def reference(self, claim: int) -> str:
        """The claimant's reference of a claim."""
        return str(self.claims[claim - 1].findtext("{*}reference"))

    def file(self, place: Place) -> Path:
        """The file that a claim names for a form."""
        claim, form = place
        [name] = self.claims[claim - 1].iterfind(f".//{{*}}form-{form}/{{*}}name")
        return self.folder / str(name.text)


def put_papers(batch: Batch) -> None:
    """Lays the papers of real programs into the folder of the batch, under the names that the claims give."""
    for place, (paper, _words, _notes) in PAPERS.items():
        shutil.copy(CORPUS / f"{paper}.pdf", batch.file(place))
    shutil.copy(CORPUS / f"{REFUSED}.pdf", batch.file(REFUSED_FIRST))


def row_of(person: Person, reference: str) -> Locator:
    """The row of a claim in a table."""
    return person.page.get_by_role("row").filter(
        has=person.page.get_by_role("rowheader", name=reference, exact=True)
    )


def badges(filer: Person) -> Locator:
    """The badges of the files that are being checked."""
    return filer.page.locator("#forms .badge").filter(has_text=filer.words("Being checked"))


def upload_with_one_that_is_refused(filer: Person, batch: Batch) -> None:
    """All 42 at once; the one of the kind XFA is refused with the way out, the others are being checked."""
    people.choose_forms(filer, sorted(batch.folder.glob("*.pdf")))
    on = filer.link("Go on with what has arrived")
    expect(on).to_be_visible(timeout=MINUTE)
    filer.looks()
    filer.goes(on)
    not_taken = filer.page.locator("#not-taken li")
    expect(not_taken).to_have_count(1)
    expect(not_taken).to_contain_text(batch.file(REFUSED_FIRST).name)
    expect(not_taken).to_contain_text("an interactive form of the kind XFA, which many programs cannot show")
    expect(not_taken).to_contain_text("print it to a new PDF")


def look_while_files_are_checked(filer: Person, batch: Batch) -> None:
    """The pages say so, the numbers are right, and nobody can pay meanwhile."""
    forms = filer.page.url
    filer.sees(people.BEING_CHECKED)
    filer.reads(f"{2 * CLAIMS - 1} of {2 * CLAIMS} files are still being checked.")
    expect(badges(filer)).to_have_count(2 * CLAIMS - 1)
    filer.looks("forms-being-checked")
    filer.goes(filer.page.get_by_role("link", name=batch.file((10, 1)).name, exact=True))
    filer.sees("This file is being checked")
    filer.looks("preview-being-checked")
    filer.opens(forms)
    filer.follows("Check your answers")
    filer.sees(people.BEING_CHECKED)
    expect(filer.link("Go on: declare and pay")).to_have_count(0)
    summary = filer.page.locator("[data-error-summary]")
    # The file that was not taken, and the form that is missing.
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(summary).not_to_contain_text("being checked")
    filer.looks("review-being-checked")
    filer.opens(forms)


def see_the_page_load_itself_again(filer: Person) -> None:
    """Nobody presses anything: when the checks are done the page is there anew, and says so."""
    people.wait_for_checks(filer)
    assert filer.page.evaluate("window.beforeTheChecks") is None
    expect(badges(filer)).to_have_count(0)


def replace_the_refused(filer: Person, batch: Batch) -> None:
    """Removes the file that was not taken, and uploads a sound one under its name."""
    filer.looks("forms-checked-one-refused")
    filer.goes(filer.page.locator("#not-taken button"))
    file = batch.file(REFUSED_FIRST)
    shutil.copy(CORPUS / f"{PAPERS[REFUSED_FIRST][0]}.pdf", file)
    people.choose_forms(filer, [file])
    filer.sees("Every claim has both forms", within=MINUTE)
    people.wait_for_checks(filer)


def read_the_notes(filer: Person, batch: Batch) -> None:
    """What was fixed, signed, restricted or will be covered is said beside the file and over its preview."""
    forms = filer.page.url
    for (claim, form), (_paper, _words, notes) in PAPERS.items():
        slot = row_of(filer, batch.reference(claim)).get_by_role("cell").nth(form)
        for code in NOTES:
            said = slot.get_by_text(filer.words(str(NOTES[code])))
            if code in notes:
                expect(said).to_be_visible()
            elif notes == ():
                expect(said).to_have_count(0)
    blanks = row_of(filer, batch.reference(1))
    expect(blanks.get_by_text(filer.words(str(NOTES["stamp_covers"])))).to_have_count(0)
    filer.looks("forms-with-notes")
    for place in ((10, 2), (14, 2), (8, 1), (18, 2)):
        filer.goes(filer.page.get_by_role("link", name=batch.file(place).name, exact=True))
        for code in PAPERS[place][2]:
            filer.sees(str(NOTES[code]))
        assert filer.page.locator(".page-viewer img").evaluate(
            "image => image.decode().then(() => image.naturalWidth)"
        )
        filer.looks("preview-{}-{}".format(*place))
        filer.opens(forms)


def declare_and_pay(filer: Person) -> str:
    """From the review, which says the notes again, to the acknowledgement; gives the transaction reference number."""
    filer.follows("Check your answers")
    filer.sees(str(NOTES["stamp_covers"]))
    filer.looks("review-with-notes")
    people.go_to_declare(filer)
    people.declare(filer, means=people.CARD)
    people.pay(filer)
    reference = REFERENCE.search(filer.page.get_by_role("main").inner_text())
    assert reference is not None
    return reference.group()


def accept_with_the_notes_in_sight(officer: Person, reference: str) -> None:
    """The officer reads the same notes beside the claim and its pages, and accepts the whole batch."""
    desk.find_submission(officer, reference)
    batch = officer.page.url
    for claim in (10, 14):
        desk.open_claim(officer, claim)
        for code in {code for form in (1, 2) for code in PAPERS[claim, form][2]}:
            officer.sees(str(NOTES[code]))
        officer.looks(f"officer-claim-{claim}")
        officer.opens(batch)
    desk.accept_the_chosen(officer, CLAIMS)


def case_numbers(filer: Person, reference: str) -> dict[str, str]:
    """The claims of the submission and their cases, when every claim is one."""
    filer.opens("/sct/filing/submissions/")
    filer.goes(filer.page.get_by_role("link", name=reference).first)
    for _look in range(60):
        rows = filer.page.locator("#claims tbody tr").all()
        found = {
            row.get_by_role("rowheader").inner_text(): CASE_NUMBER.search(row.inner_text()) for row in rows
        }
        if all(found.values()):
            return {claim: case.group() for claim, case in found.items() if case}
        filer.page.wait_for_timeout(1000)
        filer.page.reload()
    raise AssertionError(f"after a minute there are claims without a case: {found}")


def messages_of(filer: Person, cases: list[str]) -> dict[str, str]:
    """The address of the message that each of these cases brought."""
    for _look in range(60):
        found: dict[str, str] = {}
        for page in (1, 2):
            filer.opens(f"/messages/?page={page}")
            for link in filer.page.get_by_role("link", name=filer.pattern(ACCEPTED)).all():
                number = CASE_NUMBER.search(link.inner_text())
                assert number is not None
                found[number.group()] = str(link.get_attribute("href"))
        if set(cases) <= set(found):
            return found
        filer.page.wait_for_timeout(1000)
    raise AssertionError(f"after a minute there is no message for {set(cases) - set(found)}")


def download(filer: Person, message: str, folder: Path) -> dict[int, tuple[str, bytes]]:
    """The sealed forms that a message encloses: by the number of the form, the reference it is listed by, its bytes."""
    filer.opens(message)
    listed = [
        re.search(sealed_copies.REFERENCE, row.inner_text())
        for row in filer.page.locator("ul.files li").all()
    ]
    with filer.page.expect_download() as coming:
        filer.link("Download all (ZIP)").click()
    saved = folder / "case.zip"
    coming.value.save_as(saved)
    with zipfile.ZipFile(saved) as archive:
        names = {name: archive.read(name) for name in archive.namelist()}
    assert len(names) == len(listed) == 3
    references = {found.group() for found in listed if found}
    forms = {
        form: data for form in (1, 2) for name, data in names.items() if name.endswith(f"form-{form}.pdf")
    }
    found = {
        form: sealed_copies.REFERENCE.findall(sealed_copies.texts(data)[0]) for form, data in forms.items()
    }
    assert all(found[form] and found[form][0] in references for form in (1, 2)), (found, references)
    return {form: (found[form][0], data) for form, data in forms.items()}


def test_a_law_firms_papers_by_real_programs_go_from_the_upload_to_sealed_copies(
    person, make_batch, idle_workers, tmp_path: Path
):
    filer, officer = person("filer@demo.example"), person("officer@demo.example")
    filer.widths = officer.widths = (access.DESK, access.PHONE)
    batch = Batch(make_batch(CLAIMS))
    put_papers(batch)
    people.go_to_commence(filer)
    people.import_claims(filer, batch.folder)
    with idle_workers():
        upload_with_one_that_is_refused(filer, batch)
        look_while_files_are_checked(filer, batch)
        filer.page.evaluate("window.beforeTheChecks = true")
    see_the_page_load_itself_again(filer)
    replace_the_refused(filer, batch)
    read_the_notes(filer, batch)
    reference = declare_and_pay(filer)
    accept_with_the_notes_in_sight(officer, reference)

    cases = case_numbers(filer, reference)
    messages = messages_of(filer, list(cases.values()))
    wrong = []
    for claim in sorted({claim for claim, _form in PAPERS}):
        copies = download(filer, messages[cases[batch.reference(claim)]], tmp_path)
        for form, (_listed, data) in copies.items():
            paper, words, _notes = PAPERS[claim, form]
            wrong += [f"{paper}: {fault}" for fault in sealed_copies.faults(data, words)]
    assert wrong == []
    assert not filer.faults + officer.faults, "\n".join(filer.faults + officer.faults)
