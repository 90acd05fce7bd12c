"""Answers of a few words, typed or as a recogniser writes them, are read without any model."""

import pytest

from bot.understanding import act_phrases
from bot.understanding.acts import Act, Token, expand, leading_yes_no, read_act, read_ordinal, read_token

SAID = {
    Act.YES: """
        oui | Oui. | ouais | wé | ouiii | oui oui | ah oui | c'est ça | Tout à fait ! | exactement | ok d'accord
        ok d'accord merci | bien sûr | oui s'il vous plaît | oui merci | euh oui | ben oui | c’est bien ça | voilà
        oui voilà | volontiers | je veux bien | vas-y | allez-y | oui je confirme | ça me va | ça me convient
        absolument | parfait | oui, tout à fait, c'est ça | 👍 | oui 👍🏽 | mais oui | oui bien sûr | carrément | yes
        effectivement | pourquoi pas | je suis d'accord | oui c'est exact | oui c'est bon | avec plaisir
        je crois que oui | oui exactement | très bien | c'est tout bon | tout juste | vous avez tout compris | banco
        cela me convient très bien | ça m'arrange | oui à peu près | d'accord faites comme ça | c'est validé""",
    Act.NO: """
        non | Non. | nan | non merci | non non | pas du tout | pas vraiment | ah non | non pas du tout | euh non
        nn | non, ce n'est pas ça | c'est pas ça | pas exactement | non pas encore | je ne veux pas
        non je veux pas | mais non | pas maintenant | plus tard | non c'est tout | c'est tout merci | ça ira merci
        rien d'autre | 👎 | non désolé | je suis pas d'accord | aucun des trois | ni l'un ni l'autre | c'est faux
        vous avez mal compris | je crois pas | bien sûr que non | ok non merci | surtout pas | ça ne me convient pas
        non c'est pas bon | nope | pas tout à fait | rien à voir | non j'ai dit autre chose
        vous m'avez mal compris | hors de question | non pas ce jour-là | j'en ai pas besoin
        aucun de ceux-là | c'est pas la peine | awa""",
    Act.SKIP: """
        je préfère pas le dire | je préfère ne pas le dire | passe | passer | question suivante | je passe
        on passe | je ne veux pas répondre | je souhaite pas répondre | non je préfère pas le dire
        passez à la question suivante | je veux pas vous le dire | c'est personnel | ça vous regarde pas
        peu importe | ça m'est égal | n'importe lequel | suivant | non, passez | joker | je n'ai pas de préférence
        comme vous voulez | je préfère ne pas répondre | on saute | pas envie d'en parler""",
    Act.UNKNOWN: """
        je sais pas | Je ne sais pas. | chais pas | aucune idée | j'ai aucune idée | jsp | je sais pas trop
        je n'en sais rien | j'en sais rien | euh je ne sais pas trop | sais pas | pas sûr | peut-être | ça dépend
        chepa | non je sais pas | je ne suis pas sûre | bah je sais pas | je sais plus | j'ai oublié
        je ne sais pas du tout | je vois pas trop | bonne question | difficile à dire | faut que je regarde""",
    Act.REPEAT: """
        pardon ? | pardon | hein | hein ? | quoi ? | vous pouvez répéter | vous pouvez répéter s'il vous plaît
        répétez | répète | j'ai pas entendu | j'ai pas bien entendu | excusez-moi j'ai pas compris | comment ?
        redites | je n'ai pas compris | pouvez-vous répéter la question | encore une fois
        pardon vous pouvez répéter ? | # | dièse | je ne comprends pas | qu'est-ce que vous avez dit
        vous avez dit quoi | je vous entends mal | excusez-moi ? | vous pouvez reformuler | relisez-moi la question
        dites-le autrement | une deuxième fois s'il vous plaît""",
    Act.SLOWER: """
        moins vite | parlez moins vite | plus lentement | plus lentement s'il vous plaît | vous parlez trop vite
        parlez plus lentement | doucement | vous pouvez parler moins vite | trop vite | répétez lentement
        mollo | pas si vite | une chose à la fois""",
    Act.LOUDER: """
        plus fort | parlez plus fort | parlez plus fort s'il vous plaît | vous pouvez parler plus fort
        montez le son | un peu plus fort | je suis un peu dur d'oreille | ça coupe | on vous entend mal""",
    Act.BACK: """
        retour | revenir en arrière | je veux revenir en arrière | précédent | question précédente | étoile | *
        je me suis trompé | je me suis trompée | corriger | erreur | retour en arrière | oups | non retour
        oups je me suis gouré | mauvaise touche | j'ai mal répondu | je voulais dire autre chose""",
    Act.RESTART: """
        on recommence | recommencer | je voudrais recommencer | tout recommencer | recommencer à zéro
        depuis le début | on reprend au début | je veux recommencer depuis le début | nouvelle demande
        retour au début | on efface tout et on recommence""",
    Act.PERSON: """
        je voudrais parler à quelqu'un | une personne | un conseiller s'il vous plaît | un humain | 0 | zéro
        un conseiller | conseiller | parler à un conseiller | je veux parler à une vraie personne
        passez-moi quelqu'un | est-ce que je peux parler à quelqu'un | je préfère parler à un humain
        mettez-moi en relation avec un conseiller | bonjour je voudrais parler à un conseiller s'il vous plaît
        non, un conseiller | je veux un humain | quelqu'un | je veux pas parler à un robot | je peux avoir quelqu'un
        j'aimerais être rappelé par quelqu'un | opérateur | pouvez-vous me passer un conseiller
        je voudrais parler avec une conseillère | une vraie personne""",
    Act.STOP: """
        stop | j'arrête | annuler | arrêtez | on arrête là | laisse tomber | laissez tomber | tant pis | abandonner
        je veux arrêter | annulez | oui stop | ça suffit | quitter | je ne veux plus continuer | basta
        laissez-moi tranquille | je vais couper""",
    Act.MORE: """
        dites-m'en plus | en savoir plus | je voudrais en savoir plus | plus d'infos | plus de détails
        oui, en savoir plus | expliquez-moi | vous pouvez m'expliquer | j'aimerais en savoir un peu plus
        c'est-à-dire ?""",
    Act.WAIT: """
        attendez je cherche un stylo | attendez | un instant | une minute | deux secondes | attendez une minute
        je cherche mes lunettes | ne quittez pas | attends | oui attendez | laissez-moi réfléchir
        je prends de quoi noter | attendez je note | une seconde s'il vous plaît | attendez que je trouve un crayon""",
    Act.THANKS: """
        merci | merci beaucoup | merci bien | un grand merci | je vous remercie | super merci | 🙏
        merci pour votre aide | merci pour ces informations | vous êtes bien aimable | mille mercis
        c'est bien gentil""",
    Act.GOODBYE: """
        au revoir | merci au revoir | bonne journée | merci beaucoup au revoir | non merci au revoir | à bientôt
        au revoir, bonne journée | parfait merci au revoir | je vais vous laisser | kenavo | salut à plus
        adieu monsieur | adieu madame et merci | au revoir et merci pour tout | merci pour tout, au revoir
        je dois y aller""",
    Act.GREETING: """
        bonjour | bonjour madame | bonsoir | salut | allô | allô ? | oui bonjour | 👋 | coucou | slt
        y a quelqu'un ? | allô y a quelqu'un | bien le bonjour""",
    Act.HELP: """
        aide | aidez-moi | besoin d'aide | j'ai besoin d'aide | comment ça marche | comment ça marche ?
        qu'est-ce que je peux dire | vous pouvez m'aider ? | menu | je sais pas comment dire""",
    Act.UNHELPED: """
        la réponse ne m'aide pas | ça ne m'aide pas | non, ça m'aide pas du tout | vous ne répondez pas à ma question
        ça ne répond pas à ma question | ce n'est pas ce que je cherche | c'est pas ce que je voulais savoir
        votre réponse est nulle | ça me sert à rien | vous n'avez pas répondu à ma question | c'est à côté de la plaque
        votre réponse ne correspond pas à ma demande | ça m'avance pas beaucoup""",
}
CASES = [
    (text.strip(), act)
    for act, lines in SAID.items()
    for line in lines.split("\n")
    for text in line.split("|")
    if text.strip()
]


