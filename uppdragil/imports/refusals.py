"""What the import refuses: one exception with a code, and one sentence per code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from uppdragil.core.coded import Coded

SENTENCES = {
    "empty": _("The file is empty. Choose a file with the directive's text."),
    "binary": _("The file is not text. Save the document as text (.txt) and import that file."),
    "too_large": _("The file is larger than %(limit)s MB. A directive's text is some kilobytes."),
    "too_many_lines": _("The text has more than %(limit)s lines. Import one directive at a time."),
    "too_many_rows": _("Chapter “%(chapter)s” has more than %(limit)s rows. Import one directive at a time."),
    "too_long": _("The text that begins “%(place)s” is too long. Shorten or divide it, and import again."),
    "not_recognised": _(
        "The text is not a directive: it has fewer than %(limit)s of the chapters of %(edition)s. "
        "Each chapter begins with its number and name, such as “1. Bakgrund”."
    ),
}


class NotADirective(Coded):
    """The input cannot be read as a directive. `code` is a key of SENTENCES, `params` fill its sentence."""

    sentences = SENTENCES
