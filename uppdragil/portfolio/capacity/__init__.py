"""Receiver capacity (mottagarkapacitet): how much lands on a unit in a month, against how much it has room for.

`load` (pure: what counts in which month, and the verdict), `models`, `services` (the only writers), `policies`
(who sets what), `selectors` (reads), `gates` (what the gates are told).
"""
