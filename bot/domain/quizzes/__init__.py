"""Quizzes of one learner: what is asked for, drawn, shown and counted."""
