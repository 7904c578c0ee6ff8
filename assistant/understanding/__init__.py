"""Question and what was asked before → Intent: what is asked, as data, and what of it was not understood."""
