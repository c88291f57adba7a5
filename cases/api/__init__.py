"""The API door: Django REST framework over the same operations and queries as the pages."""
