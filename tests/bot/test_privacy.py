"""Who a person is, and how to reach them, leaves their words before these go anywhere (promise 2, L03)."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy import redact
from directory.places import load_places

NLU_DATA = Path(__file__).parents[2] / "nlu_data"

TAKEN_OUT = """
    je m'appelle Sophie Martin                                  | je m'appelle [nom]
    Je m’appelle Sophie Martin et j'ai 45 ans.                  | Je m’appelle [nom] et j'ai 45 ans.
    je m'appelle sophie martin et je cherche du travail         | je m'appelle [nom] et je cherche du travail
    jmappelle karim                                             | jmappelle [nom]
    bonjour je m'appelle awa n'diaye j'habite tours             | bonjour je m'appelle [nom] j'habite tours
    je m'appelle Jean-Pierre de La Fontaine                     | je m'appelle [nom]
    mon nom c'est Diallo                                        | mon nom c'est [nom]
    mon nom de famille est Lefèvre                              | mon nom de famille est [nom]
    mon prénom c'est nadia                                      | mon prénom c'est [nom]
    Nom : Martin Prénom : Sophie                                | Nom : [nom] : [nom]
    je suis Mme Lefèvre                                         | je suis Mme [nom]
    je suis madame lefèvre j'ai rendez-vous demain              | je suis madame [nom] j'ai rendez-vous demain
    M. Dupont m'a reçu                                          | M. [nom] m'a reçu
    moi c'est Karim                                             | moi c'est [nom]
    moi c'est dimitri j'habite cilaos                           | moi c'est [nom] j'habite cilaos
    appelez-moi Nadia                                           | appelez-moi [nom]
    on m'appelle Titi                                           | on m'appelle [nom]
    je suis Sophie Martin                                       | je suis [nom]
    je suis sophie martin, salariée                             | je suis [nom], salariée
    c'est Sophie à l'appareil                                   | c'est [nom] à l'appareil
    mon fils Lucas est en troisième                             | mon fils [nom] est en troisième
    mon fils lucas est en troisième                             | mon fils [nom] est en troisième
    ma fille Killiane cherche un stage                          | ma fille [nom] cherche un stage
    mon fils s'appelle Enzo                                     | mon fils s'appelle [nom]
    ma conseillère Claire Petit m'a dit de venir                | ma conseillère [nom] m'a dit de venir
    je m'appelle prud'homme                                     | je m'appelle [nom]
    je m'appelle o'connor                                       | je m'appelle [nom]
    je m'appelle Petit                                          | je m'appelle [nom]
    je m'appelle sophie petit                                   | je m'appelle [nom]
    je m'appelle Marie de Tours                                 | je m'appelle [nom] de Tours
    Sophie, 45 ans, Tours                                       | [nom], 45 ans, Tours
    bonjour, Sophie Martin                                      | bonjour, [nom]
    Sophie Martin                                               | [nom]
    MARTIN Sophie                                               | [nom]
    Merci. Cordialement, Sophie Martin                          | Merci. Cordialement, [nom]
    mon nom c'est N G U Y E N                                   | mon nom c'est [nom]
    Nguyen, N G U Y E N                                         | [nom]
    ça s'écrit D-U-P-O-N-T                                      | ça s'écrit [nom]
    M comme Marie A comme Anatole R comme Raoul                 | [nom]
    06 12 34 56 78                                              | [téléphone]
    mon numéro c'est le 06.12.34.56.78                          | mon numéro c'est le [téléphone]
    0612345678                                                  | [téléphone]
    O6 12 34 56 78                                              | [téléphone]
    06-12-34-56-78 merci                                        | [téléphone] merci
    06, 12, 34, 56, 78                                          | [téléphone]
    +33 6 12 34 56 78                                           | [téléphone]
    +33 (0)6 12 34 56 78                                        | [téléphone]
    0033612345678                                               | [téléphone]
    612345678                                                   | [téléphone]
    appelez-moi au 02 47 12 34 56 demain                        | appelez-moi au [téléphone] demain
    0692 12 34 56                                               | [téléphone]
    +262 692 12 34 56                                           | [téléphone]
    +32 475 12 34 56                                            | [téléphone]
    zéro six douze trente-quatre cinquante-six soixante-dix-huit | [téléphone]
    zéro six un deux trois quatre cinq six sept huit            | [téléphone]
    le zéro six euh douze trente-quatre cinquante-six zéro sept | le [téléphone]
    06 douze 34 cinquante-six 78                                | [téléphone]
    37000 Tours 06 12 34 56 78                                  | 37000 Tours [téléphone]
    sophie.martin@gmail.com                                     | [courriel]
    mon mail c'est sophie_martin37@orange.fr merci              | mon mail c'est [courriel] merci
    sophie.martin (at) gmail.com                                | [courriel]
    sophie point martin arobase gmail point com                 | [courriel]
    mon adresse mail sophie tiret martin arobase la poste point net | mon adresse mail [courriel]
    vous pouvez m'écrire sophie.martin37@ac-orleans-tours.fr    | vous pouvez m'écrire [courriel]
    s o p h i e arobase orange point fr                         | [courriel]
    1 85 03 37 261 001 01                                       | [numéro de sécurité sociale]
    185033726100101                                             | [numéro de sécurité sociale]
    ma sécu 1 85 03 37 261 001                                  | ma sécu [numéro de sécurité sociale]
    2 91 07 2A 004 123 35                                       | [numéro de sécurité sociale]
    un quatre-vingt-cinq zéro trois trente-sept deux cent un zéro zéro un cinquante-cinq | [numéro de sécurité sociale]
    FR76 3000 6000 0112 3456 7890 189                           | [numéro]
    identifiant pôle emploi 1234567A                            | identifiant pôle emploi [numéro]
    numéro allocataire 1234567                                  | numéro allocataire [numéro]
    2345061278                                                  | [numéro]
    12345678                                                    | [numéro]
    mon numéro ine 0123456789A                                  | mon numéro ine [numéro]
    j'habite 12 rue Victor Hugo 37000 Tours                     | j'habite [adresse] 37000 Tours
    12 bis avenue de Grammont, 37000 Tours                      | [adresse], 37000 Tours
    j'habite douze rue victor hugo à tours                      | j'habite [adresse] à tours
    j'habite rue des Lilas à Chinon                             | j'habite [adresse] à Chinon
    mon adresse : 3 impasse du Moulin, Loches                   | mon adresse : [adresse], Loches
    5 place Jean Jaurès appartement 12                          | [adresse] [adresse]
    quarante-deux boulevard heurteloup                          | [adresse]
    j'habite au 3 rue du 8 mai 1945 à Blois                     | j'habite au [adresse] à Blois
    née le 12/03/1985                                           | née le [date de naissance]
    je suis né le 3 mai 1990 à Tours                            | je suis né le [date de naissance] à Tours
    née le douze mars mille neuf cent quatre-vingt-cinq         | née le [date de naissance]
    date de naissance : 12.03.85                                | date de naissance : [date de naissance]
    12/03/1985                                                  | [date de naissance]
    12 mars 1985                                                | [date de naissance]
