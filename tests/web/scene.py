"""What the tables about pages are tried on: the cast, and the filer's things in each state, made once a module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from accounts import transitions as accounts
from accounts.models import Application, Handover, Invitation, LimitRequest, TermsVersion
from accounts.transitions.invite import Invited
from accounts.views.applicant import OPENED
from cases.models import Case, CaseType, Closure, Court, HearingSession, Venue
from cases.seed import load_sessions
from filing import transitions
from filing.models import ImportCheck, Submission
from filing.transitions import decide
from filing.transitions.complete import PURPOSE
from icms.files import inspect
from icms.files.receive import arrive
from icms.kernel import outbox
from icms.kernel.models import IssuedDocument, OutboxJob
from icms.lib import clock
from messaging.models import Mail, Message
from payments.models import GatewayNotice, Payment
from tests import cast
from tests.accounts import applicants
from tests.accounts.firm import last_link
from tests.files import makers
from tests.filing import stage
from tests.payments.bench import open_by_link
from tests.web import access_table
from tests.web.routes import routes

OF_WHAT_WAS_SENT = {
    *(f"filing:{page}" for page in ("submission", "acknowledgement", "document", "pdf", "why")),
    *(f"filing:{page}" for page in ("preview", "download", "page")),
    *(f"admin:filing_{page}" for page in ("review", "review_claim", "review_page", "decide")),
}


@dataclass(frozen=True)
class Applications:
    """An applicant's draft, which the anonymous visitor has open; one that was sent; one being entered from paper."""

    draft: Application
    sent: Application
    paper: Application
    token: str

    def arguments(self, route: str) -> dict[str, Any]:
        """What the routes of applications ask for; nothing for any other route."""
        page = route.rpartition("_")[2]
        if route.startswith("admin:accounts_application_"):
            shown = self.paper if page in ("edit", "attach", "remove") else self.sent
            return {"pk": shown.pk, "act": "reject", "section": "particulars", **self._file(shown)}
        if route == "accounts:activate":
            return {"token": self.token}
        if route.startswith("accounts:"):
            of_draft = {"reference": self.draft.reference, "section": "particulars", "kind": "individual"}
            return {**of_draft, **self._file(self.draft)}
        return {}

    def _file(self, shown: Application) -> dict[str, int]:
        return {"file_id": shown.files.earliest("pk").pk}


@dataclass
class Scene:
    """The filer's own things, by the names that the access table's routes ask for."""

    preparation: Submission
    sent: Submission
    payment: Payment
    check: ImportCheck
    message: Message
    case: Case
    invitation: Invitation
    token: str
    handover: Handover
    applications: Applications
    link: str
    clients: dict[str, Client] = field(default_factory=dict)
    _known: dict[str, dict[str, Any]] = field(default_factory=dict)  # nothing of the scene changes for long

    def _asked_of_the_court(self, route: str) -> int | None:
        """The request, account or organisation that the court's pages of accounts are about."""
        colleague = cast.account(cast.COLLEAGUE)
        return {
            "admin:accounts_limit_decide": LimitRequest.objects.get().pk,
            "admin:accounts_organisation_court": colleague.organisation_id,
            "admin:accounts_handover_enter": colleague.organisation_id,
            "admin:accounts_account_court": colleague.pk,
            "admin:accounts_user_court": colleague.user_id,
        }.get(route, self.handover.pk)

    def arguments(self, route: str, names: Iterable[str]) -> dict[str, Any]:
        """The arguments of a route's address: always the filer's own things, in the state the page is for."""
        if route not in self._known:
            self._known[route] = self._arguments(route, names)
        return self._known[route]

    def _arguments(self, route: str, names: Iterable[str]) -> dict[str, Any]:
        submission = self.sent if route in OF_WHAT_WAS_SENT else self.preparation
        values: dict[str, Any] = {
            "court": "sct",
            "rest": "what-if/" if route == "moved_what_if" else "submissions/",
            "submission_id": submission.pk,
            "upload_id": submission.uploads.earliest("pk").pk,
            "check_id": self.check.pk,
            "message_id": self.message.pk,
            "mail_id": Mail.objects.get().pk,
            "reference": self.payment.reference,
            "case_id": self.case.pk,
            "account_id": cast.account(cast.AA2 if route == "accounts:grant" else cast.COLLEAGUE).pk,
            "branch_id": cast.account(cast.COLLEAGUE).branch_id,
            "invitation_id": self.invitation.pk,
            "token": self.token,
            "pk": self._asked_of_the_court(route),
            "act": "remove-second-factors" if route == "admin:accounts_user_court" else "suspend",
            "handover_id": self.handover.pk,
            "type_id": self.case.documents.first().document_type_id,
            "document_id": self.case.documents.get(document_type__code="form_1").pk,
            **dict.fromkeys(("number", "page"), 1),
            "position": 1 if route.startswith("messaging:") else 2,
            "form": "form_1",
            "name": "claims-1.xsd",
            "app_label": "filing",
            "content_type_id": ContentType.objects.get_for_model(Submission).pk,
            "object_id": self.sent.pk,
            "closure_id": Closure.objects.get().pk,
            "url": "no-such-page/",
            "code": "hca",
        }
        values |= {"key": "no-such-key", "uidb36": "1"} | ({"pk": 1} if route.startswith("mfa_") else {})
        values |= {
            "filing:report": {"form": "csv"},
            "admin:cases_case_file": {"form": "filed"},
            "cases:verify_document": {"reference": IssuedDocument.objects.earliest("pk").reference},
        }.get(route, {})
        values |= {"token": self.link} if route.startswith("payments:") else {}
        return {name: (values | self.applications.arguments(route))[name] for name in names}


