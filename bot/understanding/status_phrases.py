"""What people say of their situation, as regular expressions on folded text with figures.

Each line is one way of saying it (a line that ends with a backslash goes on in the next); ``statuses`` decides who is
spoken of, and whether it is now, past, wished or denied.
"""

from bot.understanding import status_words as words
from bot.understanding.status_employee_phrases import EMPLOYEES
from bot.understanding.status_levels import OWN, SURE, TRADE
from bot.understanding.status_school_phrases import SCHOOL
from bot.understanding.status_work_phrases import OTHER_WORK
from directory.vocabulary import Status

# Status, how sure, ways of saying it.
PHRASES: tuple[tuple[Status, str, str], ...] = (
    *EMPLOYEES,
    *OTHER_WORK,
    *SCHOOL,
    (
        Status.RETRAITE,
        SURE,
        rf"""
        {words.SELF}(?:couple de retraites|retraitee?)\b
        \b(?:ai pris|viens de prendre|suis partie? a|suis a) (?:ma|la) retraite\b
        \ben pre ?retraite\b
        \b(?:touche|percois|recois) (?:ma|une|la) (?:petite )?(?:retraite|pension de retraite)\b
        ^pensionnee?\b
        {words.NOT_LEAVING_FOR}\b(?:a la|en|jeune) retraite\b{words.LATER}
        """,
    ),
    (
        Status.RETRAITE,
        OWN,
        r"""
        \bma (?:petite )?(?:retraite|pension)(?: \w+)? (?:est|ne suffit|n est|suffit|tombe)\b
        \bcomplement (?:de|a) (?:ma )?(?:petite )?(?:retraite|pension)\b
        """,
    ),
    (
        Status.PARENT,
        SURE,
        rf"""
        (?<!de )\bparents? d (?:eleves?|une? {words.PUPIL})\b
        \b(?:pere|mere|maman|papa) d une? (?:{words.PUPIL}|garcon|fille|fils)\b
        \bpour (?:mon|ma|mes|notre|nos) (?:enfants?|fils|filles?|ados?|garcons?|gamine?s?)\b
        ^(?:un )?parent$
        \b(?:maman|papa|mere|pere|parents?) pour (?:son|sa|leur) (?:fils|fille|enfant|ado)\b
        \b(?:pere|mere|maman|papa) de (?:\w+ )?(?:ados|adolescents|lyceens|collegiens)\b
        \bc(?: est)? (?:la |le |une |un )?(?:maman|mere) (?:de|d) (?!\d|un\b|une\b|famille|jumeaux|jumelles)\w
        \b(?:je suis|ici) (?:la |le |une |un )?(?:maman|mere) (?:de|d) (?!\d|un\b|une\b|famille|jumeaux|jumelles)\w
        ^(?:bonjour )?(?:la )?(?:maman|mere|papa) (?:de|d) (?!\d|un\b|une\b|famille|jumeaux|deux|trois|triples)\w+ \w
        \b(?:c est|je suis|ici) (?:la |le |une |un )?(?:pere|papa) (?:de|d) (?!\d|un\b|une\b|famille|jumeaux|jumelles)\w
        """,
    ),
    (
        Status.AUTRE,
        SURE,
        rf"""
        \b(?:mere|pere|parent|femme|homme|maman|papa) (?:de famille )?au foyer\b
        {words.SELF}(?:detenue?|incarceree?|aidante?)\b
        \ben detention\b
        \bbenevole a (?:plein temps|temps plein)\b
        \bsors de (?:prison|detention) (?:dans|demain|bientot|en|le)\b
        \bsous (?:main de justice|bracelet)\b
        \b(?:suis en|fais un|fais mon|mon|actuellement en) service civique\b
        ^en service civique
        \bdemandeu(?:r|se) d asile\b
        \baidante? familiale?\b
        \bproche aidante?\b
        \bm occupe (?:de|d)$
        \bj eleve$
        \A(?:une )?autre(?: situation)?\Z
        """,
    ),
)


