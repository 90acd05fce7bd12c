"""Signing in by one's organisation (OpenID Connect, as ProConnect asks): code flow, PKCE, state, nonce, signed answers.

Nothing is believed that is not signed by the provider with RS256 or ES256, meant for us, fresh, and about one person.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from itsdangerous import BadData, URLSafeTimedSerializer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

ALGORITHMS = ["RS256", "ES256"]
SCOPE = "openid given_name usual_name email siret uid"
GOOD_FOR_SECONDS = 600
LEEWAY_SECONDS = 30
FETCH_SECONDS = 5.0
MULTIPLE_FACTORS = "mfa"


@dataclass(frozen=True, slots=True)
class Provider:
    """Who vouches for people: as registered with it. ``acr`` are the levels of proof taken; the first one is asked."""

    issuer: str
    client_id: str
    client_secret: str
    name: str = "ProConnect"
    acr: tuple[str, ...] = ("eidas1", "eidas2", "eidas3")


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who the provider says this is. ``subject`` joins issuer and number; ``id_token`` is shown again to sign out."""

    subject: str
    email: str
    siret: str | None
    several_factors: bool
    id_token: str
    back: str


class NotVouched(Exception):  # noqa: N818 - a fact of the door: nobody comes in
    """The provider's answer cannot be believed, or did not come; the message is for the log, never for the page."""


class Organisation:
    """Asks the provider who somebody is."""

    def __init__(
        self,
        provider: Provider,
        *,
        base_url: str,
        secret: str,
        clock: Callable[[], datetime],
    ) -> None:
        self.name = provider.name
        self._provider = provider
        self._return_to = f"{base_url}/desk/connexion/retour"
        self._after = f"{base_url}/desk/connexion"
        self._sealed = URLSafeTimedSerializer(secret, salt="desk-organisation")
        self._clock = clock
        self._found: Mapping[str, Any] | None = None

    def begin(self, back: str) -> tuple[str, str]:
        """Where to send the browser, and what it must bring back, sealed."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        address = prepare_grant_uri(
            self._about("authorization_endpoint"),
            client_id=self._provider.client_id,
            response_type="code",
            redirect_uri=self._return_to,
            scope=SCOPE,
            state=state,
            nonce=nonce,
            acr_values=self._provider.acr[0],
            claims=json.dumps({"id_token": {"amr": {"essential": True}}}),
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return address, self._sealed.dumps([state, nonce, verifier, back])

    def finish(self, sealed: str, state: str, code: str) -> Vouched:
        """Who came back; :class:`NotVouched` when anything is not as it must be."""
        try:
            expected, nonce, verifier, back = self._sealed.loads(sealed, max_age=GOOD_FOR_SECONDS)
        except BadData as error:
            raise NotVouched("state_lost") from error
        if not secrets.compare_digest(expected.encode(), state.encode("utf-8", "replace")):
            raise NotVouched("state")
        given = self._exchange(code, verifier)
        claims = self._proven(str(given.get("id_token", "")), nonce)
        person = self._person(str(given.get("access_token", "")))
        if person.get("sub") != claims["sub"]:
            raise NotVouched("mixed_sub")
        email = str(person.get("email") or "")
        if not email:
            raise NotVouched("no_email")
        return Vouched(
            subject=f"{claims['iss']}|{claims['sub']}",
            email=email,
            siret=str(person.get("siret") or "").replace(" ", "") or None,
            several_factors=MULTIPLE_FACTORS in (claims.get("amr") or ()),
            id_token=str(given["id_token"]),
            back=back,
        )

    def farewell(self, id_token: str) -> str:
        """Where to send the browser to sign out there as well."""
        asked = {"id_token_hint": id_token, "state": secrets.token_urlsafe(32), "post_logout_redirect_uri": self._after}
        return f"{self._about('end_session_endpoint')}?{urlencode(asked)}"

    def _exchange(self, code: str, verifier: str) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._return_to,
            "client_id": self._provider.client_id,
            "client_secret": self._provider.client_secret,
            "code_verifier": verifier,
        }
        return _object(self._fetch("POST", self._about("token_endpoint"), data=form).text)

    def _proven(self, id_token: str, nonce: str) -> Mapping[str, Any]:
        payload, header = self._signed(id_token)
        options = {
            "iss": {"essential": True, "value": self._provider.issuer},
            "aud": {"essential": True, "value": self._provider.client_id},
            "acr": {"essential": True, "values": list(self._provider.acr)},
        }
        params = {"client_id": self._provider.client_id, "nonce": nonce}
        try:
            CodeIDToken(payload, header, options, params).validate(int(self._clock().timestamp()), LEEWAY_SECONDS)
        except Exception as error:
            raise NotVouched(type(error).__name__) from error
        return payload

    def _person(self, access_token: str) -> Mapping[str, Any]:
        """Who it is; ProConnect signs this answer, others send plain JSON over their own HTTPS."""
        headers = {"Authorization": f"Bearer {access_token}"}
        answer = self._fetch("GET", self._about("userinfo_endpoint"), headers=headers)
        if "jwt" not in answer.headers.get("content-type", ""):
            return _object(answer.text)
        payload, _ = self._signed(answer.text)
        if payload.get("iss") != self._provider.issuer or payload.get("aud") != self._provider.client_id:
            raise NotVouched("person_for_another")
        return payload

    def _signed(self, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        published = _object(self._fetch("GET", self._about("jwks_uri")).text)
        try:
            keys = KeySet.import_key_set(published)  # type: ignore[arg-type]
            read = jwt.decode(token, keys, algorithms=ALGORITHMS)
        except (JoseError, ValueError, LookupError, TypeError) as error:
            raise NotVouched(type(error).__name__) from error
        return read.claims, read.header

    def _about(self, name: str) -> str:
        """An address of the provider, from what it publishes about itself."""
        if self._found is None:
            found = _object(self._fetch("GET", f"{self._provider.issuer}/.well-known/openid-configuration").text)
            if found.get("issuer") != self._provider.issuer:
                raise NotVouched("another_issuer")
            self._found = found
        return str(self._found.get(name) or "")

    def _fetch(self, method: str, address: str, **options: Any) -> httpx.Response:
        try:
            answer = httpx.request(method, address, timeout=FETCH_SECONDS, follow_redirects=False, **options)
            answer.raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotVouched(type(error).__name__) from error
        return answer


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise NotVouched("unreadable") from error
    if not isinstance(found, dict):
        raise NotVouched("unreadable")
    return found
