"""The curation page: where instructors review drafts side by side with their passages."""
