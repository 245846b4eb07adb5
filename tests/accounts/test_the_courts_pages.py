"""The Support Centre at its desk: requests answered, organisations and accounts suspended, departments marked."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts import seed, transitions
from accounts.models import Account, Handover, LimitRequest, OrganisationLimit
from accounts.seed import SUPPORT_CENTRE
from tests.accounts import firm as firms
from tests.accounts.firm import Firm, ask_handover
from tests.filing import stage

pytestmark = pytest.mark.django_db
REASON = {"reason": "Order of 1 July"}


@pytest.fixture
def firm(settings, tmp_path) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path)
    return firms.build()


@pytest.fixture
def desk(db) -> Client:
    """An officer with nothing but what the group gives."""
    seed.load()
    officer = firms.support_officer()
    officer.user_permissions.clear()
    officer.groups.add(Group.objects.get(name=SUPPORT_CENTRE))
    return stage.browser(officer.email)


def test_a_limit_is_granted_or_refused_at_the_desk(firm: Firm, desk: Client):
    asked = transitions.ask_limit("branch", 12, "A third office.", by=firm.primary)
    url = reverse("admin:accounts_limit_decide", args=[asked.pk])
    assert "A third office." in desk.get(url).content.decode()
    assert desk.post(url, {"number": "12"}).status_code == 422, "no button was pressed"
    assert desk.post(url, {"refuse": "1", "number": "12", "answer": " "}).status_code == 422
    assert LimitRequest.objects.get().state == "waiting"
    assert desk.post(url, {"grant": "1", "number": "11"}).status_code == 302
    assert OrganisationLimit.objects.get().number == 11
    assert desk.post(url, {"grant": "1", "number": "12"}).status_code == 422, "decided already"


def test_a_hand_over_is_decided_beside_its_letter(firm: Firm, desk: Client):
    asked = ask_handover(firm)
    page = reverse("admin:accounts_handover_page", args=[asked.pk, 1])
    url = reverse("admin:accounts_handover_decide", args=[asked.pk])
    assert page in desk.get(url).content.decode()
    picture = desk.get(page)
    assert picture["Content-Type"].startswith("image/")
    assert b"".join(picture.streaming_content)
    assert desk.get(reverse("admin:accounts_handover_page", args=[asked.pk, 9])).status_code == 404
    assert desk.post(url, {"grant": "1"}).status_code == 302
    assert Handover.objects.get().state == "approved"
    assert Account.objects.active().filter(user=firm.assistant.user, role="primary_administrator").exists()


def test_the_court_suspends_and_reactivates_with_a_reason(firm: Firm, desk: Client):
    for model, pk in (("organisation", firm.organisation.pk), ("account", firm.user.pk)):
        for act in ("suspend", "reactivate"):
            url = reverse(f"admin:accounts_{model}_court", args=[pk, act])
            assert desk.post(url, {"reason": " "}).status_code == 422
            assert desk.post(url, REASON).status_code == 302
            closed = not Account.objects.active().filter(pk=firm.user.pk).exists()
            assert closed == (act == "suspend")
            assert desk.post(url, REASON).status_code == 422, "it stands so already"


def test_a_department_is_marked_at_the_desk_and_an_unknown_act_does_not_exist(firm: Firm, desk: Client):
    url = reverse("admin:accounts_organisation_court", args=[firm.organisation.pk, "mark-government"])
    assert desk.post(url, REASON).status_code == 302
    firm.organisation.refresh_from_db()
    assert firm.organisation.is_government
    unknown = reverse("admin:accounts_organisation_court", args=[firm.organisation.pk, "close"])
    assert desk.get(unknown).status_code == 404


def test_what_waits_is_counted_on_the_home_page(firm: Firm, desk: Client):
    transitions.ask_limit("branch", 12, "A third office.", by=firm.primary)
    ask_handover(firm)
    queues = {str(queue.label): queue.count for queue in desk.get("/admin/").context["queues"]}
    assert queues["Requests for higher limits"] == queues["Hand-overs of the primary role"] == 1
    for queue in desk.get("/admin/").context["queues"]:
        assert desk.get(queue.url).status_code == 200


def test_what_is_read_at_the_desk_speaks_the_readers_language(firm: Firm, desk: Client):
    """Django's ticks say "True" and "False" in every language, and its lists count in English order."""
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hant"
    listed = desk.get(reverse("admin:accounts_organisation_changelist")).content.decode()
    page = reverse("admin:accounts_organisation_change", args=[firm.organisation.pk])
    shown = desk.get(page).content.decode()
    assert "共1項" in listed
    assert '<td class="field-is_government" role="cell" data-label="政府部門">否</td>' in listed
    assert "輔助管理員 2/5；" in shown
    for document in (listed, shown):
        assert 'alt="False"' not in document
        assert 'alt="True"' not in document
    assert f"{page.removesuffix('change/')}history/" not in shown, "nothing is written there"
