"""Pages of letters and their templates."""
