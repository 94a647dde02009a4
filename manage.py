#!/usr/bin/env python
"""Django's command line for uppdragil."""

import os
import sys


def main() -> None:
    """Run one command, or say in a sentence which setting it lacks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uppdragil.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
