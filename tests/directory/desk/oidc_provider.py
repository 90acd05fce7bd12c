"""A small OpenID Connect provider for tests, faithful to ProConnect where it matters, that can be told to lie."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from fastapi import FastAPI, Form, Header, Response
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from tests.directory.desk.desk_under_test import MONDAY
from tests.service import free_port, listening

CLIENT_ID, CLIENT_SECRET = "desk", "client-secret-of-the-tests"
NOW = int(MONDAY.timestamp())


@dataclass
class Person:
    """Who signs in at the provider."""

    email: str
    siret: str | None = None
    sub: str = "2f1c"
    amr: tuple[str, ...] = ("pwd", "mfa")


@dataclass
class FakeProvider:
    """Its answers are true unless ``lies`` says otherwise: other claims, somebody else's person."""

    issuer: str
    person: Person = field(default_factory=lambda: Person(""))
    lies: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    person_signed: bool = True
    published: dict[str, Any] | None = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = {
            "RS256": RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"}, auto_kid=False),
            "ES256": ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"}, auto_kid=False),
        }

    def id_token(self, asked: dict[str, str]) -> str:
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": self.person.sub,
            "iat": NOW,
            "exp": NOW + 60,
            "nonce": asked["nonce"],
            "acr": asked["acr_values"],
            "amr": list(self.person.amr),
        }
        return self.sign({name: value for name, value in (claims | self.lies).items() if value is not None})

    def about_person(self) -> dict[str, Any]:
        sub = self.lies.get("person_sub", self.person.sub)
        return {
            "sub": sub,
            "email": self.person.email,
            "siret": self.person.siret,
            "iss": self.issuer,
            "aud": CLIENT_ID,
        }

    def sign(self, claims: dict[str, Any]) -> str:
        claims = {name: value for name, value in claims.items() if name != "person_sub"}
        if self.algorithm == "none":
            return jwt.encode({"alg": "none"}, claims, OctKey.import_key("x"), algorithms=["none"])
        if self.algorithm == "HS256":  # the public key taken for a shared secret
            secret = OctKey.import_key(self.keys["RS256"].as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "rsa"}, claims, secret, algorithms=["HS256"])
        if self.algorithm == "foreign":
            stranger = RSAKey.generate_key(2048, {"kid": "rsa"}, auto_kid=False)
            return jwt.encode({"alg": "RS256", "kid": "rsa"}, claims, stranger)
        key = self.keys[self.algorithm]
        return jwt.encode({"alg": self.algorithm, "kid": key.kid}, claims, key)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def about() -> dict[str, str]:
            names = ("authorization", "token", "userinfo", "end_session")
            return {f"{name}_endpoint": f"{self.issuer}/{name}" for name in names} | {
                "issuer": self.issuer,
                "jwks_uri": f"{self.issuer}/jwks",
            }

        @app.get("/jwks")
        def jwks() -> dict[str, Any]:
            if self.published is not None:
                return self.published
            return {"keys": [key.as_dict(private=False) for key in self.keys.values()]}

        @app.get("/authorization")
        def authorize(
            state: str, nonce: str, redirect_uri: str, code_challenge: str, acr_values: str, claims: str
        ) -> Response:
            code = secrets.token_urlsafe(16)
            self.asked[code] = {"nonce": nonce, "challenge": code_challenge, "acr_values": acr_values, "claims": claims}
            return RedirectResponse(f"{redirect_uri}?{urlencode({'code': code, 'state': state})}")

        @app.post("/token")
        def token(
            code: str = Form(),
            code_verifier: str = Form(),
            client_id: str = Form(),
            client_secret: str = Form(),
        ) -> Response:
            asked = self.asked.pop(code, None)  # a code is taken once
            right = asked and create_s256_code_challenge(code_verifier) == asked["challenge"]
            if not right or (client_id, client_secret) != (CLIENT_ID, CLIENT_SECRET):
                return JSONResponse({"error": "invalid_grant"}, status_code=400)
            return JSONResponse({"access_token": "access", "token_type": "Bearer", "id_token": self.id_token(asked)})

        @app.get("/userinfo")
        def userinfo(authorization: str = Header()) -> Response:
            assert authorization == "Bearer access"
            if self.person_signed:
                return Response(self.sign(self.about_person()), media_type="application/jwt")
            return JSONResponse(self.about_person())

        return app


@contextmanager
def provider_running() -> Iterator[FakeProvider]:
    """A provider on a real port until the end of the block."""
    port = free_port()
    provider = FakeProvider(f"http://127.0.0.1:{port}")
    with listening(provider.app(), port):
        yield provider


def goes_through(address: str) -> str:
    """What the browser does at the provider: the address it is sent back to."""
    return httpx.get(address, follow_redirects=False, trust_env=False).headers["location"]
