"""Places read in sentences of the public (DESIGN §7: 0.95 right, at most 1 % false hits, under 5 ms)."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.place_codes import read_number, read_postcode
from bot.understanding.place_spelling import sound
from bot.understanding.places import PlaceFound, find_departement, find_places
from bot.understanding.text import LONGEST_TEXT
from directory.places import Places, load_places

HARD = (
    "tours",
    "à",
    "mars",
    "37",
    "saint",
    "zéro",
    "mille",
    "j'habite",
    "mont",
    "luçon",
    "sur",
    "a",
    "p",
    "Marie",
    "de",
)
TABLE = Path(__file__).with_name("places.yml")
LONG = "bonjour je suis salariée depuis douze ans dans la restauration et je voudrais changer de métier " * 4


class Case(NamedTuple):
    """One sentence, and the commune that it names, if any."""

    text: str
    place: str | None
    asked: bool
    hint: str | None


def cases(part: str) -> list[Case]:
    """One part of the table."""
    rows: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))[part]
    return [Case(row["text"], row.get("place"), row.get("asked", False), row.get("hint")) for row in rows]


@pytest.fixture(scope="module")
def france() -> Places:
    """All communes."""
    return load_places()


def read(case: Case, places: Places) -> tuple[PlaceFound, ...]:
    """What the reader finds in a sentence of the table."""
    return find_places(case.text, places, asked=case.asked, departement=case.hint)


def is_right(case: Case, found: tuple[PlaceFound, ...]) -> bool:
    """Whether the commune comes first, or is among those that will be offered."""
    if case.place is None:
        return not found
    if not found:
        return False
    first = found[0]
    return first.candidates[0] == case.place or (case.place in first.candidates and not first.sure)


@pytest.mark.parametrize(
    ("part", "least"),
    [
        ("typed", 0.98),
        ("spoken", 0.98),
        ("misspelt", 0.95),
    ],
)
def test_places_are_found(part: str, least: float, france: Places) -> None:
    """The bar is 0.95 (DESIGN §7); these are the measured figures, a little under."""
    missed = [case.text for case in cases(part) if not is_right(case, read(case, france))]
    assert 1 - len(missed) / len(cases(part)) >= least, missed


def test_ordinary_sentences_name_no_place(france: Places) -> None:
    """At most 1 % of sentences without a place give one (DESIGN §7)."""
    wrong = [case.text for case in cases("traps") if read(case, france)]
    assert len(wrong) / len(cases("traps")) <= 0.005, wrong


def test_a_place_that_comes_first_is_right(france: Places) -> None:
    """A commune offered as sure is the right one: nobody is sent elsewhere without being asked."""
    named = [case for part in ("typed", "spoken", "misspelt") for case in cases(part) if case.place]
    sure = [(case, found[0]) for case in named if (found := read(case, france)) and found[0].sure]
    wrong = [case.text for case, first in sure if first.candidates[0] != case.place]
    assert len(sure) > 200
    assert not wrong


@pytest.mark.parametrize("text", ["", "   ", "?!", "😀", "zéro " * 80, "saint " * 80, "37" * 200, "a\u0301 Tours"])
def test_any_text_is_read(text: str, france: Places) -> None:
    """Nothing that a person types breaks the reader."""
    find_places(text, france, asked=True)
    find_departement(text, france)


@given(st.lists(st.sampled_from(HARD), min_size=1, max_size=1200).map(" ".join), st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_more_is_read_than_a_person_may_send(text: str, asked: bool) -> None:
    """The cost is bounded by what is read, whatever is repeated; ``bot.engine.hostile`` measures it."""
    france = load_places()
    found = find_places(text, france, asked=asked)
    assert found == find_places(text[: LONGEST_TEXT + 1], france, asked=asked)
    assert all(0 <= place.start < place.end <= LONGEST_TEXT + 1 for place in found)


def test_the_place_is_shown_where_it_stands(france: Places) -> None:
    """The span covers the name and its postal code, in characters of the text as it was written."""
    text = "Bonjour ! J’habite Saint-Cyr-sur-Loire (37540), près de Tours."
    first, second = find_places(text, france)
    assert text[first.start : first.end] == "Saint-Cyr-sur-Loire (37540"
    assert (first.candidates, first.sure) == (("37214",), True)
    assert text[second.start : second.end] == "Tours"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("je suis né à Lyon et je vis à Grenoble", ["38185", "69123"]),
        ("Aubagne près de Marseille", ["13005", "13055"]),
        ("je suis à Lille mais je vais déménager à Bordeaux", ["59350", "33063"]),
        ("lisieux ou caen", ["14366", "14118"]),
        ("je travaille à Blois, j'habite Amboise", ["37003", "41018"]),
        ("j'ai quitté Lyon pour Rouen", ["76540", "69123"]),
        ("je viens de quitter Marseille, je suis maintenant à Gap", ["05061", "13055"]),
        ("je déménage de Lille à Quimper", ["29232", "59350"]),
        ("je déménage à Vierzon, mon rendez-vous est à Bourges", ["18279", "18033"]),
        ("avant j'étais à Paris, maintenant je vis à Guéret", ["23096", "75056"]),
    ],
)
def test_home_comes_first(text: str, order: list[str], france: Places) -> None:
    """Where the person lives comes before where they work or were born."""
    assert [found.candidates[0] for found in find_places(text, france)] == order


@pytest.mark.parametrize(
    ("text", "departement", "first", "sure"),
    [
        ("Saint-Cyr", "37", "37214", False),
        ("j'habite Saint-Cyr dans le 37", None, "37214", True),
        ("saint pierre", "37", "37233", False),
        ("Saint-Pierre", None, "97416", False),
        ("Vernon (27)", None, "27681", True),
        ("Valence dans le Tarn-et-Garonne", None, "82186", True),
        ("J'habite à Joué", None, "37122", True),
    ],
)
def test_namesakes_are_ranked(text: str, departement: str | None, first: str, *, sure: bool, france: Places) -> None:
    """The expected département comes first, a stated one decides, and namesakes are never sure."""
    found = find_places(text, france, departement=departement)[0]
    assert (found.candidates[0], found.sure) == (first, sure)


def test_a_misspelt_name_is_never_sure(france: Places) -> None:
    """What was guessed is asked again."""
    (found,) = find_places("j'habite à shinon", france)
    assert (found.candidates, found.sure) == (("37072",), False)


def test_a_misspelt_name_is_left_alone_without_a_cue(france: Places) -> None:
    """No guess is made in a sentence that announces no place."""
    assert find_places("je cherche un chateaurou", france) == ()


def test_a_shared_postal_code_gives_all_its_communes(france: Places) -> None:
    """Nobody is told that they live in the next village."""
    (found,) = find_places("mon code postal c'est 37250", france)
    served = {commune.code for commune in france.by_postcode("37250")}
    assert set(found.candidates) == served
    assert not found.sure


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("j'habite dans le 37", "37"),
        ("je suis du 93", "93"),
        ("le neuf trois", "93"),
        ("dans le trente-sept", "37"),
        ("37", "37"),
        ("en Indre-et-Loire", "37"),
        ("indre et loire", "37"),
        ("dans la Sarthe", "72"),
        ("dans l'Eure", "27"),
        ("je vis en Creuse", "23"),
        ("département du Lot", "46"),
        ("en haute-saône", "70"),
        ("j'habite à la Réunion", "974"),
        ("en Corse-du-Sud", "2A"),
        ("je suis en Martinique", "972"),
        ("je suis à la réunion d'information", None),
        ("le 12 mars", None),
        ("dans 37 jours", None),
        ("dans le 12e", None),
        ("je suis disponible le 14", None),
        ("un lot de consolation", None),
        ("en somme", None),
        ("dans un mois", None),
        ("j'habite Tours", None),
        ("entre la Sarthe et le Maine-et-Loire", None),
    ],
)
def test_departements_are_read(text: str, code: str | None, france: Places) -> None:
    """By number, typed or spoken, by name with its little words; dates and things are not départements."""
    assert find_departement(text, france) == code


@pytest.mark.parametrize(
    ("spoken", "digits"),
    [
        ("trente sept mille", "37000"),
        ("trente sept trois cents", "37300"),
        ("trois sept zero zero zero", "37000"),
        ("37 mille", "37000"),
        ("soixante neuf cent", "69100"),
        ("quatre vingt quatre cents", "80400"),
        ("quatre vingt dix sept quatre cents", "97400"),
        ("six mille", "06000"),
        ("trente sept", None),
        ("zero six douze trente quatre", None),
    ],
)
def test_spoken_postal_codes(spoken: str, digits: str | None) -> None:
    """Digits one by one, by groups, or as one number."""
    assert read_postcode(spoken.split(), lambda code: code == digits) == digits


@pytest.mark.parametrize(
    ("spoken", "number"),
    [("quatre vingt treize", 93), ("neuf trois", 93), ("soixante et onze", 71), ("tours", None), ("", None)],
)
def test_spoken_numbers(spoken: str, number: int | None) -> None:
    """Small numbers, as départements and arrondissements are said."""
    assert read_number(spoken.split()) == number


@pytest.mark.parametrize(
    ("written", "meant"),
    [("shinon", "chinon"), ("tour", "tours"), ("orlean", "orleans"), ("poitie", "poitiers"), ("kognac", "cognac")],
)
def test_names_that_sound_alike(written: str, meant: str) -> None:
    """The phonetic key forgives what the ear does not hear."""
    assert sound(written) == sound(meant)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("cap emploi tours numero", "37261"),
        ("tours vae horaires", "37261"),
        ("les tours de la défense", None),
        ("deux tours de piste", None),
        ("il aime jouer les tours de magie", None),
        ("horaires mission locale joué lès tours", "37122"),
    ],
)
def test_a_line_of_nouns_names_a_town_without_a_cue(text: str, place: str | None, france: Places) -> None:
    """As in a search box, where nobody writes "à"; the same word as a plural is not the town."""
    assert [found.candidates[0] for found in find_places(text, france)] == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("je suis à maçon", None),
        ("formation maçon", None),
        ("formation macon", "71270"),
        ("formation à Mâcon", "71270"),
        ("je suis à Orleans", "45234"),
        ("je suis à Orléans", "45234"),
    ],
)
def test_accents_that_were_typed_must_be_those_of_the_name(text: str, place: str | None, france: Places) -> None:
    """Accents may be left out, not put where the name has none."""
    assert [found.candidates[0] for found in find_places(text, france)] == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Poitier", "86194"),
        ("chambéri", "73065"),
        ("euh c'est perpinian", "66136"),
        ("partenay 79", "79202"),
        ("troye dans l'aube", "10387"),
        ("chatelro dans la vienne", "86066"),
        ("j'habite sainte en charente maritime", "17415"),
        ("artisan dans l'aude", None),
        ("bonsoire", None),
        ("dupont", None),
        ("parcoursup", None),
        ("on est artisan dans l'aude", None),
    ],
)
def test_a_misspelt_name_alone_or_before_its_departement_is_brought_back(
    text: str, place: str | None, france: Places
) -> None:
    """A town that sounds the same, or any commune of the département named after it; never as sure."""
    found = find_places(text, france)
    assert [(place in first.candidates, first.sure) for first in found] == ([(True, False)] if place else [])


@pytest.mark.parametrize(
    "text",
    [
        "je suis supporter de l'équipe de Rennes",
        "Angers SCO",
        "OGC Nice",
        "Castres a battu Pau",
        "le match de Lens",
        "on a perdu contre Lyon",
    ],
)
def test_a_team_is_no_place(text: str, france: Places) -> None:
    assert find_places(text, france) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("je suis à bloi", "41018"),
        ("j'habite à sans pierre des corps", "37233"),
        ("je suis à jouer les tours", "37122"),
        ("horaires cio jouer les tours", "37122"),
        ("j'habite sans mes parents", None),
        ("je vis sans martin", None),
        ("je suis à bout", None),
        ("la permanence a lieu quel jour", None),
    ],
)
def test_a_misheard_name_is_brought_back_after_a_cue(text: str, place: str | None, france: Places) -> None:
    """Never as sure: the person is asked."""
    found = find_places(text, france)
    assert [(place in first.candidates, first.sure) for first in found] == ([(True, False)] if place else [])
