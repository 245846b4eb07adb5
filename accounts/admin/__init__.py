"""The court's door to accounts: who there is, what was asked for, and what the court does of its own accord."""

from accounts.admin import organisations, people, requests

__all__ = ["organisations", "people", "requests"]
