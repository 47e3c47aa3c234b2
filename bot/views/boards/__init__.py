"""Leaderboards in words and as a picture, and the seasons they are of."""
