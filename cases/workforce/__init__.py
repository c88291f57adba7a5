"""The register: people, postings and units, and which roles a user holds from when to when."""
