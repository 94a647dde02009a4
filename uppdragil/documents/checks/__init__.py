"""The steps of checking a sealed record; `verify` walks them."""
