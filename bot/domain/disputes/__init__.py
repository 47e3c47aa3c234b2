"""What learners report of a question, and the rulings on it."""
