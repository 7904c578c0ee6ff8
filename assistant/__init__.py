"""Question → answer. Reads the stores; never reads a report file."""
