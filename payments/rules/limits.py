"""The limits on a payment's life, fixed by decision and easy to change here (FEE-1 [D]).

Fees, concessions and the ceilings of card and PPS are dated rows, not constants (PAY-1, PAY-2).
"""

from __future__ import annotations

from datetime import timedelta

# A payment not settled by then is asked for once and, if unpaid, expires: the submission is free again.
EXPIRES_AFTER = timedelta(minutes=30)

# A settlement up to this long after the opening still files; a later one is a refund case (FEE-1, TIM-2).
FILES_WITHIN = timedelta(hours=24)

# A closed payment is asked for now and then until nothing can file any more: its notice may have been lost (PAY-4).
ASK_CLOSED_EVERY = timedelta(hours=1)
ASKED_FOR_UNTIL = timedelta(hours=48)
