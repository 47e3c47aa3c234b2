"""Telegram updates turned into one service call each."""
