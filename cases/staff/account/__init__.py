"""One's own account: logging in, second factors, details, sessions."""
