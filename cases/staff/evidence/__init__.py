"""The pages of evidence: items, their files, who had them when, and disclosure schedules."""