@pytest.mark.parametrize(("text", "act"), CASES)
def test_a_whole_answer_is_an_act(text: str, act: Act) -> None:
    """NO6: whatever was asked, a person can pass, stop, go back or ask for somebody in their own words."""
    assert read_act(text) is act


@pytest.mark.parametrize(
    "text",
    [
        "oui je suis salarié", "oui à Tours", "non, à Chinon", "je voudrais annuler mon rendez-vous", "salarié",
        "Tours", "je ne sais pas quoi faire de ma vie", "j'ai arrêté l'école", "merci de me rappeler demain",
        "téléphone", "visio", "j'ai besoin d'aide pour mon CV", "bonjour je cherche une formation",
        "sur place ou téléphone", "mon dossier", "je veux parler de mon projet", "la formation continue", "oui mais",
        "oui non", "oui et non", "c'est bon merci", "oui ?", "", "   ", "?", "…", "😊", "s'il vous plaît", "euh",
        "37000", "2", "deux", "mardi", "ok google", "asdfgh", "arrêter de travailler", "retour à l'emploi",
        "une formation de conseiller", "bonjour oui non", "je souhaite devenir conseillère", "je suis agent",
        "une personne handicapée", "parler anglais", "aide à domicile", "fin de droits", "je passe le bac",
        "erreur de parcours", "je prends ma retraite", "plus", "je veux", "jamais travaillé", "je suis technicien",
        "la vae", "moi", "adieu",
        "c'est tout bonnement mon chef", "je suis sourd", "touche à tout",
        "personne ne m'aide", "#status salarie", "#place 37261", "oui " * 40, "a" * 5000,
    ],
)  # fmt: skip
def test_anything_more_is_not_a_mere_act(text: str) -> None:
    assert read_act(text) is None


