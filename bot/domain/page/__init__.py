"""Who may open the curation page, and for how long."""
