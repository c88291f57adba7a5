"""Pages of the plan of an investigation."""