"""


@pytest.fixture(scope="module", autouse=True)
def places() -> None:
    """The list of communes is read once, before anything is timed."""
    load_places()


@pytest.mark.parametrize("line", TAKEN_OUT.strip("\n").splitlines())
def test_what_identifies_is_taken_out_and_the_rest_stays(line: str) -> None:
    """L03, trust 9: names, phones, e-mails, social security, addresses, dates of birth, typed or spoken."""
    text, expected = (cell.strip() for cell in line.split("|"))
    assert redact(text) == expected


LEFT_ALONE = """
j'ai 45 ans, je travaille chez Michelin à Tours depuis 2009 | 37000 | 37 000 | mon code postal c'est 37100 | CAP
bac 2019 | 1 600 euros | je gagne 1 350 € net par mois | 25 000 euros par an | 1 200 000 habitants | 3949 | le 3114
119 | bonjour | bonjour madame | oui monsieur | merci madame au revoir | je voudrais une VAE | je suis salarié en CDI
moi c'est Tours | ah non moi c'est Joué-lès-Tours | j'habite à Tours | je suis à Saint-Pierre-des-Corps | Chinon
à Blois | Tours | Saint-Avertin | Château-Renault | je suis de Loches | près d'Amboise | Tours, Blois ou Orléans
37000 Tours | 37000, 37100 et 37200 | entre 37000 et 86000 | de 2009 à 2015 | 2019-2021 | en 2019 et 2020
depuis septembre 2022 | le 12 mars | le 3 à 15 h 30 | mardi 24 novembre à 14h30 | 10h30 | entre 14h et 16h
le 24/11 à 9h | lundi 23 mars 2026 | j'ai deux enfants | trois enfants de 5, 8 et 12 ans | j'ai quarante-deux ans
trente-sept mille | vingt-trois | je voudrais parler à un conseiller | appelez-moi demain | rappelez-moi après 18 h
appelez-moi vers 14h s'il vous plaît | comment je m'appelle n'a pas d'importance | mon nom est confidentiel
je ne veux pas donner mon nom | est-ce que mon nom est noté | mon nom n'apparaît pas ?
mon prénom ça ne vous regarde pas | je préfère rester anonyme | vous gardez mon adresse ? | mon fils est en troisième
ma fille a 17 ans et cherche un stage | mon mari est au chômage | mon fils veut devenir cuisinier
mon patron refuse ma formation | ma conseillère m'a dit de venir | mon fils autiste | ma fille aînée
mon père est malade | un CAP petite enfance | C A P petite enfance | je veux une v a e | un b t s | mon c p f
la r q t h | je suis en c d i | BTS MCO | titre RNCP 35584 | fiche RNCP35584 | formation RS5616 | décret 2026-127
article L6111-6 | code ROME K1801 | niveau bac+2 | un Bac +3 | 800 euros par an sur mon CPF | 5 000 € de CPF
20 ans d'expérience | 35 heures par semaine | il y a deux places en formation | une place en apprentissage
deux cours de français par semaine | 3 cours le soir | j'ai 2 heures de route | je suis à la rue | dans la rue
une impasse | je suis dans une impasse mortelle | chemin de fer | la mission locale rue de la République
la place de la femme dans l'industrie | en cours de route | une voie professionnelle
je cherche un logement en résidence habitat jeunes | cité scolaire | villa | une promenade | mail
par mail ou par téléphone | je veux passer le code | le permis B | le permis à 17 ans | A1 ou A2 en anglais
niveau B1 | Excel, Word et TOSA | moi je suis salariée | moi c'est pareil | moi c'est pour une formation
c'est pour ma fille | c'est moi qui appelle | je suis Français | je suis Salariée | Je Suis Au Chômage
JE SUIS SALARIÉE EN CDI | JE CHERCHE DU TRAVAIL À TOURS | je suis manuel | je suis juste fatiguée
je suis claire dans ma tête | un homme marié | je suis mariée avec deux enfants | Michelin | STMicroelectronics
je travaille chez Leroy Merlin | chez Saint-Gobain | à l'Afpa de Tours | au Greta | l'Apec | France Travail
pôle emploi | Transitions Pro | Cap emploi 37 | mon conseiller pôle emploi | mon conseiller paul emploi
lycée Grandmont | collège Jules Ferry | université François-Rabelais | l'hôpital Bretonneau | le lycée Jean Monnet
#status salarie | #place 37261 | #slot 2026-11-24T09:00+01:00 | [nom] | je m'appelle [nom] | [téléphone] | oui | non
je ne sais pas | passe | 2 | le deuxième | la une | zéro | un deux trois | 1234 | 12 | 0 | c'est gratuit ?
qui voit ce que j'écris | vous êtes un robot | il y a quelqu'un | y a-t-il un conseiller | a y est | j'arrive à 17 h
on en a pour combien | facteur c'est un métier | la canne à sucre | le certificat CléA | monsieur je voudrais
je gagne mille deux cents euros | deux mille neuf | mille neuf cent quatre-vingt-dix-huit
j'ai cent vingt heures de DIF | je suis née en 1985 | né à Tours | je suis né au Maroc | née en Algérie en 1990
diplômé en 2012 | depuis le 01/09/2009 | mon siège est à 300 km | 12 mois de chômage | 24 mois | un CDD de 18 mois
j'ai travaillé de 1998 à 2024 dans la même usine
"""
ORDINARY_TALK = [text.strip() for line in LEFT_ALONE.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", ORDINARY_TALK)
def test_ordinary_talk_of_orientation_is_left_alone(text: str) -> None:
    assert redact(text) == text


def test_what_the_public_says_keeps_its_words() -> None:
    """Trust 9: of the sentences written for training, by other hands than this detector, hardly one is touched."""
    said = [text for table in sorted(NLU_DATA.glob("*.yml")) for text in _sentences(table)]
    touched = [text for text in said if redact(text) != text]
    assert len(touched) <= len(said) * 0.005, touched


def _sentences(table: Path) -> list[str]:
    groups = yaml.safe_load(table.read_text(encoding="utf-8")).get("nlu", [])
    lines = (line.strip() for group in groups for line in group.get("examples", "").splitlines())
    return [line.removeprefix("- ") for line in lines if line]


def test_a_code_is_kept_only_for_who_asked_for_it() -> None:
    """DESIGN §5: an appointment code is ten digits in five pairs, typed or said."""
    for code in ("2345061278", "23 45 06 12 78", "vingt-trois quarante-cinq zéro six douze soixante-dix-huit"):
        assert redact(code, keep_code=True) == code
        assert redact(code) != code
    assert redact("mon numéro c'est le 23 45 06 12 78 et je m'appelle Sophie", keep_code=True).endswith("[nom]")


# --- safety ----------------------------------------------------------------------------------------------------------

PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from([line.split("|")[0].strip() for line in TAKEN_OUT.strip("\n").splitlines()]),
    st.sampled_from([line.split("|")[1].strip() for line in TAKEN_OUT.strip("\n").splitlines()]),
    st.sampled_from(ORDINARY_TALK),
    st.sampled_from(
        ["06", "12", "@", "arobase", "point", "né le", "rue", "+33", "[", "]", ",", "mon nom", "c'est", "A", "b c d"]
    ),
)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=8), st.sampled_from([" ", "", ", ", "\n"]))
def test_redacting_twice_changes_nothing_more(parts: list[str], between: str) -> None:
    once = redact(between.join(parts))
    assert redact(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1000, "1" * 1000, "1 " * 500, "six " * 250, "a b " * 250, "@" * 1000, "a@" * 500, "a." * 500,
        "arobase " * 125, "je m'appelle " * 77, "mon fils " * 111, "12 rue " * 142, "quatre vingt " * 77,
        "+33 " * 250, "né le 12 " * 100, "né le " + "deux " * 190, "a-" * 500, "l'" * 500, "M. " * 333,
        "06 12 " * 166, "jean-" * 200, "a comme b " * 100, " " * 1000, "FR76 " * 200, "A1" * 500, "point " * 166,
        "zéro six " * 111, "12 place de la " * 66, "\n" * 1000,
    ],
)  # fmt: skip
def test_no_text_is_slow_to_redact(text: str) -> None:
    """Trust 9: no catastrophic pattern; a message is capped at 1,000 characters."""
    redact("Sophie Martin à Tours")
    start = time.perf_counter()
    redact(text)
    assert time.perf_counter() - start < 1.5  # a bad pattern takes minutes
