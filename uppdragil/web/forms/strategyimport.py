"""Importing a strategy: its text, and which of its editions become drafts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from uppdragil.imports.readers import MAX_BYTES, Source, decode
from uppdragil.imports.strategy.keeping import Coming
from uppdragil.imports.strategy.refusals import NotAStrategy

from .imports import SUFFIXES, ImportForm


class StrategyImportForm(ImportForm):
    """A pasted text or a file, as the import of a directive has it."""

    refused = NotAStrategy
    too_large = _("The text is larger than 2 MB. Import one strategy at a time.")

    text = forms.CharField(
        label=_("The strategy's text"),
        help_text=_("Paste the pages with their headings, tables and cards, as they stand."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("Text (.txt) or Markdown (.md), at most 2 MB."),
        required=False,
        allow_empty_file=True,  # the reader says it in our words
        widget=forms.FileInput(attrs={"accept": ",".join((*SUFFIXES, "text/plain", "text/markdown"))}),
    )

    def opened(self, file: UploadedFile) -> Source:
        if PurePath(file.name or "").suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(
                _("The file is neither .txt nor .md. Save the document as text (.txt) and choose that file.")
            )
        return Source(decode(file.read(MAX_BYTES + 1)))


class KeepForm(forms.Form):
    """Which editions become drafts; each with the mark of the draft that its page was drawn over."""

    def __init__(self, coming: Sequence[Coming], data: Any = None) -> None:
        super().__init__(data)
        self.coming = coming
        for one in coming:
            self.fields[f"keep-{one.key}"] = forms.BooleanField(
                label=_label(one), required=False, initial=not (one.draft or one.published)
            )
            self.fields[f"seen-{one.key}"] = forms.CharField(
                required=False, initial=one.mark, max_length=16, widget=forms.HiddenInput
            )

    def chosen(self) -> dict[str, str]:
        """By the years of each chosen edition, the mark that was seen."""
        return {
            one.key: self.cleaned_data[f"seen-{one.key}"]
            for one in self.coming
            if self.cleaned_data[f"keep-{one.key}"]
        }


def _label(one: Coming) -> Any:
    if one.draft:
        return _("Replace the draft")
    return _("Keep it as a draft")
