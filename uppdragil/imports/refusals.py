"""What the import refuses: one exception with a code, and one sentence per code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from uppdragil.core.coded import Coded

SENTENCES = {
    "empty": _("The file is empty. Choose a file with the directive's text."),
    "binary": _(
        "The file is neither text, Word nor PDF. Save the document as .docx, .pdf or .txt and choose that file."
    ),
    "too_large": _("The file is larger than %(limit)s MB. A directive's text is some kilobytes."),
    "too_large_file": _(
        "The file is larger than %(limit)s MB. Take its pictures out, save it and choose it again."
    ),
    "protected": _(
        "The file is protected by a password. Take the protection away, save it and choose it again."
    ),
    "scanned": _("The file is scanned: it has pictures and no text. Choose the original, or paste its text."),
    "no_text": _("The file has no text. Choose another file."),
    "macros": _(
        "The file has macros. Save it as a Word document (.docx) without macros and choose that file."
    ),
    "embedded": _(
        "Other files are embedded in the file. Take them out, save it as a Word document (.docx) and choose that file."
    ),
    "old_word": _("The file is of an old Word. Save it as a Word document (.docx) and choose that file."),
    "not_word": _(
        "The file is no Word document. Save the document as .docx, .pdf or .txt and choose that file."
    ),
    "corrupt": _("The file is damaged. Open it in its own program, save it anew and choose it again."),
    "too_much": _(
        "The file is too large or too intricate to read. Save it as text (.txt) and choose that file."
    ),
    "too_many_pages": _("The file has more than %(limit)s pages. Choose a file with one directive."),
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
