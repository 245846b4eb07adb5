"""One module a metric: what the portal does, what the limit does, and the line that comes of it."""
