"""The edge: the command line, the chat page, and the only place that reads settings or prints."""
