"""What one sentence says, read without its text: dates, names, verbs, clauses."""
