"""The signed forms: matched by name, refused with the reason, moved by hand, previewed (A11, A12, A32)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import resolve, reverse

from filing import transitions
from filing.models import Claim, Submission, SubmittedDocument, Upload
from filing.rules import limits
from icms.files.models import StoredFile
from icms.lib.errors import Refused
from tests.files import makers
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")


def send(client, submission: Submission, files: stage.Files, *, script: bool = False):
    headers = {"Accept": "application/json", "X-Requested-With": "fetch"} if script else {}
    parts = [stage.upload(name, data) for name, data in files]
    return client.post(
        reverse("filing:upload", args=["sct", submission.pk]), {"files": parts}, headers=headers
    )


def place_of(upload: Upload) -> tuple[int, str]:
    """The number of the claim whose paper a file is, and the code of the paper's type."""
    paper = SubmittedDocument.objects.select_related("claim", "document_type").get(upload=upload)
    return paper.claim.position, paper.document_type.code


def paper(claim: Claim, code: str) -> SubmittedDocument:
    return claim.documents.get(document_type__code=code)


def test_a12_all_forms_uploaded_at_once_find_their_claims():
    submission = stage.prepared(with_forms=False)
    answer = send(stage.browser(), submission, stage.forms(stage.batch()))
    assert answer.status_code == 302
    assert submission.uploads.present().count() == 42
    upload = submission.uploads.get(name=stage.batch().claims[3].forms[1].name)
    assert place_of(upload) == (4, "form_2")


def test_a_script_hears_of_each_file_what_became_of_it():
    submission = stage.prepared(with_forms=False)
    name, data = stage.forms(stage.batch())[0]
    files = [(name, data), ("letter.pdf", makers.pdf(text="letter")), ("program.pdf", b"MZ" + b"\0" * 200)]
    found = send(stage.browser(), submission, files, script=True).json()["files"]
    assert [each["state"] for each in found] == ["received", "received", "refused"]
    assert found[0]["claim"] == stage.batch().claims[0].reference
    assert found[0]["form"] == "form_1"
    assert found[0]["scan"] == "not_scanned"
    assert "Belongs to no form yet" in found[1]["note"]
    assert "a program" in found[2]["fault"]
    assert not found[0]["fault"]


def test_a_part_sent_again_after_a_lost_line_is_not_kept_twice():
    submission = stage.prepared()
    count, version = submission.uploads.count(), submission.version
    stage.receive(submission, stage.forms(stage.batch())[:5])
    submission.refresh_from_db()
    assert (submission.uploads.count(), submission.version) == (count, version)


def test_two_files_for_one_form_are_both_shown_and_nothing_is_guessed():
    submission = stage.prepared()
    name = stage.batch().claims[0].forms[0].name
    stage.receive(submission, [(name, makers.pdf(text="another"))])
    words = stage.page(stage.browser(), "forms", submission.pk)
    assert f"Form 1 of claim {stage.batch().claims[0].reference} has a file already" in words
    assert submission.uploads.present().count() == 42


def test_a_refused_file_does_not_count_and_makes_way_for_a_sound_one():
    submission = stage.prepared(with_forms=False)
    files = stage.forms(stage.batch())
    stage.receive(submission, [(files[0][0], makers.pdf(change=makers.open_javascript)), *files[1:]])
    words = stage.page(stage.browser(), "forms", submission.pk)
    assert "Files that were not taken" in words
    assert "holds an action" in words
    assert submission.uploads.present().count() == 41
    stage.receive(submission, files[:1])
    assert submission.uploads.present().count() == 42
    assert not submission.uploads.unsound().exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.pdf", b""),
        ("broken.pdf", b"%PDF-1.7 and nothing"),
        ("word.docx", b"PK\x03\x04" + b"\0" * 100),
        ("../../etc/passwd\x00.pdf", b"MZ"),
        ("申索書\u202efdp.exe", b"MZ"),
    ],
)
def test_a_bad_file_is_refused_with_words_and_can_be_removed(name: str, data: bytes):
    submission = stage.prepared(with_forms=False)
    client = stage.browser()
    send(client, submission, [(name, data)])
    upload = submission.uploads.get()
    assert not upload.file.accepted
    assert "/" not in upload.name
    client.post(reverse("filing:remove", args=["sct", submission.pk, upload.pk]))
    assert not submission.uploads.exists()
    assert not StoredFile.objects.exists()


def test_a_file_is_moved_to_a_claim_by_hand_and_stays_there_after_another_import():
    submission = stage.prepared(with_forms=False)
    stage.receive(submission, [("scan 0001.pdf", makers.pdf(text="scan"))])
    upload, claim = submission.uploads.get(), submission.batch.claims.get(position=5)
    client = stage.browser()
    move = reverse("filing:move", args=["sct", submission.pk, upload.pk])
    assert "Choose the claim and form" in client.post(move, {"target": ""}).content.decode()
    client.post(move, {"target": paper(claim, "form_2").pk})
    upload.refresh_from_db()
    assert (place_of(upload), upload.document.placed_by_hand) == ((5, "form_2"), True)
    transitions.import_batch(stage.batch(), into=submission.pk, court=stage.court(), by=stage.account())
    upload.refresh_from_db()
    assert place_of(upload) == (5, "form_2")


