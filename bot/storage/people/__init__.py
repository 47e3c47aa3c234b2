"""People, their accounts, and what is kept about them."""
