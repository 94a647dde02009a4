"""The form of a status report that comes back."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from uppdragil.imports.returnedfile import MAX_BYTES


class ReturnedForm(forms.Form):
    """The workbook. `data_sent()` is that of a valid form."""

    file = forms.FileField(
        label=_("The edited report"),
        help_text=_("The workbook (.xlsx) that was made here, at most 5 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def data_sent(self) -> bytes:
        sent: UploadedFile = self.cleaned_data["file"]
        return sent.read(MAX_BYTES + 1)
