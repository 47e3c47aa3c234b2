"""Drafts by a language model, behind any server with the OpenAI interface. Batch only."""
