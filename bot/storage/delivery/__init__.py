"""What came in, what is owed and what is due, in SQL."""
