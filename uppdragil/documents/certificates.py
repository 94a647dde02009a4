"""What a seal's certificate says about its holder."""

from __future__ import annotations

from asn1crypto import x509


def holder(certificate: x509.Certificate) -> str:
    """The organisation, or else the common name, that the certificate was issued to."""
    subject = certificate.subject.native
    return _text(subject.get("organization_name")) or _text(subject.get("common_name")) or "–"


def common_name(name: x509.Name) -> str:
    """Whose certificate it is: the common name, else the whole name in words."""
    return _text(name.native.get("common_name")) or name.human_friendly


def is_demo(certificate: x509.Certificate) -> bool:
    """A demo's certificate, or its issuer, says so in its name."""
    return any("demo" in part.human_friendly.lower() for part in (certificate.subject, certificate.issuer))


def _text(value: object) -> str:
    """A name may have several values of one kind."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
