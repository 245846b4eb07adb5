"""The court's door to accounts: who there is, what was asked for, and what the court does of its own accord."""

from accounts.admin import applications, organisations, people, requests, terms

__all__ = ["applications", "organisations", "people", "requests", "terms"]
