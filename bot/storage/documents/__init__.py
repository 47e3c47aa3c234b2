"""Documents, files that are being read, and jobs that draft from them."""
