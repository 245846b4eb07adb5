"""The kinds of submission, one module each (`filing.filing_kind`)."""
