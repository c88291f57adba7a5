"""Who may see and do what with a matter: visible_to(user), seals and conflict-of-interest walls."""
