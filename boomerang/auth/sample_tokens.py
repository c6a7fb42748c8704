#!/usr/bin/env python3
"""Makes sample_tokens.h anew: keys and tokens of other implementations than ours.

    python3 boomerang/auth/sample_tokens.py | clang-format >boomerang/auth/sample_tokens.h

PyJWT signs, jwcrypto makes the keys and checks what PyJWT has signed. Debian has both as
python3-jwt and python3-jwcrypto. Each run makes new keys, and keeps none that are private.
"""

import base64
import hashlib
import hmac
import json

import jwt
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from jwcrypto import jwk, jws

BEGIN = 1767225600  # 2026-01-01T00:00:00Z, where a ManualClock begins.
CLAIMS = {
    "iss": "https://issuer.example",
    "aud": "boomerang",
    "sub": "alice",
    "iat": BEGIN,
    "exp": BEGIN + 300,
    "scope": "users:write users:read",
}


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def rsa_key(key_id, bits=2048):
    return jwk.JWK.generate(kty="RSA", size=bits, kid=key_id)


def ec_key(key_id, curve="P-256"):
    return jwk.JWK.generate(kty="EC", crv=curve, kid=key_id)


def ed_key(key_id):
    return jwk.JWK.generate(kty="OKP", crv="Ed25519", kid=key_id)


def signed(key, algorithm, headers=None):
    headers = {"kid": key["kid"], **(headers or {})}
    pem = key.export_to_pem(private_key=True, password=None)
    token = jwt.encode(CLAIMS, pem, algorithm, headers)
    other = jws.JWS()
    other.allowed_algs = [algorithm]
    other.deserialize(token, key)
    return token


def public(key, **more):
    return {**json.loads(key.export_public()), **more}


def der_signed(token):
    signed_part, signature = token.rsplit(".", 1)
    raw = base64.urlsafe_b64decode(signature + "==")
    r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
    return signed_part + "." + base64url(encode_dss_signature(r, s))


def signed_with_public_key(key):
    """The attack that takes a public key for the secret of HS256."""
    header = json.dumps({"alg": "HS256", "typ": "JWT", "kid": key["kid"]}).encode()
    text = base64url(header) + "." + base64url(json.dumps(CLAIMS).encode())
    code = hmac.digest(key.export_to_pem(), text.encode(), hashlib.sha256)
    return text + "." + base64url(code)


def off_curve(key):
    y = bytearray(base64.urlsafe_b64decode(key["y"] + "=="))
    y[31] ^= 1
    return {**key, "y": base64url(bytes(y))}


def main():
    rsa, ec, ed = rsa_key("rsa-1"), ec_key("ec-1"), ed_key("ed-1")
    ec_next, stranger, p384 = ec_key("ec-2"), ec_key("ec-1"), ec_key("p384", "P-384")
    small = rsa_key("small", 1024)
    texts = {
        "key_set": json.dumps({"keys": [public(rsa, use="sig", alg="RS256"), public(ec), public(ed)]}),
        "next_key_set": json.dumps({"keys": [public(ec), public(ec_next, alg="ES256")]}),
        "public_key": rsa.export_to_pem().decode(),
        "small_rsa_jwk": json.dumps(public(small)),
        "off_curve_jwk": json.dumps(off_curve(public(ec))),
        "p384_jwk": json.dumps(public(p384)),
        "private_jwk": ec.export_private(),
        "rs256_token": signed(rsa, "RS256"),
        "es256_token": signed(ec, "ES256"),
        "eddsa_token": signed(ed, "EdDSA"),
        "next_es256_token": signed(ec_next, "ES256"),
        "small_rsa_token": signed(small, "RS256"),
        "es384_token": signed(p384, "ES384"),
        "ps256_token": signed(rsa, "PS256"),
        "public_key_as_secret_token": signed_with_public_key(rsa),
        "strangers_token": signed(stranger, "ES256"),
        "strangers_token_with_its_key": signed(stranger, "ES256", {"jwk": public(stranger)}),
    }
    texts["der_es256_token"] = der_signed(texts["es256_token"])
    print("#pragma once\n")
    print("// Keys and tokens of other implementations. Made by sample_tokens.py: not to be edited.\n")
    print("namespace boomerang::auth::sample {\n")
    for name, text in texts.items():
        pieces = [text[i : i + 80] for i in range(0, len(text), 80)]
        print(f"inline constexpr char {name}[] =")
        print("\n".join("    " + json.dumps(piece) for piece in pieces) + ";\n")
    print("}  // namespace boomerang::auth::sample")


if __name__ == "__main__":
    main()
