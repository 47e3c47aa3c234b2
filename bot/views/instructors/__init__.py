"""What instructors see of files, documents, drafting and disputed questions."""
