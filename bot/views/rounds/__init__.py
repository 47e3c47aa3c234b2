"""What a group sees of a round, and each person of their part in it."""
