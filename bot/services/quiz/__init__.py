"""Quizzes in private chats."""
