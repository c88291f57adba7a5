"""What runs beside a matter: the person, their welfare, proceedings elsewhere, days of waiting, links."""
