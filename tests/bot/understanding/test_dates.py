"""When a person would come, typed or said, on Wednesday 18 March 2026 unless another day is given."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.dates import Wish, read_wish

WEDNESDAY = date(2026, 3, 18)

# what is said | days (first..last, day/month) | hours (after-before) | weekdays refused, Monday is 0
CASES = """
    mardi en huit                               | 31/3            |             |
    lundi en huit à dix heures                  | 30/3            | 10:00-11:00 |
    jeudi en quinze                             | 2/4             |             |
    mardi prochain                              | 24/3            |             |
    mardi                                       | 24/3            |             |
    mercredi                                    | 25/3            |             |
    samedi                                      | 21/3            |             |
    demain                                      | 19/3            |             |
    demin                                       | 19/3            |             |
    demain 8 h                                  | 19/3            | 08:00-09:00 |
    après-demain 15h                            | 20/3            | 15:00-16:00 |
    aujourd'hui                                 | 18/3            |             |
    ce soir                                     | 18/3            | 17:30-      |
    cet après-midi                              | 18/3            | 12:00-18:00 |
    lundi matin                                 | 23/3            | -12:00      |
    samedi matin de préférence                  | 21/3            | -12:00      |
    mardi midi                                  | 24/3            | 12:00-14:00 |
    mardi à 10                                  | 24/3            | 10:00-11:00 |
    lundi 23 à 9 heures                         | 23/3            | 09:00-10:00 |
    mercredi 25                                 | 25/3            |             |
    lundi 23 mars 2026 14h30                    | 23/3            | 14:30-15:00 |
    le 3 à quinze heures trente                 | 3/4             | 15:30-16:00 |
    le 23 mars à neuf heures et quart           | 23/3            | 09:15-09:45 |
    le 02.04 à 10:30                            | 2/4             | 10:30-11:00 |
    3/12                                        | 3/12            |             |
    le 3 décembre                               | 3/12            |             |
    le trois décembre                           | 3/12            |             |
    le 1er avril                                | 1/4             |             |
    le premier avril                            | 1/4             |             |
    le 15                                       | 15/4            |             |
    le 18                                       | 18/3            |             |
    le premier lundi d'avril                    | 6/4             |             |
    le dernier vendredi de mars                 | 27/3            |             |
    le deuxième mardi de mai                    | 12/5            |             |
    dans 3 jours                                | 21/3            |             |
    dans quinze jours                           | 2/4..6/4        |             |
    dans une semaine                            | 25/3..29/3      |             |
    la semaine prochaine                        | 23/3..29/3      |             |
    cette semaine                               | 18/3..22/3      |             |
    la semaine d'après                          | 30/3..5/4       |             |
    fin de semaine                              | 19/3..21/3      |             |
    début de semaine prochaine                  | 23/3..24/3      |             |
    la semaine du 6 avril                       | 6/4..12/4       |             |
    lundi de la semaine prochaine               | 23/3            |             |
    la semaine prochaine plutôt mardi           | 24/3            |             |
    mardi de la semaine d'après                 | 31/3            |             |
    ce week-end                                 | 21/3..22/3      |             |
    début décembre                              | 1/12..10/12     |             |
    mi-avril                                    | 11/4..20/4      |             |
    fin mars                                    | 21/3..31/3      |             |
    fin du mois                                 | 21/3..31/3      |             |
    le mois prochain                            | 1/4..30/4       |             |
    début du mois prochain                      | 1/4..10/4       |             |
    en mai                                      | 1/5..31/5       |             |
    en février                                  | 1/2/27..28/2/27 |             |
    du 3 au 10 avril                            | 3/4..10/4       |             |
    du lundi 23 au mercredi 25                  | 23/3..25/3      |             |
    d'ici vendredi                              | 18/3..20/3      |             |
    d'ici la fin de la semaine                  | 18/3..21/3      |             |
    sous 10 jours                               | 18/3..28/3      |             |
    avant le 10 avril                           | 18/3..9/4       |             |
    jusqu'au 20                                 | 18/3..20/3      |             |
    à partir du 15                              | 15/4..          |             |
    après le 15 avril                           | 16/4..          |             |
    dès la semaine prochaine                    | 23/3..          |             |
    pas avant lundi                             | 23/3..          |             |
    lundi ou jeudi                              | 19/3..23/3      |             | 1,2,4,5,6
    mardi, mercredi et jeudi                    | 19/3..25/3      |             | 0,4,5,6
    mardi ou mercredi après-midi                | 24/3..25/3      | 12:00-18:00 | 0,3,4,5,6
    vendredi en fin d'après-midi                | 20/3            | 16:30-      |
    en fin de journée                           |                 | 16:30-      |
    après l'école                               |                 | 16:30-      |
    après le travail                            |                 | 17:30-      |
    après mon boulot                            |                 | 17:30-      |
    je finis à 17h                              |                 | 17:00-      |
    plutôt le soir                              |                 | 17:30-      |
    le matin                                    |                 | -12:00      |
    l'aprèm                                     |                 | 12:00-18:00 |
    début d'après-midi                          |                 | 12:00-15:00 |
    tôt le matin                                |                 | -10:00      |
    en fin de matinée                           |                 | 10:30-12:30 |
    entre midi et deux                          |                 | 12:00-14:00 |
    pendant ma pause déjeuner                   |                 | 12:00-14:00 |
    midi et demi                                |                 | 12:30-13:00 |
    à dix heures                                |                 | 10:00-11:00 |
    à six heures                                |                 | 18:00-19:00 |
    à six heures du matin                       |                 | 06:00-07:00 |
    10h                                         |                 | 10:00-11:00 |
    deux heures de l'après-midi                 |                 | 14:00-15:00 |
    une heure et demie                          |                 | 13:30-14:00 |
    neuf heures moins le quart                  |                 | 08:45-09:15 |
    vers deux heures                            |                 | 13:00-15:00 |
    vers 10h30                                  |                 | 09:30-11:30 |
    pas avant 17h                               |                 | 17:00-      |
    après 18 h                                  |                 | 18:00-      |
    avant midi                                  |                 | -12:00      |
    pas après 16h                               |                 | -16:00      |
    le matin avant 10h                          |                 | -10:00      |
    lundi matin après 10h                       | 23/3            | 10:00-12:00 |
    entre 14h et 16h                            |                 | 14:00-16:00 |
    entre 14 et 16h                             |                 | 14:00-16:00 |
    10h-12h                                     |                 | 10:00-12:00 |
    pas le matin                                |                 | 12:00-      |
    pas le mercredi                             |                 |             | 2
    tout sauf le lundi                          |                 |             | 0
    ni lundi ni mardi                           |                 |             | 0,1
    pas dispo avant lundi                       | 23/3..          |             |
    d'ici une quinzaine                         | 18/3..2/4       |             |
    sous huitaine                               | 18/3..26/3      |             |
    dans une dizaine de jours                   | 28/3..1/4       |             |
    d'ici quinze jours                          | 18/3..2/4       |             |
    avant la fin du mois                        | 18/3..31/3      |             |
    courant mai                                 | 1/5..31/5       |             |
    25-03-2026                                  | 25/3            |             |
    le premier mardi du mois                    | 7/4             |             |
    le dernier mardi du mois                    | 31/3            |             |
    deuxième quinzaine d'avril                  | 16/4..30/4      |             |
    première quinzaine de mai                   | 1/5..15/5       |             |
    semaine 14                                  | 30/3..5/4       |             |
    lundi de Pâques                             | 6/4             |             |
    après Pâques                                | 6/4..           |             |
    avant Noël                                  | 18/3..24/12     |             |
    pas avant la rentrée                        | 1/9..           |             |
    en fin d'aprem                              |                 | 16:30-      |
    à la sortie des classes                     |                 | 16:30-      |
    quand les enfants sont à l'école            |                 | 09:00-16:00 |
    jamais le matin                             |                 | 12:00-      |
    vers les 17h                                |                 | 16:00-18:00 |
    de 9 à 11                                   |                 | 09:00-11:00 |
    entre 12 et 14                              |                 | 12:00-14:00 |
    je travaille jusqu'à 18h                    |                 | 18:00-      |
    un mercredi sur deux                        |                 |             | 0,1,3,4,5,6
    le mardi je peux pas                        |                 |             | 1
    mardi je suis pris                          |                 |             | 1
    je ne suis pas disponible le vendredi       |                 |             | 4
    je peux pas le lundi mais mardi oui         | 24/3            |             | 0
    pas mardi mais jeudi                        | 19/3            |             | 1
    le mardi                                    |                 |             | 0,2,3,4,5,6
    un samedi                                   |                 |             | 0,1,2,3,4,6
    plutôt les mardis ou jeudis après 17h       |                 | 17:00-      | 0,2,4,5,6
    du lundi au jeudi                           |                 |             | 4,5,6
    je ne travaille pas le mercredi             |                 |             | 0,1,3,4,5,6
    le week-end                                 |                 |             | 0,1,2,3,4
    en semaine                                  |                 |             | 5,6
    je travaille le matin donc plutôt l'après-midi |              | 12:00-18:00 |
    pas cette semaine la semaine prochaine      | 23/3..29/3      |             |
    pas cette semaine                           | 23/3..          |             |
    je suis en vacances la semaine prochaine    | 30/3..          |             |
    fin avril début mai                         | 21/4..10/5      |             |
    le vendredi c'est compliqué                 |                 |             | 4
    dans deux heures                            | 18/3            |             |
    la semaine du vingt-trois                   | 23/3..29/3      |             |
    ben le jeudi ça m'arrange                   |                 |             | 0,1,2,4,5,6
    le vendredi trois avril à onze heures       | 3/4             | 11:00-12:00 |
    demain après-midi après 15h                 | 19/3            | 15:00-18:00 |
    mardi 24 mars à 16 h 15                     | 24/3            | 16:15-16:45 |
    le 24 ou le 26                              | 24/3..26/3      |             | 0,2,4,5,6
    n'importe quand                             |                 |             |
    dès que possible                            |                 |             |
    le premier créneau                          |                 |             |
