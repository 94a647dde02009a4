"""The seal itself: whose it is, whether it holds, and whether its issuer is one that is trusted."""

from __future__ import annotations

import datetime as dt
import io
import logging
from dataclasses import dataclass
from enum import StrEnum

from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from uppdragil.documents.certificates import common_name, holder, is_demo
from uppdragil.documents.coroutines import run
from uppdragil.documents.pdf.ornaments import SEAL_FIELD

from .problems import NotIntact, Problem

# What it finds is in the verdict; in the log it would be a traceback for each forged file.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class Trust(StrEnum):
    """Whether the seal is by an issuer that the reader trusts."""

    TRUSTED = "trusted"
    NO_ISSUER_NAMED = "no_issuer_named"
    OTHER_ISSUER = "other_issuer"
    EXPIRED = (
        "expired"  # the issuer is trusted, and the certificate was valid at the time that the seal states
    )


class BadCertificate(ValueError):
    """What was given as an issuer's certificate is none."""


@dataclass(frozen=True)
class Seal:
    """Who sealed. `at` is the seal's own statement unless `at_is_proven` by a time stamp."""

    organisation: str
    name: str
    issuer: str
    at: dt.datetime | None
    at_is_proven: bool
    demo: bool


def issuers(data: bytes) -> list[x509.Certificate]:
    """Certificates in PEM or DER. Raises BadCertificate."""
    try:
        found = list(load_certs_from_pemder_data(data))
        for certificate in found:
            _ = certificate.subject.native
    except Exception as error:  # the parsers raise whatever the bytes lead them to
        raise BadCertificate("not a certificate") from error
    if not found:
        raise BadCertificate("no certificate")
    return found


def check_signature(data: bytes, roots: list[x509.Certificate]) -> tuple[Seal, Trust]:
    """Raises NotIntact unless the file has one valid seal of the kind that this tool sets."""
    signature = _only_signature(data)
    try:
        status = _validate(signature, roots, None)
    except (SignatureValidationError, ValueError) as error:
        raise NotIntact(Problem.SEAL_DAMAGED) from error
    if not (status.intact and status.valid):
        raise NotIntact(Problem.CHANGED)
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        raise NotIntact(Problem.ADDED)
    if signature.field_name != SEAL_FIELD or signature.docmdp_level != MDPPerm.NO_CHANGES:
        raise NotIntact(Problem.OTHER_SEAL)
    return _seal(signature, status), _trust(signature, status, roots)


def _only_signature(data: bytes) -> EmbeddedPdfSignature:
    found = PdfFileReader(io.BytesIO(data)).embedded_signatures
    if not found:
        raise NotIntact(Problem.NO_SEAL)
    if len(found) > 1:
        raise NotIntact(Problem.SEVERAL_SEALS)
    return found[0]


def _validate(
    signature: EmbeddedPdfSignature, roots: list[x509.Certificate], moment: dt.datetime | None
) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=roots, allow_fetching=False, moment=moment, best_signature_time=moment
    )
    return run(async_validate_pdf_signature(signature, signer_validation_context=context))


def _seal(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> Seal:
    certificate, stamp = signature.signer_cert, status.timestamp_validity
    if stamp and not (stamp.intact and stamp.valid):
        raise NotIntact(Problem.SEAL_DAMAGED)
    return Seal(
        organisation=holder(certificate),
        name=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        at=stamp.timestamp if stamp else signature.self_reported_timestamp,
        at_is_proven=bool(stamp and stamp.trusted),
        demo=is_demo(certificate),
    )


def _trust(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus, roots: list[x509.Certificate]
) -> Trust:
    if not roots:
        return Trust.NO_ISSUER_NAMED
    if status.trusted:
        return Trust.TRUSTED
    at = signature.self_reported_timestamp
    if at and _validate(signature, roots, at).trusted:
        return Trust.EXPIRED
    return Trust.OTHER_ISSUER
