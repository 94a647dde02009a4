"""A time stamping authority for tests, as a process: `python tsa_server.py CERT KEY`; prints its port.

What it does is in the address: /stamp, /wrong (stamps something else), /no (refuses), /page (an error page), /rubbish.
"""

from __future__ import annotations

import http.server
import sys
from pathlib import Path

from asn1crypto import keys, tsp, x509
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

REPLY = "application/timestamp-reply"


class Authority(http.server.BaseHTTPRequestHandler):
    stamper: DummyTimeStamper

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        status, kind, body = getattr(self, self.path[1:])(asked)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stamp(self, asked: tsp.TimeStampReq) -> tuple[int, str, bytes]:
        return 200, REPLY, self.stamper.request_tsa_response(asked).dump()

    def wrong(self, asked: tsp.TimeStampReq) -> tuple[int, str, bytes]:
        imprint = asked["message_imprint"]
        imprint["hashed_message"] = bytes(len(imprint["hashed_message"].native))
        return self.stamp(asked)

    def no(self, asked: tsp.TimeStampReq) -> tuple[int, str, bytes]:
        status = {"status": "rejection", "status_string": ["not today"]}
        return 200, REPLY, tsp.TimeStampResp({"status": status}).dump()

    def page(self, asked: tsp.TimeStampReq) -> tuple[int, str, bytes]:
        return 503, "text/html", b"<h1>Closed</h1>"

    def rubbish(self, asked: tsp.TimeStampReq) -> tuple[int, str, bytes]:
        return 200, REPLY, b"rubbish"

    def log_message(self, *args: object) -> None:
        """Nothing."""


if __name__ == "__main__":
    certificate, key = (Path(word).read_bytes() for word in sys.argv[1:3])
    Authority.stamper = DummyTimeStamper(x509.Certificate.load(certificate), keys.PrivateKeyInfo.load(key))
    server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
    print(server.server_port, flush=True)
    server.serve_forever()
