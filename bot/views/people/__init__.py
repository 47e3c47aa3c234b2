"""What people see of themselves: settings, what is kept, what they reported."""
