"""One method per use case: the transaction boundary."""