def test_a_file_put_by_hand_takes_the_place_of_the_one_that_had_it():
    submission = stage.prepared()
    stage.receive(submission, [("better.pdf", makers.pdf(text="better"))])
    better, claim = submission.uploads.get(name="better.pdf"), submission.batch.claims.get(position=1)
    transitions.place(submission.pk, better.pk, document_id=paper(claim, "form_1").pk, by=stage.account())
    assert paper(claim, "form_1").upload == better
    assert submission.uploads.sound().filter(document=None).count() == 1


def test_a_sha256_in_the_import_file_decides_and_not_the_name():
    data = stage.batch()
    one, two = data.claims[0].forms
    first = replace(data.claims[0], forms=(one._replace(sha256="0" * 64), two))
    submission = transitions.import_batch(
        replace(data, claims=(first, *data.claims[1:])), into=None, court=stage.court(), by=stage.account()
    )
    stage.receive(submission, stage.forms(data)[:1])
    assert not submission.uploads.present().exists()
    assert "not the one whose SHA-256" in stage.page(stage.browser(), "forms", submission.pk)


def test_a11_a_submission_of_exactly_500_mb_is_taken_and_one_byte_more_is_not():
    submission = stage.prepared(with_forms=False)
    files = stage.forms(stage.batch())
    stage.receive(submission, files[:1])
    last = len(files[1][1])
    StoredFile.objects.update(size=limits.SUBMISSION_BYTES_MAX - last + 1)
    with pytest.raises(Refused, match="500 MB"):
        stage.receive(submission, files[1:2])
    assert submission.uploads.count() == 1
    StoredFile.objects.update(size=limits.SUBMISSION_BYTES_MAX - last)
    stage.receive(submission, files[1:2])
    assert submission.uploads.count() == 2


def test_a11_the_upload_takes_parts_of_50_mb():
    view = resolve(reverse("filing:upload", args=["sct", 1])).func
    assert view.takes_files.part_bytes == limits.PART_BYTES_MAX == 50 * 1024 * 1024


@pytest.mark.slow
def test_a11_a_part_one_byte_too_large_is_refused_whole():
    submission = stage.prepared(with_forms=False)
    small = stage.forms(stage.batch())[0]
    large = ("large.pdf", b"%PDF-" + b"0" * (limits.PART_BYTES_MAX - 4 - len(small[1])))
    answer = send(stage.browser(), submission, [small, large], script=True)
    assert answer.status_code == 413
    assert "larger than 50 MB" in answer.json()["message"]
    assert not submission.uploads.exists()


def test_no_file_at_all_is_told_in_words():
    submission = stage.prepared(with_forms=False)
    answer = stage.browser().post(reverse("filing:upload", args=["sct", submission.pk]), follow=True)
    assert "Choose one file or more" in answer.content.decode()


def test_a32_every_page_of_an_uploaded_file_can_be_looked_at_before_sending():
    submission = stage.prepared(with_forms=False)
    name = stage.batch().claims[0].forms[0].name
    stage.receive(submission, [(name, makers.pdf(3, text="Form 1"))])
    client, upload = stage.browser(), submission.uploads.get()
    page = client.get(
        reverse("filing:preview", args=["sct", submission.pk, upload.pk]), {"page": 2}
    ).content.decode()
    words = stage.Page(page).text
    assert "Page 2 of 3" in words
    assert "Next page" in words
    assert "Previous page" in words
    picture = client.get(reverse("filing:page", args=["sct", submission.pk, upload.pk, 2]))
    assert picture["Content-Type"] == "image/webp"
    assert b"".join(picture.streaming_content)[8:12] == b"WEBP"
    assert client.get(reverse("filing:page", args=["sct", submission.pk, upload.pk, 4])).status_code == 404


def test_a32_nobody_else_sees_the_pages_of_a_file():
    submission = stage.prepared()
    upload = submission.uploads.first()
    other = stage.browser(stage.COLLEAGUE)
    for name, rest in (("preview", ()), ("download", ()), ("page", (1,))):
        assert (
            other.get(reverse(f"filing:{name}", args=["sct", submission.pk, upload.pk, *rest])).status_code
            == 404
        )


def test_a_file_of_one_submission_is_not_reached_through_another():
    mine, other = stage.prepared(), stage.prepared(21, 2, email=stage.COLLEAGUE)
    upload = other.uploads.first()
    client = stage.browser()
    assert client.get(reverse("filing:preview", args=["sct", mine.pk, upload.pk])).status_code == 404
    client.post(reverse("filing:remove", args=["sct", mine.pk, upload.pk]))
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_a_refused_file_is_never_shown_or_placed():
    submission = stage.prepared(with_forms=False)
    [upload] = stage.receive(submission, [("x.pdf", makers.pdf(change=makers.open_javascript))])
    client, claim = stage.browser(), submission.batch.claims.first()
    assert client.get(reverse("filing:download", args=["sct", submission.pk, upload.pk])).status_code == 404
    assert client.get(reverse("filing:page", args=["sct", submission.pk, upload.pk, 1])).status_code == 404
    with pytest.raises(Refused, match="was not taken"):
        transitions.place(submission.pk, upload.pk, document_id=paper(claim, "form_1").pk, by=stage.account())
