"""The vetting officers' pages within the staff door."""
