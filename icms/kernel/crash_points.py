"""Named points of the main job at which the fault tests let a process die, fail or hang. Free in production.

CRASH_PLANS names a folder that only the fault tests fill: a file for each armed point, named like it. A point fires
once: whoever takes its file away fires it. Without CRASH_PLANS a point is one comparison.
"""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

PLANS = os.environ.get("CRASH_PLANS", "")
FIRED = ".fired"

# Every point: what is done when it is passed, and what is not. Those of one group are tried in one scene.
POINTS: dict[str, str] = {
    "file.written": "The bytes are in the temporary file; the disk may not have them yet.",
    "file.synced": "The disk has the bytes of the temporary file; it is not in its place.",
    "file.renamed": "The file is in its place; its folder may not be on the disk, and there is no row.",
    "file.in_place": "File and folder are on the disk; there is no row.",
    "file.row_written": "The row of the file is written; the transaction is open.",
    "upload.recorded": "The files of a part have their rows and are matched; the transaction is open.",
    "upload.committed": "A part is kept for good; the sender has no answer.",
    "rehearsal.done": "It is known whether a file can be sealed; nothing is recorded.",
    "rehearsal.recorded": "The verdict on a file is recorded; the transaction is open.",
    "scan.answered": "The scanner has answered; nothing is recorded.",
    "scan.recorded": "The answer is recorded; the transaction is open.",
    "declare.committed": "The payment is open; the filer has no answer.",
    "notice.kept": "The gateway's notice is kept as it came; nothing is done with it.",
    "payment.paid": "The payment is paid; what it pays for is not done, and the transaction is open.",
    "complete.numbered": "The submission has its reference and its times; the transaction is open.",
    "complete.acknowledged": "Claims are submitted, the acknowledgement is written; the transaction is open.",
    "complete.message_written": "The message is written, the job is not; the transaction is open.",
    "payment.settled": "Everything of the settlement is written; the transaction is open.",
    "notice.heeded": "The settlement is committed; the bank has no answer.",
    "bell.before": "An act with a job is committed; nobody has rung the bell.",
    "decide.booked": "The places of the session are kept; the transaction is open.",
    "decide.written": "Decisions and jobs are written; the transaction is open.",
    "decide.committed": "The decision is committed; the officer has no answer.",
    "acknowledgement.drawn": "The PDF of the acknowledgement is drawn; it is not kept.",
    "acknowledgement.kept": "The PDF is kept; nothing names it.",
    "acknowledgement.issued": "The PDF is issued, its message has no enclosure; the transaction is open.",
    "outbox.claimed": "The job is leased; nothing of it is done.",
    "outbox.prepared": "The slow work is done; no transaction is open.",
    "outbox.fenced": "The job is marked as done, its effect is not there; the transaction is open.",
    "outbox.effect_done": "Effect and mark are written; the transaction is open.",
    "outbox.committed": "Effect and mark are committed; the worker has taken no other job.",
    "claim.place_taken": "The claim has its place at the session; the transaction is open.",
    "claim.number_taken": "The number is taken, there is no case; the transaction is open.",
    "claim.case_opened": "Case, parties, documents and hearing are written; the transaction is open.",
    "claim.accepted": "The claim is accepted, the audit has no link; the transaction is open.",
    "claim.rejected": "The claim is rejected, nobody is told; the transaction is open.",
    "issue.papers_made": "Form 3 and the sealed copies are made; nothing is kept.",
    "issue.papers_kept": "Form 3 and the sealed copies are kept; nothing names the files.",
    "issue.documents_issued": "The documents are issued, nobody is told; the transaction is open.",
    "issue.message_written": "The message is written, the audit has no link; the transaction is open.",
}


class Crashed(RuntimeError):
    """What a planned failure raises."""


def crash(point: str, about: object = "") -> None:
    """A named point. `about` tells one passer-by from another, where a plan wants only one."""
    if PLANS:
        _pass(Path(PLANS) / point, str(about))


def _pass(plan: Path, about: str) -> None:
    try:
        planned = json.loads(plan.read_text())
        if planned["about"] not in ("", about):
            return
        if not planned["always"]:
            plan.rename(plan.with_name(f"{plan.name}.taken"))
    except FileNotFoundError:
        return
    with plan.with_name(f"{plan.name}{FIRED}").open("a") as mark:
        mark.write(f"{planned['kind']} {os.getpid()}\n")
        mark.flush()
        os.fsync(mark.fileno())
    _fire(plan.name, planned["kind"])


def _fire(point: str, kind: str) -> None:
    """kill, kill-group: SIGKILL. exception: Crashed. hang:SECONDS: nothing for so long, then on as if nothing was."""
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif kind == "kill-group":
        os.killpg(0, signal.SIGKILL)
    elif kind == "exception":
        raise Crashed(point)
    else:
        time.sleep(float(kind.removeprefix("hang:")))
