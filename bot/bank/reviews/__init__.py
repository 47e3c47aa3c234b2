"""What people say of questions: second readings and approvals."""
