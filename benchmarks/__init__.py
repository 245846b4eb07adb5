"""`make bench`: the portal against the least work that does the same job, in one run (docs/benchmarks.md)."""
