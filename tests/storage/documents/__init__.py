"""What is kept of documents."""
