"""Live quizzes in groups: their modes, lobbies, polls and schedules."""
