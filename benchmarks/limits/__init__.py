"""The least programs that do the same durable work. One that skips fsync or hash makes its ratio worthless."""
