"""The product's settings for a server that a test runs: only passwords are cheaper than real ones."""

from uppdragil.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
