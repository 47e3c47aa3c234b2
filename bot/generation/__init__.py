"""Documents come in, drafts come out."""