"""
DAY_WORDS = """
    lundi mardi samedi demain hier le du au 3 15 31 99 mars mai avril 10h 17h30 midi matin soir apres avant pas
    sauf entre et ou semaine prochaine en huit dans jours mois fin debut week-end premier dernier de , 29 fevrier
"""


def _wish(days: str, hours: str, refused: str) -> Wish:
    first, _, last = days.partition("..")
    after, _, before = hours.partition("-")
    return Wish(
        first=_day(first),
        last=_day(last if ".." in days else first),
        after=time.fromisoformat(after) if after else None,
        before=time.fromisoformat(before) if before else None,
        excluded=frozenset(int(day) for day in refused.split(",") if day),
    )


def _day(short: str) -> date | None:
    if not short:
        return None
    day, month, *year = (int(part) for part in short.split("/"))
    return date(2000 + year[0] if year else 2026, month, day)


@pytest.mark.parametrize("line", [line.strip() for line in CASES.strip().splitlines()])
def test_a_wish_is_read(line: str) -> None:
    """P21, P22: one resolved wish the voice can read back; nothing invented."""
    text, days, hours, refused = (cell.strip() for cell in line.split("|"))
    assert read_wish(text, WEDNESDAY) == _wish(days, hours, refused)


@pytest.mark.parametrize(
    "text",
    [
        "j'ai quarante-deux ans",
        "hier",
        "avant-hier",
        "la semaine des quatre jeudis",
        "à la rentrée je veux faire un BTS",
        "j'ai arrêté le lycée à Noël",
        "entre 9 et 11 personnes",
        "lundi dernier",
        "la semaine dernière",
        "je travaille le samedi",
        "je bosse du lundi au vendredi de 9h à 17h",
        "ça fait trois ans",
        "depuis lundi",
        "il y a deux semaines",
        "35 heures par semaine",
        "j'ai deux heures de route",
        "pendant 2 heures",
        "37000",
        "le 12/03/1985",
        "je suis née le 12 mars 1985",
        "vous êtes ouverts le samedi ?",
        "29 février",
        "31 juin",
        "je voudrais changer de métier",
        "mais",
        "oui",
        "",
        "bonne journée",
        "j'ai cours le mardi",
        "je cherche une formation à Mardié",
        "25h",
        "le 45",
        "j'ai 3 enfants",
        "x" * 5000,
    ],
)
def test_habits_the_past_and_durations_are_no_wish(text: str) -> None:
    assert read_wish(text, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("mardi prochain", date(2026, 3, 17), date(2026, 3, 24)),
        ("mardi", date(2026, 3, 17), date(2026, 3, 24)),
        ("mardi en huit", date(2026, 3, 17), date(2026, 3, 31)),
        ("demain", date(2026, 12, 31), date(2027, 1, 1)),
        ("le 31", date(2026, 4, 2), date(2026, 5, 31)),
        ("29 février", date(2027, 6, 1), date(2028, 2, 29)),
        ("le 3 janvier", date(2026, 12, 30), date(2027, 1, 3)),
        ("lundi de la semaine prochaine", date(2026, 11, 22), date(2026, 11, 23)),
        ("dans un mois", date(2026, 12, 31), date(2027, 1, 28)),
    ],
)
def test_the_day_depends_on_today(text: str, today: date, day: date) -> None:
    """P21: "mardi prochain" said on a Tuesday, the end of the year, 29 February."""
    wish = read_wish(text, today)
    assert wish is not None
    assert wish.first == day


@given(st.text(max_size=80), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_any_text_gives_a_coherent_wish_or_none(text: str, today: date) -> None:
    _is_coherent(read_wish(text, today), today)


@given(
    st.lists(
        st.sampled_from(DAY_WORDS.split()),
        max_size=9,
    ),
    st.dates(date(2020, 1, 1), date(2100, 1, 1)),
)
def test_any_words_of_days_give_a_coherent_wish_or_none(words: list[str], today: date) -> None:
    _is_coherent(read_wish(" ".join(words), today), today)


def _is_coherent(wish: Wish | None, today: date) -> None:
    if wish is None:
        return
    assert wish.first is None or wish.first >= today
    assert wish.first is None or wish.last is None or wish.first <= wish.last
    assert len(wish.excluded) < 7
