"""What went wrong with a file that a command was given, in a sentence."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext


def file_sentence(file: Path, error: OSError) -> str:
    """Why `file` could not be read, in the active language."""
    sentences = {
        FileNotFoundError: gettext("The file %(file)s does not exist. Check the name and try again."),
        IsADirectoryError: gettext("%(file)s is a folder. Name a text file in it."),
        PermissionError: gettext("You may not read the file %(file)s. Ask its owner for access."),
    }
    return sentences.get(type(error), gettext("The file %(file)s cannot be read.")) % {"file": file}
