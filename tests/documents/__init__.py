"""PDFs of every kind, what is expected of each, and the makers of those that are written byte by byte."""
