"""Is a sealed document intact, whose seal is it, and what does it say? Needs no database and no network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asn1crypto import x509
from django.conf import settings

from .checks.container import LARGEST, check_container
from .checks.contents import Decided, Minuted, TakenIn, read_contents
from .checks.problems import NotIntact, Problem
from .checks.signature import BadCertificate, Seal, Trust, check_signature, issuers

__all__ = ["LARGEST", "BadCertificate", "Problem", "Seal", "Trust", "Verification", "verify"]


@dataclass(frozen=True)
class Verification:
    """The verdict. `problem` is set exactly when the document is not intact; then nothing in it counts.

    `said` is what an intact one says: a decision, an adoption, or minutes and extracts of them.
    """

    problem: Problem | None
    seal: Seal | None = None
    trust: Trust | None = None
    said: Decided | TakenIn | Minuted | None = None

    @property
    def intact(self) -> bool:
        return self.problem is None

    @property
    def trusted(self) -> bool:
        return self.trust is Trust.TRUSTED

    @property
    def decided(self) -> Decided | None:
        return self.said if isinstance(self.said, Decided) else None

    @property
    def taken_in(self) -> TakenIn | None:
        return self.said if isinstance(self.said, TakenIn) else None

    @property
    def minuted(self) -> Minuted | None:
        return self.said if isinstance(self.said, Minuted) else None

    @property
    def demo(self) -> bool:
        return bool((self.seal and self.seal.demo) or (self.said and self.said.demo))


def verify(data: bytes, ca: bytes | None = None) -> Verification:
    """Checks `data`, whatever it is.

    `ca`: certificates (PEM or DER) of the issuers to trust; None means those that the setting
    SEAL_CA names, if any. Raises BadCertificate when they cannot be read; nothing else.
    """
    roots = issuers(ca) if ca is not None else _configured_issuers()
    try:
        check_container(data)
        said = read_contents(data)
        seal, trust = check_signature(data, roots)
    except NotIntact as verdict:
        return Verification(verdict.problem)
    except Exception:  # a crafted file can lead the parsers to any error; none of them is a verdict of intact
        return Verification(Problem.UNREADABLE)
    return Verification(None, seal, trust, said)


def _configured_issuers() -> list[x509.Certificate]:
    path = settings.SEAL_CA
    if not path:
        return []
    try:
        return issuers(Path(path).read_bytes())
    except OSError as error:
        raise BadCertificate(f"{path} cannot be read") from error
