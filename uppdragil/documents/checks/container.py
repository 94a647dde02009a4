"""The frame of a sealed file, read byte for byte before anything is parsed.

A seal covers the whole file but for the gap that holds the seal itself. What is in the gap must be
exactly one seal, spelled the one way that it can be spelled: then there is no byte in the file that can
change unnoticed.
"""

from __future__ import annotations

import hashlib
import re

from asn1crypto import cms, x509

from .problems import NotIntact, Problem

LARGEST = 100 * 1024 * 1024  # bytes; a record is some hundred kilobytes

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"  # binds the certificate into what is signed (RFC 5035)


def check_container(data: bytes) -> None:
    """Raises NotIntact unless one well-formed seal covers the whole of `data` as it stands."""
    if len(data) > LARGEST:
        raise NotIntact(Problem.TOO_LARGE)
    if not data.startswith(b"%PDF-"):
        raise NotIntact(Problem.NOT_PDF)
    first, second = _ranges(data)
    der = _seal(data[first:second])
    try:
        signed = cms.ContentInfo.load(der, strict=True)["content"]
        claimed = _claimed_digest(signed)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise NotIntact(Problem.SEAL_DAMAGED) from error
    digest = hashlib.sha256(memoryview(data)[:first])
    digest.update(memoryview(data)[second:])
    if digest.digest() != claimed:
        raise NotIntact(Problem.CHANGED)
    _check_spelling(der, signed)


def _ranges(data: bytes) -> tuple[int, int]:
    """Where the gap begins and ends."""
    found = _RANGE.findall(data)
    if not found:
        raise NotIntact(Problem.NO_SEAL)
    if len(found) > 1 or data.count(b"/ByteRange") > 1:
        raise NotIntact(Problem.SEVERAL_SEALS)
    start, first, second, rest = (int(number) for number in found[0])
    if second + rest > len(data):
        raise NotIntact(Problem.CUT_OFF)
    if second + rest < len(data):
        raise NotIntact(Problem.ADDED)
    if start != 0 or second <= first:
        raise NotIntact(Problem.SEAL_DAMAGED)
    return first, second


def _seal(gap: bytes) -> bytes:
    """The seal's DER bytes; what follows them in the gap is zeros and nothing else."""
    text = gap[1:-1]
    if gap[:1] + gap[-1:] != b"<>" or text not in (text.upper(), text.lower()):
        raise NotIntact(Problem.SEAL_DAMAGED)
    try:
        filled = bytes.fromhex(text.decode("ascii"))
        length = _length(filled)
    except (ValueError, IndexError) as error:
        raise NotIntact(Problem.SEAL_DAMAGED) from error
    if filled[length:].strip(b"\0") or filled.hex().encode() != text.lower():
        raise NotIntact(Problem.SEAL_DAMAGED)
    return filled[:length]


def _length(der: bytes) -> int:
    """Length of the first DER value, its own head included."""
    short = der[1]
    if short < 0x80:
        return 2 + short
    count = short & 0x7F
    return 2 + count + int.from_bytes(der[2 : 2 + count], "big")


def _check_spelling(der: bytes, signed: cms.SignedData) -> None:
    """Raises NotIntact unless encoding the seal afresh gives the same bytes."""
    try:
        afresh = _encode(signed)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise NotIntact(Problem.SEAL_DAMAGED) from error
    if afresh != der:
        raise NotIntact(Problem.SEAL_DAMAGED)


def _encode(signed: cms.SignedData) -> bytes:
    """A seal of one signer over a file: everything in it that is not signed has only one value here.

    What is signed, and the certificate that it names by its hash, is taken over as it stands.
    """
    (signer,) = signed["signer_infos"]
    certificate = _certificate(signed, signer)
    name = cms.IssuerAndSerialNumber(
        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    )
    digest = cms.DigestAlgorithm({"algorithm": "sha256"})
    algorithm = signer["signature_algorithm"]
    algorithm = cms.SignedDigestAlgorithm.load(algorithm.dump(force=True))
    info = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", name),
        "digest_algorithm": digest,
        "signed_attrs": signer["signed_attrs"],
        "signature_algorithm": algorithm,
        "signature": signer["signature"],
    }
    if signer["unsigned_attrs"].native:  # a time stamp, which pyHanko checks
        info["unsigned_attrs"] = signer["unsigned_attrs"]
    contents = {
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": signed["certificates"],
        "signer_infos": [info],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(contents)}).dump(
        force=True
    )


def _certificate(signed: cms.SignedData, signer: cms.SignerInfo) -> x509.Certificate:
    """The signer's own among those that come with the seal. Raises ValueError when it is not there."""
    sought = signer["sid"].chosen.native
    for choice in signed["certificates"]:
        certificate = choice.chosen
        if sought == {"issuer": certificate.issuer.native, "serial_number": certificate.serial_number}:
            return certificate
    raise ValueError("the signer's certificate is not in the seal")


def _claimed_digest(signed: cms.SignedData) -> bytes:
    attributes = {a["type"].dotted: a for a in signed["signer_infos"][0]["signed_attrs"]}
    claimed = attributes.get(cms.CMSAttributeType("message_digest").dotted)
    if claimed is None or _SIGNING_CERTIFICATE not in attributes:
        raise NotIntact(Problem.OTHER_SEAL)
    return bytes(claimed["values"][0].native)
