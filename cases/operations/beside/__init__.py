"""Writing what runs beside a matter: restrictions, welfare, proceedings elsewhere, holds, links."""
