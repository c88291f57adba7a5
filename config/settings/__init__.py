"""Settings: `base` is shared; `local`, `test` and `production` are what DJANGO_SETTINGS_MODULE names."""
