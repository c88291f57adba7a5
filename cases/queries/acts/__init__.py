"""What may be done in a matter under the law: by whom, what is asked first, and what was decided."""
