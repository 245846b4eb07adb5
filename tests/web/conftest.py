"""Browser tests against a live server in this process."""

from __future__ import annotations

import os

# Playwright keeps an event loop in the suite's thread until its end, which Django would take for asynchronous code
# and refuse the database, the last time when it takes the test database down: so not in a fixture.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
