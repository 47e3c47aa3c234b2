"""What learners report, how it is ruled on, and what follows for marks."""
