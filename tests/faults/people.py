"""A filer and an officer who do the main job over HTTP, and write down what they were told (I1)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from tests.faults.parts import until
from tests.faults.visitor import Answer, NoAnswer, Visitor, answers
from tests.filing import stage

__all__ = ["Batch", "Filer", "Officer", "answers"]

JSON = {"Accept": "application/json"}
STUCK = "/admin/kernel/outboxjob/"
EXPLANATION = "Form 2 bears no signature. Have it signed and send it again."
WHY = {"reject-reason": "form_not_signed", "reject-text": EXPLANATION}


@dataclass
class Batch:
    """A submission as its filer knows it."""

    submission: int
    seed: int
    claims: int
    payment: str = ""
    cents: int = 0
    reference: str = ""


class Filer(Visitor):
    """An Organization User of the demo's claimant."""

    def prepare(self, seed: int = 1, claims: int = 21) -> Batch:
        """Imports a batch and uploads its forms; what is left is to declare and to pay."""
        batch = self.begin(seed, claims)
        files = stage.forms(stage.batch(claims, seed))
        for part in (files[: len(files) // 2], files[len(files) // 2 :]):
            answer = self.upload(batch, part)
            assert answer.status == 200, answer.text[:500]
        return batch

    def begin(self, seed: int = 1, claims: int = 21) -> Batch:
        """Imports the XML file."""
        page = self.get("/sct/filing/new/claims/")
        fields = {**page.form("/sct/filing/new/claims/import/"), "act": "import"}
        file = ("file", f"batch-{seed}.xml", stage.xml(claims, seed))
        answer = self.send("/sct/filing/new/claims/import/", fields, [file])
        if "/checks/" in answer.location:
            into = f"{answer.location}import/"
            answer = self.post(into, self.get(answer.location).form(into))
        found = re.fullmatch(r"/sct/filing/new/(\d+)/forms/", answer.location)
        assert found, (answer.status, answer.location, answer.words()[:500])
        self.log.write("imported", who=self.who, submission=int(found[1]), claims=claims, seed=seed)
        return Batch(int(found[1]), seed, claims)

    def upload(self, batch: Batch, files: stage.Files) -> Answer:
        """Sends one part of the forms; what the portal said of each goes to the log with our own hash of it."""
        page = self.get(f"/sct/filing/new/{batch.submission}/forms/")
        to = f"/sct/filing/new/{batch.submission}/forms/upload/"
        answer = self.send(to, page.form(to), [("files", name, data) for name, data in files], **JSON)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files}
        for row in answer.json()["files"] if answer.status == 200 else ():
            self.log.write(
                "file",
                submission=batch.submission,
                name=row["name"],
                sha256=hashes[row["name"]],
                state=row["state"],
            )
        return answer

    def declare(self, batch: Batch, means: str = "card") -> Batch:
        """Declares that all is true; the payment is open then."""
        answer = self.post(*self.declaration(batch, means))
        found = re.fullmatch(r"/payments/([\w-]+)/", answer.location)
        assert found, (answer.status, answer.location, answer.words()[:500])
        batch.payment = found[1]
        self.log.write("declared", submission=batch.submission, payment=batch.payment)
        return batch

    def is_checked(self, batch: Batch) -> bool:
        """Whether all files have their verdict, as the page of the forms says; False too while nobody answers."""
        try:
            return "data-checked" in self.get(f"/sct/filing/new/{batch.submission}/forms/checks/").text
        except NoAnswer:
            return False

    def wait_for_checks(self, batch: Batch, seconds: float = 60.0) -> None:
        """Waits as the page of the forms does: nothing can be declared while a file is being checked."""
        until(
            lambda: self.is_checked(batch), seconds, f"the files of submission {batch.submission} are checked"
        )

    def declaration(self, batch: Batch, means: str = "card") -> tuple[str, dict[str, str]]:
        """The form of the declaration, filled in and not sent; opened when the files are checked."""
        self.wait_for_checks(batch)
        to = f"/sct/filing/new/{batch.submission}/declare/now/"
        fields = self.get(f"/sct/filing/new/{batch.submission}/declare/").form(to)
        return to, {**fields, "is_true": "on", "is_final": "on", "abandons": "on", "means": means}

    def order(self, batch: Batch) -> dict[str, str]:
        """Goes to the bank's page: the fields of its form. `batch.cents` is what the bank asks for."""
        page = self.get(f"/payments/{batch.payment}/")
        to = f"/payments/{batch.payment}/send/"
        onward = self.post(to, page.form(to)).form("/sandbox-gateway/")
        batch.cents = round(float(onward["amount"]) * 100)
        hosted = self.post("/sandbox-gateway/", onward)
        return hosted.form("/sandbox-gateway/decide/")

    def pay(self, batch: Batch, act: str = "approve") -> Answer:
        """Presses a button of the bank's page. NoAnswer where the bank's page breaks meanwhile."""
        to, fields = self.decision(batch, act)
        self.log.write("pays", payment=batch.payment, submission=batch.submission, cents=batch.cents, act=act)
        return self.post(to, fields)

    def decision(self, batch: Batch, act: str = "approve") -> tuple[str, dict[str, str]]:
        """The button of the bank's page, not pressed."""
        return "/sandbox-gateway/decide/", {**self.order(batch), "act": act}

    def is_acknowledged(self, batch: Batch) -> bool:
        """Looks at the acknowledgement; its figures go to the log. False too while nobody answers."""
        try:
            answer = self.get(f"/sct/filing/submissions/{batch.submission}/why.json")
        except NoAnswer:
            return False
        if answer.status != 200:
            return False
        told = answer.json()
        batch.reference = told["transaction_reference"]
        self.log.write("acknowledged", submission=batch.submission, claims=batch.claims, **told)
        return True

    def wait_for_acknowledgement(self, batch: Batch, seconds: float = 20.0) -> Batch:
        """Waits as the return page does."""
        until(lambda: self.is_acknowledged(batch), seconds, f"submission {batch.submission} is acknowledged")
        return batch

    def file(self, batch: Batch, act: str = "approve") -> Batch:
        """Declares, pays, and waits for the acknowledgement."""
        self.declare(batch)
        self.pay(batch, act)
        return self.wait_for_acknowledgement(batch)


class Officer(Visitor):
    """An officer of the registry at the admin's pages."""

    def accept(self, batch: Batch, positions: list[int]) -> Answer:
        """Accepts claims for the session that the portal proposes."""
        return self._decide(batch, positions, "accept", {})

    def reject(self, batch: Batch, positions: list[int]) -> Answer:
        """Rejects claims for a reason."""
        return self._decide(batch, positions, "reject", WHY)

    def try_again(self) -> int:
        """Chooses every job on the staff's list and has it tried again; how many there were."""
        page = self.get(STUCK)
        jobs = re.findall(r'name="_selected_action" value="(\d+)"', page.text)
        if jobs:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
            assert token, page.text[:500]
            fields = [("csrfmiddlewaretoken", token[1]), ("action", "try_again")]
            answer = self.post(STUCK, [*fields, *(("_selected_action", job) for job in jobs)])
            assert answer.status == 302, answer.words()[:500]
        return len(jobs)

    def confirmed(self, batch: Batch, positions: list[int], act: str) -> tuple[str, list[tuple[str, str]]]:
        """The form by which the officer confirms, filled in and not sent."""
        to, claims, asks = self._asked(batch, positions, act)
        fields = {**asks.form(to), **(WHY if act == "reject" else {})}
        fields.pop("claim", None)
        return to, [*fields.items(), *claims]

    def _decide(self, batch: Batch, positions: list[int], act: str, more: dict[str, str]) -> Answer:
        to, claims, asks = self._asked(batch, positions, act)
        if asks.status == 302:  # nothing is left to decide: the first try was done, its answer lost
            return self.get(asks.location)
        confirmed = {**asks.form(to), **more}
        confirmed.pop("claim", None)
        answer = self.post(to, [*confirmed.items(), *claims])
        if answer.status == 302:
            self.log.write("decided", submission=batch.submission, act=act, positions=positions, who=self.who)
        return answer

    def _asked(
        self, batch: Batch, positions: list[int], act: str
    ) -> tuple[str, list[tuple[str, str]], Answer]:
        to = f"/admin/filing/submission/{batch.submission}/decide/"
        page = self.get(f"/admin/filing/submission/{batch.submission}/review/")
        fields: dict[str, str] = {**page.form(to), "act": act}
        fields.pop("claim", None)
        claims = [("claim", str(position)) for position in positions]
        return to, claims, self.post(to, [*fields.items(), *claims])
