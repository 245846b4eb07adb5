"""The registry's door to submissions: a queue, a batch page, a two-pane page a claim, and one page that asks once."""

from filing.admin import closures, reasons, submissions

__all__ = ["closures", "reasons", "submissions"]
