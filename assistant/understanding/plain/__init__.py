"""Wordings said plainly, before anything is looked for in them."""
