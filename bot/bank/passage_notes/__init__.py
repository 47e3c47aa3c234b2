"""What is said of passages: the objectives they serve, and where they contradict each other."""
