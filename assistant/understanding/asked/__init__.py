"""What stands in a question → what is asked: an Intent, and what of it was not understood."""