def test_needs_and_statuses_are_never_taken_for_an_answer() -> None:
    assert read_act("un emploi") is None
    assert read_act("une formation") is None


@pytest.mark.parametrize("act", Act)
def test_the_button_of_an_act_is_that_act(act: Act) -> None:
    assert read_act(f"#{act.value}") is act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("oui à Tours", Act.YES), ("non, à Chinon", Act.NO), ("Oui, je suis salariée", Act.YES),
        ("non je suis à Blois", Act.NO), ("euh oui plutôt le matin", Act.YES),
        ("ah non moi c'est Joué-lès-Tours", Act.NO), ("oui", Act.YES), ("non merci", Act.NO),
        ("oui oui mardi", Act.YES), ("non non pas du tout je suis étudiante", Act.NO),
        ("tout à fait, en CDI", Act.YES), ("c'est ça à Tours", Act.YES), ("nan pas Tours, Loches", Act.NO),
        ("pas du tout, je cherche une formation", Act.NO), ("oui mais à Chinon", None), ("oui enfin non", None),
        ("oui et non", None), ("non oui", None), ("oui ou non", None), ("à Tours", None),
        ("oui bonjour je voudrais un rendez-vous", None), ("non salarié", None), ("non diplômé", None),
        ("non, salarié", Act.NO), ("si je veux changer de métier", None), ("voilà je suis au chômage", None),
        ("", None), ("un conseiller", None), ("ok je veux savoir combien ça coûte", None),
        ("bonjour oui à Tours", None),
        ("oui ?", None),  # asks back, and says nothing more
        ("c’est bien ça ?", None),
    ],
)  # fmt: skip
def test_an_answer_may_open_with_yes_or_no(text: str, act: Act | None) -> None:
    """P17: "non, à Chinon" refuses one thing and gives another; the caller can use both parts."""
    assert leading_yes_no(text) is act


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("#status salarie", Token("status", "salarie")),
        ("#yes", Token("yes", "")),
        (" #place 37261 ", Token("place", "37261")),
        ("#slot 2026-11-24T09:00+01:00", Token("slot", "2026-11-24T09:00+01:00")),
        ("#", None),
        ("# bonjour", None),
        ("#2", None),
        ("status salarie", None),
        ("bonjour #yes", None),
        ("#yes\n#no", None),
        ("#" + "a" * 200, None),
    ],
)
def test_a_button_sends_a_token_back(text: str, token: Token | None) -> None:
    assert read_token(text) == token


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2), ("deux", 2), ("le deuxième", 2), ("la une", 1), ("numéro 3", 3), ("plutôt le premier", 1),
        ("le 2", 2), ("je prends le deuxième créneau", 2), ("le second", 2), ("la seconde", 2),
        ("la troisième proposition", 3), ("1er", 1), ("2ème", 2), ("2e", 2), ("le premier s'il vous plaît", 1),
        ("oui le deuxième", 2), ("tapez 1", 1), ("choix 4", 4), ("le numéro un", 1), ("une", 1),
        ("euh plutôt la 3", 3), ("non, le troisième", 3), ("vingt", 20), ("celui de mardi", None),
        ("le dernier", None), ("0", None), ("21", None), ("37000", None), ("mardi", None), ("", None),
        ("le 3 décembre", None), ("deux secondes", None), ("2 enfants", None), ("en troisième", None),
        ("un rendez-vous", None), ("un créneau", None), ("oui", None),
    ],
)  # fmt: skip
def test_one_of_a_short_list_is_picked_by_its_place(text: str, number: int | None) -> None:
    assert read_ordinal(text) == number


def test_no_saying_stands_under_two_acts() -> None:
    """The table stays readable: one saying, one meaning."""
    seen: dict[str, str] = {}
    for act, lines in act_phrases.PHRASES.items():
        for phrase in set(expand(lines)):
            assert seen.setdefault(phrase, act) == act, f"« {phrase} » est à la fois {seen[phrase]} et {act}"
