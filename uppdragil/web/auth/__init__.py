"""How people prove who they are: `ways` says how, `passkeys` and `sso` do it, `trips` holds what waits meanwhile.

Pages use `uppdragil.web.proof` alone.
"""
