"""Groups: who belongs to them, what their admins choose."""
