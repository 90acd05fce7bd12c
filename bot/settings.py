"""Settings from the environment, each with a default that works on one machine (DESIGN §6)."""

import hmac
import secrets
from datetime import time
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from directory.desk import Provider
from directory.human_line import HumanLine, weekdays
from directory.outside.provider import AgendaProvider
from directory.outside.rdv_service_public import Client, RdvServicePublic

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """``DEUX_PORTES_…`` variables; Twilio's own keep their usual names."""

    model_config = SettingsConfigDict(env_prefix="DEUX_PORTES_")

    port: int = 8000
    public_url: str = ""
    region: str = "tours"
    data_dir: Path = ROOT / "var"
    database_url: str = ""
    redis_url: str = ""
    engine_url: str = ""
    engine_port: int = 5005
    engine_token: str = Field(default_factory=lambda: secrets.token_urlsafe(32))
    engine_timeout: float = 1.5  # seconds before the guided reception takes the turn (promise 6: within 2 s)
    metrics_token: str = ""  # what a program must show to read /metrics; without it only this machine may
    widget_sites: str = ""  # origins that may embed the widget, separated by spaces
    human_number: str = "+33261910000"  # E.164; the default is a number kept for fiction
    human_opens: time = time(9)
    human_closes: time = time(17)
    learning: Literal["on", "off"] = "on"  # words that were not clear, redacted and short, kept for those who teach
    phone_relay: bool = False  # Twilio's ConversationRelay in place of Gather, once the account has it
    sms_sender: str = ""  # letters shown as the sender of a text message; without it texts are shown in the terminal
    smtp_host: str = ""  # the server that takes our mail; without it messages are shown in the terminal
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_sender: str = "Deux Portes <ne-pas-repondre@localhost>"
    desk_oidc_issuer: str = ""  # who vouches for the people of organisations, as ProConnect; nobody when empty
    desk_oidc_client_id: str = ""
    desk_oidc_client_secret: str = ""
    desk_oidc_name: str = "ProConnect"
    desk_oidc_acr: str = "eidas1 eidas2 eidas3"  # levels of proof taken, separated by spaces; the first one is asked
    calendar_hosts: str = ""  # where counsellors' own calendars may be read, separated by spaces; nowhere when empty
    rdv_service_public_url: str = ""  # where some structures keep their agendas; nowhere when empty
    rdv_service_public_secret: SecretStr = SecretStr("")  # signs its notices; without it none is heard
    rdv_service_public_client_id: str = ""  # our application there, by which counsellors prepare appointments
    rdv_service_public_client_secret: SecretStr = SecretStr("")
    twilio_account_sid: str = Field(default="", validation_alias="TWILIO_ACCOUNT_SID")
    twilio_auth_token: str = Field(default="", validation_alias="TWILIO_AUTH_TOKEN")

    @property
    def desk_provider(self) -> Provider | None:
        """Who vouches for the people of organisations at the desk, if anybody."""
        if not self.desk_oidc_issuer:
            return None
        acr = tuple(self.desk_oidc_acr.split())
        return Provider(
            self.desk_oidc_issuer, self.desk_oidc_client_id, self.desk_oidc_client_secret, self.desk_oidc_name, acr
        )

    @property
    def outside(self) -> AgendaProvider | None:
        """The tool where some structures keep their agendas, if any."""
        if not self.rdv_service_public_url:
            return None
        registered = Client(self.rdv_service_public_client_id, self.rdv_service_public_client_secret.get_secret_value())
        return RdvServicePublic(
            self.rdv_service_public_url,
            secret=self.rdv_service_public_secret.get_secret_value(),
            client=registered if registered.id else None,
        )

    @property
    def base_url(self) -> str:
        """Where people reach the service."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"

    @property
    def database(self) -> str:
        """The database's URL: SQLite in the data folder unless another is given."""
        return self.database_url or f"sqlite:///{self.data_dir / 'deux-portes.db'}"

    @property
    def engine(self) -> str:
        """Where the engine answers."""
        return self.engine_url.rstrip("/") or f"http://127.0.0.1:{self.engine_port}"

    @property
    def human_line(self) -> HumanLine:
        """The service's own people: their number and hours."""
        return HumanLine(self.human_number, weekdays(self.human_opens, self.human_closes))

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.data_dir / "engine.tar.gz"

    @property
    def line_token(self) -> str:
        """What signs the calls: Twilio's token, or one of this machine so that nothing unsigned is ever accepted."""
        return self.twilio_auth_token or hmac.new(self.secret().encode(), b"line", "sha256").hexdigest()

    def secret(self) -> str:
        """The key of codes and sessions, made once and kept in the data folder."""
        path = self.data_dir / "secret"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        return path.read_text(encoding="utf-8")
