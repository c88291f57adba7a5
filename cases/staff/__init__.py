"""The staff door: investigators, supervisors, appropriate authority, hearings team, vetting, administrators."""
