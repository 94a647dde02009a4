"""The WSGI application, for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uppdragil.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loads every page before somebody waits for the first

# What is loaded now stays as long as the process: looking through it for garbage doubled the time of one long list in
# twenty. The threshold stays: a higher one gains nothing more, and each process held 20 MiB more.
gc.collect()
gc.freeze()