class OnTheScene(TestCase):
    """The scene stands for all tests of a class; what each test changes is rolled back after it."""

    scene: ClassVar[Scene]

    @classmethod
    def setUpClass(cls) -> None:
        folder = cls.enterClassContext(TemporaryDirectory(prefix="icms-scene-"))
        cls.enterClassContext(override_settings(MEDIA_ROOT=folder, VAR_DIR=Path(folder)))
        super().setUpClass()
        # Not in setUpTestData: Django would copy the scene, browsers and all, for each test.
        cls.scene = _scene()


def _another_court() -> None:
    other = Court.objects.exclude(code="sct").earliest("pk")
    Closure.objects.create(court=other, kind=Closure.Kind.GALE, starts_at=clock.now() - timedelta(hours=1))
    civil = CaseType.objects.get(code="dccj")
    Venue.objects.create(case_type=civil, name_en="Wan Chai", valid_from=clock.today())


def _scene() -> Scene:
    cast.load()
    load_sessions()
    sent = cast.submitted_submission(21, 1)
    session = HearingSession.objects.filter(starts_at__lt=clock.now() + timedelta(days=50)).latest(
        "starts_at"
    )
    acceptance = decide.Acceptance(session_id=session.pk)
    decide.decide(sent.pk, [1], acceptance, by=cast.person(cast.OFFICER))
    outbox.drain()
    sent.refresh_from_db()
    # The bank took the money once more: a refund is due.
    stage.settle(Payment.objects.get(subject=str(sent.pk)), gateway_reference="GW-twice")
    # Another court's registry is closed, without an end yet: every page says so.
    _another_court()
    filer = cast.account()
    check = transitions.keep_check(stage.xml(21, 4), "batch.xml", into=None, by=filer)
    paid_for = cast.prepared_submission(21, 2)
    GatewayNotice.objects.create(received_at=clock.now(), source="sandbox", body="", outcome="unreadable")
    moment = clock.now()
    _mail_that_failed()
    OutboxJob.objects.create(topic="lost", created_at=moment, due_at=moment, attempts=3, given_up_at=moment)
    invitation, token, handover = _asked_by_the_administrator()
    scene = Scene(
        preparation=cast.prepared_submission(21, 3),
        sent=sent,
        payment=stage.declared(paid_for),
        check=check,
        message=Message.objects.get(account=filer, template="claim_accepted"),
        case=Case.objects.get(),
        invitation=invitation,
        token=token,
        handover=handover,
        applications=_applications(),
        link=open_by_link("0", purpose=PURPOSE).token,
    )
    scene.clients = {role: cast.browser(email) for role, email in cast.ROLES.items()}
    _open(scene.applications.draft, scene.clients["anonymous"])
    return scene


def _open(application: Application, client: Client) -> None:
    """The visitor has given reference number and access code."""
    session = client.session
    session[OPENED] = [application.pk]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def _applications() -> Applications:
    support = cast.person(cast.SUPPORT)
    draft = applicants.filled(email="draft@applicant.example")
    sent = applicants.sent(email="sent@applicant.example")
    accounts.request_documents(sent.pk, ["other"], "The second page.", by=support)
    paper = accounts.begin("individual", "paper@applicant.example", "en", by=support, channel="post")
    applicants.attach(paper.application, "court_document", makers.pdf(text="Writ"), by=support)
    applicants.approved(support, "individual", "approved@applicant.example")
    texts = {"text_en": "New", "text_zh_hant": "新", "text_zh_hans": "新"}
    TermsVersion.objects.create(valid_from=clock.now() + timedelta(days=30), **texts)
    return Applications(draft, sent, paper.application, applicants.last_link("approved@applicant.example"))


def _mail_that_failed() -> None:
    moment = clock.now()
    Mail.objects.create(
        message_id="<1@court.example>",
        sender="no-reply@court.example",
        to="filer@demo.example",
        subject="A link",
        text="http://testserver/activate/token/",
        language="en",
        state="failed",
        created_at=moment,
        queued_at=moment,
        ended_at=moment,
    )


def _asked_by_the_administrator() -> tuple[Invitation, str, Handover]:
    """An invitation with the secret of its link, and a hand-over that waits for the court."""
    administrator = cast.account(cast.PA)
    colleague = cast.account(cast.COLLEAGUE)
    invited = Invited(
        "new@demo.example", "New Person", "", "organisation_user", colleague.branch_id or 0, "en"
    )
    invitation = accounts.invite(invited, by=administrator)
    letter = arrive(makers.pdf(text="Letter of authority"), "letter.pdf")
    [finding] = inspect.pdfs([letter])
    handover = accounts.ask_handover(colleague.pk, letter, finding, by=administrator)
    limit = {"what": "branch", "number": 12, "reason": "A third office opens."}
    accounts.ask_limit(**limit, by=administrator)
    return invitation, last_link(), handover


def pages(scene: Scene, role: str, language: str = "en") -> Iterator[tuple[str, HttpResponse]]:
    """Every page that the access table gives to one of the cast, in a language: (route, answer)."""
    client = scene.clients[role]
    named = {route.name: route for route in routes()}
    for (name, method), row in access_table.cells().items():
        if method != "GET" or row[role] != 200:
            continue
        with cast.rolled_back():
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            answer = client.get(reverse(name, kwargs=scene.arguments(name, named[name].parameters)))
            if answer.streaming:
                b"".join(answer.streaming_content)
        yield name, answer


def is_whole_page(answer: HttpResponse) -> bool:
    """HTML with a head: not a file, and not a part that a page fetches."""
    return answer["Content-Type"].startswith("text/html") and b"<html" in answer.content
