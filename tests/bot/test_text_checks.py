"""``deux-portes check texts``: each rule of docs/writing.md is checked, in French sentences (NO2, L05)."""

from datetime import date

import httpx
import pytest

from bot.checks import text_problems
from bot.information.links import dead_sources
from bot.information.readability import EASY, VERY_EASY, readability, readability_fault
from bot.information.sources import Source
from bot.text_checks import check_texts
from bot.texts import Channel, Texts, load_texts
from bot.variables import unknown_variables

GOOD = "Bonjour. Quelle est votre situation ?"


def faults(key: str = "utter_ask_status", **forms: str) -> str:
    """What the check says of one text."""
    channels = {Channel(name): text for name, text in forms.items()}
    return "\n".join(check_texts(Texts({key: channels})))


def test_everything_the_public_reads_and_hears_is_in_order() -> None:
    """CI runs it: texts, fiches and glossary of the house, on the day they were verified."""
    assert text_problems(date(2026, 11, 22)) == []


def test_a_right_text_is_right() -> None:
    assert faults(web=GOOD, phone=GOOD) == ""


LONG = "Vous pouvez venir nous voir " + "et parler avec nous " * 6
HARD = (
    "L’accompagnement individualisé des bénéficiaires nécessite préalablement une contractualisation "
    "interinstitutionnelle des différentes modalités opérationnelles de professionnalisation territoriale, "
    "conformément aux orientations partenariales."
)

BROKEN = [
    ({"web": GOOD}, "il manque la forme pour le téléphone"),
    ({"phone": GOOD}, "il manque la forme à lire"),
    ({"web": GOOD, "phone": LONG}, "29 mots, 25 au plus"),
    ({"web": LONG, "phone": GOOD}, "29 mots dans une phrase"),
    ({"web": HARD, "phone": GOOD}, "lisibilité"),
    ({"web": GOOD, "phone": "Allez sur vae.gouv.fr"}, "adresse « gouv.fr »"),
    ({"web": GOOD, "phone": "La VAE est gratuite"}, "sigle « VAE »"),
    ({"web": GOOD, "phone": "Payez 150 euros"}, "chiffres « 1 5 0 »"),
    ({"web": GOOD, "phone": "Voici *une* liste"}, "signes « * »"),
    ({"web": "Un salarié le peut.", "phone": GOOD}, "« salarié » sans « salariée »"),
    ({"web": "Chaque salarié·e le peut.", "phone": GOOD}, "au lieu de « é·e »"),
    ({"web": "C'est gratuit.", "phone": GOOD}, "l’apostrophe droite"),
    ({"web": "Le {jour} prochain.", "phone": GOOD}, "« {jour} » n’est donné par rien"),
]


@pytest.mark.parametrize(("forms", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_broken_text_is_told(forms: dict[str, str], said: str) -> None:
    assert said in faults(**forms)


def test_a_key_to_press_can_be_said() -> None:
    assert faults(web=GOOD, phone="Pour oui, tapez 1. Pour non, tapez 2.") == ""


def test_texts_of_the_phone_alone_need_no_written_form() -> None:
    assert faults("utter_phone_yes_no_keys", phone="Pour oui, tapez 1.") == ""


def test_each_variable_of_a_text_is_given_by_what_says_it() -> None:
    """A variable that nothing gives would fail in the middle of a conversation."""
    texts = load_texts()
    asked = {key: unknown_variables(key, " ".join(forms.values())) for key, forms in texts.forms.items()}
    assert not {key: names for key, names in asked.items() if names}
    assert unknown_variables("utter_booked", "{when} {whne}") == {"whne"}


@pytest.mark.parametrize(
    ("key", "name", "told"),
    [
        ("utter_booked", "whne", "« {whne} » n’est donné par rien. Serait-ce « {when} » ?"),
        ("utter_cancelled", "when", "« {when} » n’est donné par rien."),  # said in a module that gives it to others
        ("utter_found", "code", "« {code} » n’est donné par rien."),
        ("utter_page_booklet_of", "place", ""),  # from a template
        ("utter_phone_contact_check", "number", ""),  # chosen in one function, given by another
    ],
)
def test_a_variable_is_known_text_by_text(key: str, name: str, told: str) -> None:
    """A name that another text of the same module receives is refused with a sentence, and the nearest name told."""
    assert told in faults(key, web=f"Bonjour {{{name}}}.", phone=f"Bonjour {{{name}}}.")
    assert bool(told) == ("n’est donné" in faults(key, web=f"{{{name}}}", phone=f"{{{name}}}"))


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Vous cherchez un travail. Nous sommes là. Venez nous voir.", 100, 140),
        ("L’expérience peut donner un diplôme. Il faut une expérience en lien avec le diplôme visé.", 50, 90),
        (HARD, -140, 10),
    ],
)
def test_readability_ranks_texts_as_people_do(text: str, least: int, most: int) -> None:
    """Kandel–Moles, 1958: about 100 is very easy, under 30 very hard."""
    assert least <= readability(text) <= most


def test_a_short_text_is_not_measured() -> None:
    """On a few words, one long one decides of the score."""
    assert readability_fault("Contractualisation interinstitutionnelle.", EASY) is None
    assert readability_fault(HARD, EASY)
    assert VERY_EASY > EASY


def test_a_source_that_no_longer_answers_is_told() -> None:
    """Promise 5: asked of the network only when the writer wants it; a refusal to programs is no death."""
    statuses = {"/gone": 404, "/broken": 500, "/there": 200, "/moved": 301, "/guarded": 403}

    def page(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/silent":
            raise httpx.ConnectError("refused")
        return httpx.Response(statuses[request.url.path], headers={"location": "/there"})

    paths = (*statuses, "/silent")
    register = {path: Source("Une page", f"https://example.org{path}", "2026") for path in paths}
    with httpx.Client(transport=httpx.MockTransport(page)) as client:
        told = list(dead_sources(register, client))
    assert [path for path in paths if any(f"« {path} »" in one for one in told)] == ["/gone", "/broken", "/silent"]
