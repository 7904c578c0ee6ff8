"""Whom a question names."""
