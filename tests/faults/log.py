"""What clients asked and were told: one JSON line each, on the disk before anything follows from it.

This log and the bank's ledger are the truth of the fault tests; the project's own tables are what is tested.
"""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path
from typing import Any


class Log:
    """Append-only; several clients may write at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        path.touch()

    def write(self, what: str, **particulars: Any) -> None:
        """Adds a line and waits until the disk has it."""
        line = json.dumps({"at": time.time(), "what": what, **particulars}, default=str)
        with self._lock, self.path.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
            log.flush()
            os.fsync(log.fileno())

    def told(self, what: str) -> list[dict[str, Any]]:
        """Every line of this kind, oldest first."""
        with self._lock:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        return [entry for entry in map(json.loads, lines) if entry["what"] == what]
