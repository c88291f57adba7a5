"""Who may log in: users, what roles exist and what each permits, known devices, and drafts of what people typed."""