# A trade that is the whole answer, or opens it ("vendeuse, je voudrais…").
ALONE = (
    (Status.AGENT_PUBLIC, SURE, rf"{words.OPENING}{words.PUBLIC_TRADES}(?: \w+)?$"),
    (Status.SALARIE, TRADE, rf"{words.OPENING}{words.TRADES}(?: \w+)?$"),
)

# A school of the age, when nothing more is said of it.
SCHOOL_WORDS = r"\b(?:ecole|college|classe|cours|profs?|notes|moyenne|stage|redoubler|orientation|lycee|cdi)\b"
LYCEE_WORDS = (
    r"\b(?:lycee|classe|bac|seconde|2nde|premiere|terminale|spes?|specialites?|parcoursup|filiere|profs?|bulletin)\b"
)
# A pupil older than that only remembers ("mon lycée").
OLDEST_PUPIL = {Status.COLLEGIEN: 16, Status.LYCEEN: 20, Status.ETUDIANT: 99}

# Of whom one asks in general: "un fonctionnaire peut-il…", "quand on est salarié".
GENERAL_QUESTION = (
    r"\b(?:(?:quand|si|lorsqu|lorsque) (?:on|l on) est|pour) (?:un |une )?{noun}\b"
    r"|(?:^|\bqu |\bque? |\bsi )une? {noun} (?:\w+ ){{0,3}}?(?:peut|a|doit|est|garde|touche|conserve|perd)\b"
    r"|\b(?:s adresser?|doit|peut|va) (?:\w+ ){{0,2}}?une? {noun}\b"
)
ASKED_ABOUT = (
    (Status.SALARIE, r"(?:salariee?|interimaire)"),
    (Status.CADRE, r"cadre"),
    (Status.DEMANDEUR_EMPLOI, r"(?:chomeu(?:r|se)|demandeu(?:r|se) d emploi)"),
    (Status.INDEPENDANT, r"(?:(?:auto |micro )entrepreneu(?:r|se)|independante?|artisane?|commercante?|agricult\w+)"),
    (Status.AGENT_PUBLIC, r"(?:fonctionnaire|agente? (?:public|publique|territoriale?)|contractuel(?:le)?|militaire)"),
    (Status.COLLEGIEN, r"collegien(?:ne)?"),
    (Status.LYCEEN, r"lyceen(?:ne)?"),
    (Status.ETUDIANT, r"etudiante?"),
    (Status.RETRAITE, r"retraitee?"),
)

HANDICAP = r"""
    \b(?:travailleu(?:r|se)|personne|salariee?|adulte)(?: travailleu(?:r|se))? handicapee?\b
    \b(?:jeune|reconnue?|suis|etant)(?: travailleu(?:r|se))? handicapee?\b
    \bhandicapee? (?:a|depuis|reconnue?)\b
    ^handicapee?$
    \ben situation de handicap\b
    \b(?:j ai|avec|vu|a cause de|malgre) (?:un|mon|ce) (?:leger |lourd )?handicap\b
    \bmon handicap\b
    \bhandicap (?:moteur|visuel|auditif|psychique|invisible|mental|cognitif)\b
    \b(?:ma|ai une|avec une|suis|en|ai la|obtenu la|ai eu la|reconnue?) rqth\b
    \brqth depuis\b
    ^(?:oui |en )?rqth$
    \b(?:b)?oeth\b
    \b(?:touche l|percois l|ai l|suis a l|mon|beneficiaire de l) aah\b
    ^aah$
    \ballocation adulte\w* handicape\w*\b
    \b(?:en |pension d |reconnue? (?:en )?)invalidite\b
    \b(?:suis|reconnue?|etant) (?:\w+ )?invalide\b
    \binvalidite (?:categorie )?[123]\b
    \bsuis (?:\w+ )?(?:sourde?|malentendante?|aveugle|malvoyante?)\b
    \bsuis (?:\w+ )?(?:non voyante?|autiste|paraplegique|tetraplegique)\b
    \ben fauteuil(?: roulant)?\b
    \b(?:suivie?|accompagnee?) (?:par|a) cap emploi\b
    \ben (?:esat|ulis)\b
"""
