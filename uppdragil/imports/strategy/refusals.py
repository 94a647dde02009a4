"""What the import of a strategy refuses: one exception with a code, and one sentence per code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from uppdragil.core.coded import Coded

SENTENCES = {
    "empty": _("The file is empty. Choose a file with the strategy's text."),
    "binary": _("The file is not text. Save the pages as text (.txt) and import that file."),
    "too_large": _("The file is larger than %(limit)s MB. A strategy's text is some kilobytes."),
    "too_many_lines": _("The text has more than %(limit)s lines. Import one strategy at a time."),
    "too_many_rows": _(
        "The text has too many of one thing: more than %(limit)s. Import one strategy at a time."
    ),
    "too_long": _("The text that begins “%(place)s” is too long. Shorten or divide it, and import again."),
    "not_recognised": _(
        "The text is not a strategy: no heading names its years and focus areas, such as "
        "“# Fokusområden 2025–2028”."
    ),
}


class NotAStrategy(Coded):
    """The input cannot be read as a strategy. `code` is a key of SENTENCES, `params` fill its sentence."""

    sentences = SENTENCES
