"""The reading settings: what the cookie says, and nothing else."""

import pytest

from bot.web.comfort import Comfort
from bot.web.contact import FIELDS, ContactForm
from bot.web.preferences import Preferences


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [
        ("", Preferences()),
        ("150.plain", Preferences(size=150, plain=True)),
        ("200.aloud.contrast.discreet", Preferences(size=200, aloud=True, contrast=True, discreet=True)),
        ("999.admin.<script>", Preferences()),
        ("plain.plain.125", Preferences(size=125, plain=True)),
    ],
)
def test_a_cookie_is_read_and_what_it_does_not_know_is_left_out(cookie: str, expected: Preferences) -> None:
    assert Preferences.read(cookie) == expected
    assert Preferences.read(expected.write()) == expected


@pytest.mark.parametrize(("asked", "kept"), [(150, 150), (100, 100), (999, 100), (-1, 100)])
def test_only_our_sizes_are_kept(asked: int, kept: int) -> None:
    assert Comfort(size=asked).chosen().size == kept


@pytest.mark.parametrize(
    ("back", "expected"),
    [("/annuaire?lieu=Tours", "/annuaire?lieu=Tours"), ("//other.example", "/"), ("javascript:alert(1)", "/")],
)
def test_settings_lead_back_to_our_own_pages(back: str, expected: str) -> None:
    assert Comfort(back=back).address() == expected


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({}, ("contact_empty", "contact_consent_missing")),
        ({"phone": "06 12", "consent": "oui"}, ("contact_phone_bad",)),
        ({"email": "nadia@", "consent": "oui"}, ("contact_email_bad",)),
        ({"first_name": "Nadia"}, ("contact_consent_missing",)),
        ({"first_name": "Nadia", "phone": "06 39 98 12 34", "consent": "oui"}, ()),
    ],
)
def test_each_problem_of_the_contact_form_names_its_field(typed: dict[str, str], problems: tuple[str, ...]) -> None:
    """L03: nothing is kept without the box; each thing to correct leads to its field."""
    found = ContactForm(**typed).problems()  # type: ignore[arg-type]
    assert found == problems
    assert set(found) <= set(FIELDS)
    assert set(FIELDS.values()) <= set(ContactForm.model_fields)
