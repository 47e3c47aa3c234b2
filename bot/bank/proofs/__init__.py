"""Citations proven against the documents, and what becomes of those that fail."""
