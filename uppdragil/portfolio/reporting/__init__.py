"""Status reports (lägesrapporter): rounds that the office opens, what a lead says of a mandate, what is computed
beside it, and the owner's acknowledgement.

Pure: `content` (what a report says), `computed` (what the figures say). With the database: `rounds`, `drafts`,
`services` (the only writers), `selectors`, `policies`.
"""
