"""Reads the contact form: what a person chose to leave, checked kindly, never seen by the engine (promise 2)."""

import re
from collections.abc import Mapping
from typing import Literal

import phonenumbers
from pydantic import BaseModel, Field

from directory.requests import Contact

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
LONGEST = 80  # characters of a name

FIELDS: Mapping[str, str] = {
    "contact_empty": "first_name",
    "contact_phone_bad": "phone",
    "contact_email_bad": "email",
    "contact_consent_missing": "consent",
}
"""The field that each problem is about."""


class ContactForm(BaseModel):
    """The fields as typed."""

    first_name: str = Field(default="", max_length=200)
    last_name: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=254)
    consent: Literal["", "oui"] = ""
    reminders: Literal["", "oui"] = ""

    def problems(self) -> tuple[str, ...]:
        """Keys of the texts that say what to correct; empty when the form can be kept."""
        found = []
        if not any((self.first_name.strip(), self.last_name.strip(), self.phone.strip(), self.email.strip())):
            found.append("contact_empty")
        if self.phone.strip() and not french_number(self.phone):
            found.append("contact_phone_bad")
        if self.email.strip() and not EMAIL.fullmatch(self.email.strip()):
            found.append("contact_email_bad")
        if not self.consent:
            found.append("contact_consent_missing")
        return tuple(found)

    def contact(self) -> Contact:
        """What will be kept."""
        return Contact(
            first_name=self.first_name.strip()[:LONGEST] or None,
            last_name=self.last_name.strip()[:LONGEST] or None,
            phone=french_number(self.phone),
            email=self.email.strip()[:254] or None,
            reminders=bool(self.reminders),
        )


def french_number(typed: str) -> str | None:
    """The number in E.164, or ``None`` when it is not a possible number."""
    try:
        number = phonenumbers.parse(typed, "FR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
