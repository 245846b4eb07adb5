"""Where a fault strikes: the same batch on its way, built once a run by the clients and put back for each test."""

from __future__ import annotations

from dataclasses import replace

from tests.faults.people import Batch, Filer, Officer
from tests.faults.stack import Stack
from tests.filing import stage

SEED, CLAIMS = 11, 21
LATE = 2  # files that the scene "begun" still has to send


class Scenes:
    """`filer` and `officer` are signed in in every scene; each scene gives a batch of its own copy."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        stack.reset()
        self.filer: Filer = stack.filer()
        self.officer: Officer = stack.officer()
        self._batches: dict[str, Batch] = {}
        batch = self.filer.begin(SEED, CLAIMS)
        self._upload(batch, self.files[:-LATE])
        self._keep("begun", batch)
        self._upload(batch, self.files[-LATE:])
        self._keep("ready", batch)
        self._keep("filed", self.filer.file(batch))

    @property
    def files(self) -> stage.Files:
        """The forms of the batch, in the order in which they are sent."""
        return stage.forms(stage.batch(CLAIMS, SEED))

    def begun(self) -> Batch:
        """Imported, all forms sent but the last two."""
        return self._again("begun")

    def ready(self) -> Batch:
        """All forms are there, checked and scanned; nothing is declared."""
        return self._again("ready")

    def filed(self) -> Batch:
        """Paid and acknowledged, the PDF issued; no officer has looked at it."""
        return self._again("filed")

    def completes(self, kind: str, seconds: float = 0.0) -> None:
        """Every job is done by itself. Only where a whole worker died may staff have to help: its death costs the
        bystanders' jobs an attempt too (ADR 1)."""
        self.stack.come_to_rest(seconds)
        while stuck := self.officer.try_again():
            assert kind == "kill-group", f"{stuck} jobs were given up"
            self.stack.come_to_rest(seconds)

    def _again(self, name: str) -> Batch:
        self.stack.reset(name)
        self.filer.seconds = self.officer.seconds = 60.0
        return replace(self._batches[name])

    def _keep(self, name: str, batch: Batch) -> None:
        self.stack.come_to_rest()
        self.stack.keep_copy(name)
        self._batches[name] = replace(batch)

    def _upload(self, batch: Batch, files: stage.Files) -> None:
        answer = self.filer.upload(batch, files)
        assert answer.status == 200, answer.text[:500]
