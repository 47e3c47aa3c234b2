"""Reports, rulings, and marking anew what they change."""
