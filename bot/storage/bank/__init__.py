"""Sets, their questions and what these cite, in SQL."""
