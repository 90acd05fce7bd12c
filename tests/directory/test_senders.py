"""Mail by SMTP: encrypted or not at all, the same identifier at each try, refusals told from failures."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from directory.senders import Letter, Mailbox, SmtpSender, Undeliverable

LETTER = Letter(("ana@exemple.fr",), "Votre rendez-vous approche", "Bonjour,\n\nC’est demain.\n", "reminder:1:0:7")


class MailServer:
    """A mail server for one connection: with or without STARTTLS, it refuses with the code it is told."""

    def __init__(self, identity: Path, *, starttls: bool = True, refuses: int = 0) -> None:
        self.starttls, self.refuses = starttls, refuses
        self.received: list[bytes] = []
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(identity)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._door.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with self._door.accept()[0] as caller:
            caller.settimeout(5)
            caller.sendall(b"220 here\r\n")
            if self._talk(caller) == "STARTTLS":
                with self._context.wrap_socket(caller, server_side=True) as secret:
                    self._talk(secret)

    def _talk(self, caller: socket.socket) -> str:
        lines = caller.makefile("rb")
        for line in lines:
            word = line.split()[0].upper().decode()
            if word == "DATA":
                caller.sendall(b"354 go\r\n")
                self.received.append(b"".join(iter(lines.readline, b".\r\n")))
            answer = {
                "EHLO": b"250-here\r\n250 STARTTLS\r\n" if self.starttls else b"250 here\r\n",
                "STARTTLS": b"220 go\r\n",
                "RCPT": b"%d no\r\n" % self.refuses if self.refuses else b"250 ok\r\n",
                "QUIT": b"221 bye\r\n",
            }.get(word, b"250 ok\r\n")
            caller.sendall(answer)
            if word in {"STARTTLS", "QUIT"}:
                return word
        return ""


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its certificate for the name "localhost", in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("identity") / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def sender(server: MailServer, identity: Path) -> SmtpSender:
    mailbox = Mailbox("localhost", "Deux Portes <ne-pas-repondre@deux-portes.example>", port=server.port)
    return SmtpSender(mailbox, context=ssl.create_default_context(cafile=str(identity)))


@pytest.fixture
def server(identity: Path) -> Iterator[MailServer]:
    made = MailServer(identity)
    yield made
    made.close()


def test_a_letter_arrives_encrypted_as_it_was_written(server: MailServer, identity: Path) -> None:
    sender(server, identity).send(LETTER)
    mail = message_from_bytes(server.received[0], policy=policy.default)
    assert (mail["To"], mail["Subject"], mail["Auto-Submitted"]) == (LETTER.to[0], LETTER.subject, "auto-generated")
    assert mail["List-Unsubscribe"] is None
    assert mail.get_content().splitlines() == LETTER.text.splitlines()  # type: ignore[attr-defined]  # an EmailMessage, by its policy


def test_a_letter_that_can_be_ended_says_where(server: MailServer, identity: Path) -> None:
    """RFC 8058: the mail program's own button ends such letters, without a page."""
    sender(server, identity).send(replace(LETTER, stop="https://deux-portes.example/desk/messages/7-abc"))
    mail = message_from_bytes(server.received[0], policy=policy.default)
    found = mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]
    assert found == ("<https://deux-portes.example/desk/messages/7-abc>", "List-Unsubscribe=One-Click")


def test_each_try_bears_the_same_identifier(identity: Path) -> None:
    """At least once: whoever receives a letter twice can tell."""
    found = set()
    for _ in range(2):
        server = MailServer(identity)
        sender(server, identity).send(LETTER)
        found.add(message_from_bytes(server.received[0])["Message-ID"])
        server.close()
    assert len(found) == 1


def test_nothing_is_said_in_clear(identity: Path) -> None:
    server = MailServer(identity, starttls=False)
    with pytest.raises(smtplib.SMTPNotSupportedError):
        sender(server, identity).send(LETTER)
    server.close()
    assert server.received == []


@pytest.mark.parametrize(("code", "error"), [(550, Undeliverable), (450, smtplib.SMTPRecipientsRefused)])
def test_a_refusal_is_final_or_not(identity: Path, code: int, error: type[Exception]) -> None:
    server = MailServer(identity, refuses=code)
    with pytest.raises(error):
        sender(server, identity).send(LETTER)
    server.close()
