"""Report files → stores. Knows reports; has never heard of a question."""
