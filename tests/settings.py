"""The product's settings, with the little that tests need otherwise.

`DATABASE_URL` chooses the database: without it SQLite, with it that PostgreSQL server (see support/postgres.py).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_var = tempfile.TemporaryDirectory(prefix="uppdragil-tests-", ignore_cleanup_errors=True)
os.environ["UPPDRAGIL_DEMO"] = "1"
os.environ["UPPDRAGIL_VAR"] = _var.name
# Playwright keeps an event loop in the main thread; Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from uppdragil.settings import *  # noqa: E402, F403
from uppdragil.settings import DATABASES, STATIC_ROOT  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # real ones are slow on purpose

# Every test client starts the middleware anew: do not let it list all static files each time.
WHITENOISE_USE_FINDERS = False
Path(STATIC_ROOT).mkdir(parents=True)

_options = DATABASES["default"]["OPTIONS"]
if "pool" in _options:
    _options["pool"] = False  # a test's threads leave connections open; a pool would wait for them
else:
    _options["init_command"] += " PRAGMA synchronous=OFF;"
