"""What bears a town's name and is no place, beside the same words where it is one (DESIGN §7: ≤ 1 % false hits)."""

import pytest

from bot.understanding.places import find_places
from directory.places import Places, load_places


@pytest.fixture(scope="module")
def france() -> Places:
    """All communes."""
    return load_places()


def first(text: str, places: Places) -> str | None:
    """The commune read first."""
    found = find_places(text, places)
    commune = places.get(found[0].candidates[0]) if found else None
    return commune.name if commune else None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mme Vienne ne répond pas", None),
        ("mon conseiller s'appelle Laval", None),
        ("Bourges c'est le nom de ma cheffe", None),
        ("Castres est le nom de mon propriétaire", None),
        ("Montval c'est le nom de ma commune", "Montval-sur-Loir"),
        ("je travaille à l'abattoir de Bressuire, c'est le nom du poste", "Bressuire"),
        ("ma collègue Blois a été promue", None),
        ("la famille Nevers", None),
        ("conseiller montélimar", "Montélimar"),
        ("un patron à Blois", "Blois"),
        ("Laurent Brest ne signe rien", None),
        ("Nevers Camille", None),
        ("Laval, prénom Michel", None),
        ("mon chien Vichy", None),
        ("mon fils est à Vichy", "Vichy"),
        ("Laurent est à Brest", "Brest"),
    ],
)
def test_somebody_is_no_place(text: str, place: str | None, france: Places) -> None:
    """First names, titles, a colleague's name, and what is said to be a name."""
    assert first(text, france) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("c'est trop nice votre truc", None),
        ("vraiment nice comme métier", None),
        ("j'habite à nice", "Nice"),
        ("un Beaune avec le fromage", None),
        ("je vis à Beaune", "Beaune"),
        ("je vends du brie et du camembert", None),
        ("des couteaux de Thiers", None),
        ("j'habite à Thiers", "Thiers"),
        ("l'édit de Nantes", None),
        ("la commune de Paris de 1871", None),
        ("la mairie de Nantes", "Nantes"),
        ("j'ai étudié à Liège", None),
        ("Valence en Espagne", None),
        ("les 24 heures du Mans", None),
        ("à deux heures du Mans", "Le Mans"),
        ("j'ai l'accent de Marseille", None),
        ("pendant le festival d'Avignon", "Avignon"),
        ("il me vire demain", None),
        ("vire", "Vire Normandie"),
        ("je vis à Vire", "Vire Normandie"),
    ],
)
def test_a_thing_is_no_place(text: str, place: str | None, france: Places) -> None:
    """Adjectives, wines, cheeses, history, foreign cities; the towns of the same name still are."""
    assert first(text, france) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Saint-Malo-les-Bains", None),
        ("saint malo les bains", None),
        ("Gien-sur-Loire", "Gien"),
        ("saint aignan sur cher", "Saint-Aignan"),
        ("Fontenay-sur-Bois", "Fontenay-sous-Bois"),
        ("Tours-Nord", "Tours"),
        ("Lyon-Perrache", "Lyon"),
    ],
)
def test_what_is_added_to_a_name_must_be_found_there(text: str, place: str | None, france: Places) -> None:
    """The Loire runs through the Loiret; no name in Ille-et-Vilaine ends in "les-Bains"."""
    assert first(text, france) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("chui de roubé", "Roubaix"),
        ("chui de turcouin g pa de taf", "Tourcoing"),
        ("chuis de bézié", "Béziers"),
        ("jvi a toulouz", "Toulouse"),
        ("j'abite à argenteuille", "Argenteuil"),
        ("mont pellier", "Montpellier"),
        ("st etienne du rouvré", "Saint-Étienne-du-Rouvray"),
        ("bdx", "Bordeaux"),
        ("petite île à la réunion", "Petite-Île"),
        ("je suis à la réunion d'information", None),
        ("jviens darras", None),
        ("je cherche kelk chose a valencienne", "Valenciennes"),
        ("je garde mes originaux à téhéran", None),
        ("un semestre passé au Ghana", None),
        ("je suis aux Sables", "Les Sables-d'Olonne"),
        ("je vis au Puy", "Le Puy-en-Velay"),
        ("des sables fins", None),
        ("cap emploi joué", "Joué-lès-Tours"),
        ("mon code c'est zéro euh non neuf quatre deux zéro zéro", "Ivry-sur-Seine"),
    ],
)
def test_phonetic_writing_and_short_names(text: str, place: str | None, france: Places) -> None:
    """Short forms announce a place as full ones do; a name loses its article in "au" and "aux"."""
    assert first(text, france) == place
