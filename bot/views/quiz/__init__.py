"""What a learner sees of a quiz: questions, feedback, the end, and where quizzes begin."""
