"""What staff see and edit of courts and cases in the admin (REG-5, REG-7, ALL-4)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.models import ApprovedClaimant, Case, GeneralHoliday, HearingSession
from icms.kernel import outbox
from icms.kernel.models import AuditEvent
from tests.cases.bench import Registry


@pytest.fixture
def staff(desk: Registry) -> Client:
    """An administrator of the system, signed in."""
    User.objects.filter(pk=desk.officer.pk).update(is_superuser=True)
    client = Client()
    client.force_login(User.objects.get(pk=desk.officer.pk))
    return client


def page_of(model: str, pk: int) -> str:
    return reverse(f"admin:cases_{model}_change", args=[pk])


def test_a_case_is_shown_with_parties_documents_and_hearing_and_cannot_be_changed(
    staff: Client, desk: Registry
):
    case = desk.accept()
    outbox.drain()
    page = staff.get(page_of("case", case.pk))
    assert page.status_code == 200
    for shown in (
        case.number,
        "Chan Tai Man",
        "陳大文",
        "to be served",
        "HK$60,000.00",
        desk.session.place_en,
    ):
        assert shown in page.text
    assert staff.post(page_of("case", case.pk), {"number": "SCTC 999999/2026"}).status_code == 403
    assert staff.get(reverse("admin:cases_case_add")).status_code == 403
    assert staff.post(reverse("admin:cases_case_delete", args=[case.pk])).status_code == 403
    assert Case.objects.get().number == case.number


def test_a_document_opens_in_a_sandbox_of_its_own(staff: Client, desk: Registry):
    case = desk.accept()
    document = case.documents.get(document_type__code="form_1")
    opened = staff.get(reverse("admin:cases_case_file", args=[case.pk, document.pk, "filed"]))
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert opened["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert opened["Content-Disposition"].startswith("inline")
    for other in ("issued", "else"):
        assert (
            staff.get(reverse("admin:cases_case_file", args=[case.pk, document.pk, other])).status_code == 404
        )
    assert (
        staff.get(reverse("admin:cases_case_file", args=[case.pk + 1, document.pk, "filed"])).status_code
        == 404
    )


def test_only_staff_who_may_see_cases_open_documents(desk: Registry):
    case = desk.accept()
    address = reverse(
        "admin:cases_case_file", args=[case.pk, case.documents.get(document_type__code="form_1").pk, "filed"]
    )
    nobody, staff, filer = Client(), Client(), Client()
    staff.force_login(desk.officer)
    filer.force_login(desk.filer.user)
    assert nobody.get(address).status_code == 302
    assert staff.get(address).status_code == 403
    assert filer.get(address).status_code in (302, 403)


def test_every_edit_of_reference_data_is_recorded_with_what_changed(staff: Client, desk: Registry):
    claimant = ApprovedClaimant.objects.get(name_en="Sun Mobile Limited")
    answer = staff.post(
        page_of("approvedclaimant", claimant.pk),
        {
            "court": claimant.court_id,
            "name_en": claimant.name_en,
            "name_zh": claimant.name_zh,
            "organisation": "",
            "kinds": ["debt", "rates"],
            "valid_from": "2024-10-31",
            "valid_to": "2027-06-30",
        },
    )
    assert answer.status_code == 302
    claimant.refresh_from_db()
    assert claimant.kinds == ["debt", "rates"]
    event = AuditEvent.objects.get(action="approvedclaimant.changed")
    assert event.target == f"cases.approvedclaimant:{claimant.pk}"
    assert "2027-06-30" in event.data


def test_a_holiday_can_be_removed_and_the_removal_is_recorded(staff: Client, desk: Registry):
    holiday = GeneralHoliday.objects.get(day="2028-05-29")
    staff.post(reverse("admin:cases_generalholiday_delete", args=[holiday.pk]), {"post": "yes"})
    assert not GeneralHoliday.objects.filter(day="2028-05-29").exists()
    assert "2028-05-29" in AuditEvent.objects.get(action="generalholiday.removed").data


def test_several_holidays_removed_at_once_are_recorded_one_by_one(staff: Client, desk: Registry):
    chosen = list(GeneralHoliday.objects.filter(day__year=2028).values_list("pk", flat=True)[:3])
    answer = staff.post(
        reverse("admin:cases_generalholiday_changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )
    assert answer.status_code == 302
    assert not GeneralHoliday.objects.filter(pk__in=chosen).exists()
    assert AuditEvent.objects.filter(action="generalholiday.removed").count() == 3


def test_courts_hours_and_approvals_cannot_be_deleted(staff: Client, desk: Registry):
    for model in ("court", "casetype", "officehours", "approvedclaimant", "hearingsession"):
        assert (
            staff.post(reverse(f"admin:cases_{model}_delete", args=[1]), {"post": "yes"}).status_code == 403
        )


def test_place_and_time_of_a_session_stay_once_a_batch_has_places_there(staff: Client, desk: Registry):
    desk.book(21, batch="T-A")
    page = staff.get(page_of("hearingsession", desk.session.pk))
    assert 'name="capacity"' in page.text
    assert 'name="place_en"' not in page.text
    assert 'name="starts_at_0"' not in page.text
    staff.post(page_of("hearingsession", desk.session.pk), {"capacity": 120})
    assert HearingSession.objects.get(pk=desk.session.pk).capacity == 120
    refused = staff.post(page_of("hearingsession", desk.session.pk), {"capacity": 20})
    assert "21 places of this session are kept" in refused.text


def test_lists_open_for_every_kind_of_row(staff: Client, desk: Registry):
    desk.accept()
    for model in (
        "court",
        "casetype",
        "officehours",
        "generalholiday",
        "approvedclaimant",
        "hearingsession",
        "case",
    ):
        assert staff.get(reverse(f"admin:cases_{model}_changelist")).status_code == 200
