"""A small OpenID Connect provider as a process of its own, which answers well or badly as it is told.

`python -m tests.support.idp` prints its address and serves until it is ended. It signs with its own key and lets
everybody in as `sub`, without asking. `PUT /answer` with a JSON object says what is otherwise from then on:

    sub, email, email_verified, iss, aud, azp, nonce   claims to give instead
    auth_time, iat, exp                                 seconds from now; null leaves the claim out
    sign                                                "other key", "none" or "shared secret"
    error                                               what /authorize answers instead of a code
    userinfo                                            what /userinfo answers
    description, token                                  more of the discovery document, of the token response
    status                                              of the token response

`GET /asked` gives the parameters of every authorization request since the last PUT.
"""

from __future__ import annotations

import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
KEY_ID = "first"
PLAIN = ("sub", "email", "email_verified", "iss", "aud", "azp", "nonce")
TIMES = ("auth_time", "iat", "exp")


class Provider(ThreadingHTTPServer):
    """What it is told, what it was asked, and the codes that wait for their token."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.answer: dict[str, Any] = {}
        self.asked: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}

    def description(self) -> dict[str, Any]:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        ends["userinfo_endpoint"] = "userinfo"
        found = {"issuer": self.url} | {name: f"{self.url}/{end}" for name, end in ends.items()}
        return found | self.answer.get("description", {})

    def claims(self, asked: dict[str, str]) -> dict[str, Any]:
        """Those of a person who has logged in just now, as far as nothing else is told."""
        now = time.time()
        times = {"auth_time": 0, "iat": 0, "exp": 300} | {
            n: self.answer[n] for n in TIMES if n in self.answer
        }
        good = {
            "iss": self.url,
            "sub": "karin",
            "aud": asked["client_id"],
            "nonce": asked.get("nonce"),
            "email": "karin@example.org",
            "email_verified": True,
        }
        told = {name: self.answer[name] for name in PLAIN if name in self.answer}
        stated = good | told | {name: now + s if s is not None else None for name, s in times.items()}
        return {
            name: int(value) if name in TIMES else value
            for name, value in stated.items()
            if value is not None
        }

    def signed(self, claims: dict[str, Any]) -> str:
        how = self.answer.get("sign", "")
        if how == "none":
            return jwt.encode(claims, None, algorithm="none")
        if how == "shared secret":
            return jwt.encode(claims, "a secret that is long enough for it", "HS256", headers={"kid": KEY_ID})
        key = OTHER_KEY if how == "other key" else KEY
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": KEY_ID})


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *words: Any) -> None:
        pass

    def do_GET(self) -> None:
        url, provider = urlsplit(self.path), self.server
        pages = {
            "/.well-known/openid-configuration": provider.description,
            "/jwks": self._keys,
            "/asked": lambda: provider.asked,
            "/userinfo": lambda: provider.answer.get("userinfo", {}),
        }
        if url.path == "/authorize":
            self._authorize(dict(parse_qsl(url.query)))
        elif url.path in pages:
            self._json(pages[url.path]())
        else:
            self._json({}, 404)

    def do_PUT(self) -> None:
        self.server.answer, self.server.asked[:] = json.loads(self._body()), []
        self._json({})

    def do_POST(self) -> None:
        sent = dict(parse_qsl(self._body().decode()))
        asked = self.server.codes.pop(sent.get("code", ""), None)
        if asked is None or sent.get("redirect_uri") != asked["redirect_uri"]:
            self._json({"error": "invalid_grant"}, 400)
            return
        given = {"access_token": secrets.token_urlsafe(), "token_type": "Bearer"}
        given["id_token"] = self.server.signed(self.server.claims(asked))
        told = given | self.server.answer.get("token", {})
        self._json({n: v for n, v in told.items() if v is not None}, self.server.answer.get("status", 200))

    def _authorize(self, asked: dict[str, str]) -> None:
        self.server.asked.append(asked)
        answer = {"state": asked.get("state", "")}
        if error := self.server.answer.get("error"):
            answer["error"] = error
        else:
            answer["code"] = secrets.token_urlsafe()
            self.server.codes[answer["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _keys(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [key | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def _json(self, found: Any, status: int = 200) -> None:
        data = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    provider = Provider()
    print(provider.url, flush=True)
    provider.serve_forever()
