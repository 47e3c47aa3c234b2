"""Documents that drafts are written from."""
