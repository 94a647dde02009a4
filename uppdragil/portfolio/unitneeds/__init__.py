"""Needs of units (behov): raised by anybody of a unit, answered by the portfolio office.

`services` (the only writers), `policies` (who sees and answers), `selectors` (reads).
"""
