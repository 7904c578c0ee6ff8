"""Intent → passages of the reports, found, ranked by the sentence that answers, and quoted."""
