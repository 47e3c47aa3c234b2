"""What makes a question of what was read, and whether it asks plainly."""
