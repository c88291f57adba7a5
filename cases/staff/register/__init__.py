"""The register: people, units, roles held, delegations, files from personnel."""
