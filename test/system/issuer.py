"""Who signs tokens, and publishes by URL the keys to check them with."""

import http.server
import json
import ssl
import threading

from test_reload import certificate
from users_process import PATIENCE, eventually


# Callers by API keys, and by tokens of an issuer. To be formatted.
SCHEMES = """
[[authentication]]
name = "partners"
kind = "api-keys"
file = "keys.toml"

[[authentication]]
name = "login"
kind = "jwt"
issuer = "https://login.example"
audiences = ["{audience}"]
algorithms = ["ES256", "EdDSA"]
jwks_url = "https://localhost:{port}/keys"
jwks_ca_file = "{trusted}"
refresh_min = "1s"
refresh_max = "2s"
"""


class Issuer:
    """Serves the public halves of `keys` by TLS on a port of its own, while it is not `away`. While it
    is `busy`, nobody hears anything."""

    def __init__(self, folder):
        issuer = self
        self.keys, self.away, self.asked = [], False, 0
        self._free = threading.Event()
        self.busy = False
        self.trusted, private = certificate(folder, "issuer")

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                issuer.asked += 1
                issuer._free.wait(PATIENCE)
                if issuer.away:
                    return self.send_error(500)
                body = json.dumps({"keys": [key.public() for key in issuer.keys]}).encode()
                self.send_response(200)
                self.send_header("Content-Length", len(body))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.trusted, private)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.busy = False
        self.server.shutdown()
        self.server.server_close()

    @property
    def busy(self):
        return not self._free.is_set()

    @busy.setter
    def busy(self, is_busy):
        self._free.clear() if is_busy else self._free.set()

    def await_asked(self, times):
        goal = self.asked + times
        eventually(lambda: self.asked >= goal, f"the issuer is asked {times} more times")
