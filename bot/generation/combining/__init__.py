"""Questions that put several facts of one document together."""
