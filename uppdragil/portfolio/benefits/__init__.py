"""Benefits (nyttor): measurements of the impact goals until their dates, asked of the owner after BP3.

Pure: `standing` (how a goal stands by what was measured), `schedule` (when a value is asked for). With the database:
`services` (the only writer), `selectors`, `policies`.
"""
