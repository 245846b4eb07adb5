"""F13: eight batches are numbered at once by processes of their own, a tenth of them rolled back."""

from __future__ import annotations

import json
import subprocess
import sys

from icms.kernel.models import Sequence
from tests.architecture.sources import ROOT
from tests.faults.stack import Stack

PROCESSES, THREADS, ROUNDS, CLAIMS = 4, 2, 10, 99
NUMBER = f"""
import django, json, sys; django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.db import connection, transaction
from icms.kernel import numbering

def batches(thread):
    taken = []
    for number in range({ROUNDS}):
        try:
            with transaction.atomic(durable=True):
                first = numbering.take_next("case:TEST:2026", {CLAIMS})
                if number == thread:
                    raise ZeroDivisionError
            taken.append(first)
        except ZeroDivisionError:
            pass
    connection.close()
    return taken

print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor({THREADS}) as pool:
    print(json.dumps([first for taken in pool.map(batches, range({THREADS})) for first in taken]))
"""


def test_f13_eight_batches_at_once_a_tenth_rolled_back_get_unique_gapless_numbers(stack: Stack):
    command = [sys.executable, "-c", NUMBER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    clerks = [subprocess.Popen(command, cwd=ROOT, env=stack.env, **pipes) for _ in range(PROCESSES)]
    assert [clerk.stdout.readline() for clerk in clerks] == ["ready\n"] * PROCESSES
    for clerk in clerks:
        clerk.stdin.write("\n")
        clerk.stdin.flush()
    firsts = sorted(first for clerk in clerks for first in json.loads(clerk.communicate(timeout=60)[0]))
    kept = PROCESSES * THREADS * (ROUNDS - 1)
    assert firsts == [1 + CLAIMS * number for number in range(kept)]
    with stack.database():
        assert Sequence.objects.get(name="case:TEST:2026").last == kept * CLAIMS
