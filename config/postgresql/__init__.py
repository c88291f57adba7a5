"""Django's own PostgreSQL backend, except that it does not wait for ever for a server that has fallen silent."""
