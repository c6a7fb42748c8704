"""API keys that the program makes, and tokens that another library than ours signs."""

import secrets
import subprocess
import sys
import time
from pathlib import Path

from users_process import BIN, PATIENCE

ROOT = Path(__file__).parents[2]
sys.path.insert(
    0,
    subprocess.run([ROOT / "scripts/worker_packages", "tokens"], capture_output=True, text=True,
                   check=True).stdout.strip(),
)

import jwt  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: E402
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm  # noqa: E402

HMAC_SECRET = secrets.token_hex(32)

_NEW_KEY = {
    "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
}
_JWK = {"RS256": RSAAlgorithm, "ES256": ECAlgorithm, "EdDSA": OKPAlgorithm}


def boomerang(*words):
    return subprocess.run([BIN / "boomerang", *words], capture_output=True, text=True,
                          timeout=PATIENCE)


def new_api_key(folder, name, *flags):
    """Makes a key by the program, adds its lines to FOLDER/keys.toml, and gives the key."""
    done = boomerang("keys", "new", name, *flags)
    assert done.returncode == 0, done.stderr
    key, lines = done.stdout.split("\n\n", 1)
    with open(folder / "keys.toml", "a") as file:
        file.write(lines)
    return key


class SigningKey:
    """A key of an issuer, whose id is the name of its algorithm unless it is told."""

    def __init__(self, algorithm, key_id=None):
        self.algorithm, self.key_id = algorithm, key_id or algorithm
        self.private = _NEW_KEY[algorithm]()

    def public(self):
        """What the issuer publishes of it in a JWK set."""
        jwk = _JWK[self.algorithm].to_jwk(self.private.public_key(), as_dict=True)
        return jwk | {"kid": self.key_id}

    def sign(self, claims):
        return jwt.encode(claims, self.private, self.algorithm, {"kid": self.key_id})


def sign_with_secret(claims, secret=HMAC_SECRET):
    return jwt.encode(claims, secret, "HS256")


def not_signed(claims):
    return jwt.encode(claims, None, "none")


def claims(issuer, audience, **changes):
    """Good ones but for `changes`; one that is None is left out."""
    usual = {"iss": issuer, "aud": audience, "sub": "ada", "exp": int(time.time()) + 600}
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def bearer(token):
    return {"Authorization": f"Bearer {token}"}
