"""Money: what of a mandate's frame is activated, identified and spent, as told while it runs.

The frame is the directive's (chapter 6.3) and locked with the baseline; the other amounts happen to it, and are told
beside it. Pure: `verdict`. With the database: `services` (the only writer), `selectors`, `policies`.
"""
