"""Documents as instructors send them and as generation reads them."""
