"""How passwords are hashed in tests: the same algorithm, made cheap."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id with the smallest parameters. Only test settings name it."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
