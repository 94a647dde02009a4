"""The organisation's seal on a document: one PAdES signature that allows no change afterwards."""

from .sealer import Sealer, SealError, get_sealer

__all__ = ["SealError", "Sealer", "get_sealer"]
