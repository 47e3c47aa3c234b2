"""What a document speaks of, before anybody asks: its sentences, whom and what they name."""
