"""Pages of what runs beside a matter: the person, their welfare, proceedings elsewhere, holds, links."""
