"""What runs in the limited child: work on the bytes of strangers. Knows nothing of Django, settings or the database."""
