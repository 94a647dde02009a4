"""Names for life: short random identifiers that outlive primary keys and travel in files."""

import secrets


def new_uid() -> str:
    """16 lower-case hexadecimal characters, 64 random bits."""
    return secrets.token_hex(8)
