"""What the commands of the import share: who acts, and what is wrong with a file, in a sentence."""

from __future__ import annotations

from pathlib import Path

from django.core.management import CommandError
from django.utils.translation import gettext

from uppdragil.organisation.models import Person


def file_sentence(file: Path, error: OSError) -> str:
    """Why `file` could not be read, in the active language."""
    sentences = {
        FileNotFoundError: gettext("The file %(file)s does not exist. Check the name and try again."),
        IsADirectoryError: gettext("%(file)s is a folder. Name a text file in it."),
        PermissionError: gettext("You may not read the file %(file)s. Ask its owner for access."),
    }
    return sentences.get(type(error), gettext("The file %(file)s cannot be read.")) % {"file": file}


def acting(username: str | None) -> Person | None:
    """Whose doing it is; None where nobody is named. Raises CommandError for somebody who is not there."""
    if username is None:
        return None
    person = Person.objects.filter(user__username=username, active=True).first()
    if person is None:
        raise CommandError(gettext("Nobody has the username %(username)s.") % {"username": username})
    return person
