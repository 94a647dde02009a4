"""A seal by a key in a PKCS#12 file."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from uppdragil.documents.coroutines import run
from uppdragil.documents.pdf.ornaments import SEAL_FIELD

from .appearance import stamp_style


class SealError(Exception):
    """The document could not be sealed; the message says why."""


class NoTimeStamp(SealError):
    """The time stamping authority gave no stamp that holds."""


class Pkcs12Sealer:
    """Seals with PAdES B-B, or B-T when a `timestamper` is given."""

    def __init__(self, signer: signers.SimpleSigner, timestamper: TimeStamper | None = None) -> None:
        self._signer = signer
        self._timestamper = timestamper

    @classmethod
    def from_file(cls, path: Path, password: str, timestamper: TimeStamper | None = None) -> Pkcs12Sealer:
        """Raises SealError when the file or the password is wrong."""
        signer = None
        if path.is_file():
            signer = signers.SimpleSigner.load_pkcs12(path, passphrase=password.encode() or None)
        if signer is None:
            raise SealError(f"The sealing certificate {path} cannot be read, or its password is wrong.")
        return cls(signer, timestamper)

    @property
    def certificate(self) -> x509.Certificate:
        return self._signer.signing_cert

    def seal(self, pdf: bytes, *, reason: str, at: dt.datetime) -> bytes:
        """Fills the document's one seal field and certifies the document: no change is allowed after this.

        Raises SealError; NoTimeStamp when that is what is missing.
        """
        try:
            writer = _SealWriter(io.BytesIO(pdf))
            style = stamp_style(writer, SEAL_FIELD, self.certificate, at)
            signer = _TimedSigner(self._metadata(reason), self._signer, self._timestamper, style, at)
            out = io.BytesIO()
            run(signer.async_sign_pdf(writer, existing_fields_only=True, output=out))
        except (PdfError, SigningError) as error:
            raise SealError(f"The document cannot be sealed: {error}") from error
        if self._timestamper:
            check_stamp(out.getvalue())
        return out.getvalue()

    def _metadata(self, reason: str) -> signers.PdfSignatureMetadata:
        return signers.PdfSignatureMetadata(
            field_name=SEAL_FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            name=self.certificate.subject.native.get("common_name", ""),
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )


def check_stamp(sealed: bytes) -> None:
    """Raises NoTimeStamp unless the seal's time stamp holds: one of something else, set for ever, is found only
    by looking.
    """
    (signature,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    stamp = run(async_validate_pdf_signature(signature, context)).timestamp_validity
    if not (stamp and stamp.intact and stamp.valid):
        raise NoTimeStamp("The time stamp does not hold.")


class _SealWriter(IncrementalPdfFileWriter):
    """Leaves the metadata as it is: a rewrite loses what PDF/A needs there."""

    def _update_meta(self) -> None:
        pass


class _TimedSigner(signers.PdfSigner):
    """Claims the time that it is given, not that of a clock."""

    def __init__(
        self,
        metadata: signers.PdfSignatureMetadata,
        signer: signers.Signer,
        timestamper: TimeStamper | None,
        style: Any,
        at: dt.datetime,
    ) -> None:
        super().__init__(metadata, signer, timestamper=timestamper, stamp_style=style)
        self._at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self._at
        return session
