"""`python -m benchmarks.worker …`: the portal's worker as Celery starts it, whose sealing compares no picture (P4).

The comparison has a row of its own, P21. No setting of the portal turns it off.
"""

from __future__ import annotations

from celery.__main__ import main

from icms.files import rehearsal

if __name__ == "__main__":
    rehearsal.PAGES_COMPARED = 0  # before the processes of the worker are forked, so in each of them
    main()
