"""The words of days and hours that ``dates`` knows, as regular expressions on folded text with figures.

Clauses are parted by ``|``; hours are ``T1530`` and spans of days ``D20261124_20261130`` once they are read.
"""

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "janv"),
            ("fevrier", "fevr", "fev"),
            ("mars",),
            ("avril", "avr"),
            ("mai",),
            ("juin",),
            ("juillet", "juil"),
            ("aout",),
            ("septembre",),
            ("octobre", "oct"),
            ("novembre", "nov"),
            ("decembre", "dec"),
        ),
        start=1,
    )
    for name in names
}
NTH = {"premier": 1, "1er": 1, "deuxieme": 2, "2eme": 2, "2e": 2, "second": 2, "troisieme": 3, "3eme": 3, "3e": 3}
WEEKS = {"cette": 0, "": 0, "prochaine": 1, "qui vient": 1, "qui suit": 1, "d apres": 2, "suivante": 2}
MINUTES = {"et demi": "30", "et demie": "30", "et quart": "15", "moins le quart": "-15", "moins 10": "-10"}

WEEKDAY = rf"\b(?:{'|'.join(WEEKDAYS)})\b"
_DAY_NAME = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_MONTH_NAME = rf"(?P<month>{'|'.join(MONTHS)})\b"
_DAYS = rf"{WEEKDAY}s?(?: (?:matin|soir|apresmidi))?(?: ?(?:\||et|ou|ni) ?(?:le |les |pas le )?{WEEKDAY}s?)*"
_ME = r"(?:je|j|on|moi|ca|c)"

# Misspellings, and words that mean two things until they are joined.
SPELLINGS = (
    (r"\b(?:demin|dmain|demaim|2main|demian)\b", "demain"),
    (r"\b(?:lunid|lundie?s|lundy|lundit)\b", "lundi"),
    (r"\b(?:mardis|mardy|mardit)\b", "mardi"),
    (r"\b(?:mercredis|mecredi|mercerdi|mercredie|mercrdi)\b", "mercredi"),
    (r"\b(?:jeudis|jeudie|jeudy|jeudit)\b", "jeudi"),
    (r"\b(?:vendredis|vendrdi|vendedi|venderdi|vendredie)\b", "vendredi"),
    (r"\b(?:samedis|samdi|samedie|sammedi)\b", "samedi"),
    *((rf"\b{name[:3]} (?=\d)", f"{name} ") for name in WEEKDAYS),
    (r"\bapres? ?midis?\b|\baprem\b|\bapremidi\b|\bapm\b", "apresmidi"),
    (r"\b(?:weekend|week ends|weekends|we)\b", "week end"),
    (r"\baujourd ?hui\b|\baujourdui\b|\bauj\b", "aujourdhui"),
    (r"\bapres demain\b", "apresdemain"),
    (r"\bentre midi (?:et|a) (?:2|14)(?: ?h(?:eures?)?)?\b", "pause dejeuner"),
    (r"\bmidi (?:pile|juste)\b", "midi"),
    (r"\bce (matin|midi|soir)\b", r"aujourdhui \1"),
    (r"\bdans (?:une|\d) ?h(?:eures?)?\b", "aujourdhui"),
    (r"\b(?:pas|plus) (?:dispo|disponible|libre|possible|la) (?=(?:avant|apres)\b)", "pas "),
    (r"\bavant (?:la )?fin\b", "d ici la fin"),
    (r"\b(?:une )?dizaine de jours\b", "10 jours"),
    (r"(?<=\bd ici )une quinzaine\b|(?<=\bsous )quinzaine\b|\bune quinzaine de jours\b", "15 jours"),
    (r"(?<=\bd ici )une huitaine\b|(?<=\bsous )huitaine\b|\bune huitaine de jours\b", "8 jours"),
    (r"\b(?:entre|de) ([7-9]|1\d) (?:et|a) ([89]|1\d|2[01])(?= *(?:$|\|))", r"entre \1h et \2h"),
    (r"\b(?:je|j|on) (?:travaille|bosse|taffe|ai cours|suis (?:pris|prise|occupee?)) jusqu a(?= \d)", "je finis a"),
    (r"\bcet apresmidi\b", "aujourdhui apresmidi"),
    (r"\b(?:(?:je|j|on) )?(?:ne |n )?(?:travaille|bosse|taffe) (?:pas|jamais)\b", "libre"),
)

# What looks like a wish and is none: the past, ages, durations, working habits.
_END = r"(?= \||$| donc\b| mais\b| alors\b| du coup\b| sauf\b| et je\b| je\b| j\b)"
UNRELATED = (
    r"\bla semaine des (?:4|quatre) jeudis?\b",
    r"\b(?:avant )?hier\b(?: (?:matin|soir|apresmidi))?",
    rf"(?:{WEEKDAY}|\bsemaine|\bmois|\bannee|\bweek end) (?:derniere?|passee?)\b",
    (
        r"\b(?:depuis|ca fait|il y a|y a|cela fait)\b"
        r"(?: (?:le |la )?(?:mois|debut|fin|annee) (?:de |d |du )?[^| ]+|(?: [^| ]+){1,2})"
    ),
    r"\b\d+ (?:ans?|piges|balais|euros|enfants?|km|kilometres|annees?)\b",
    r"\b(?:pendant|toutes les|moins de|plus de|en) \d+ ?(?:h|heures?)\b(?: \d\d\b)?",
    r"\b\d+ ?(?:h|heures?)(?: \d\d)? (?:par|de (?!l)|sur|hebdo|semaine|supplementaires|chaque)\b",
    r"\b(?:je|j|on|il|elle) (?:travaill\w*|bosse|taffe|embauche|commence)\b[^|]*?" + _END,
    r"\b(?:j ai|je suis en|j avais) (?:cours|formation|stage)\b[^|]*?" + _END,
    r"\b(?:ouverte?s?|fermee?s?|ouvrez|fermez|horaires)\b[^|]*",
)

# Weekdays refused, before or after the refusal.
_CANNOT = (
    r"(?:pas|sauf|jamais|ni|a part|hors|hormis|excepte|impossible|indisponible|pris|prise|occupe|occupee|absent|absente"
    r"|eviter?|evitez)"
)
_NOT_FREE = (
    r"(?:(?:je|j|on|moi|ca|c)(?: (?:ne|n|me|m|est|suis|peux|va|serai|serais|arrange|convient|ai))*"
    r" (?:pas|jamais|impossible|pris|prise|occupe|occupee|absent|absente)"
    r"|non|impossible|pas possible|c est (?:complique|difficile|mort))"
)
REFUSALS = (
    rf"(?:\ble |\bles )?{_DAYS} (?:\| )?{_NOT_FREE}\b",
    rf"\b{_CANNOT}(?: (?:possible|disponible|libre|dispo|la|de|pour|moi))* (?:le |les |un |du |de |a )?{_DAYS}",
)

# Days of any week: "le mardi", "plutôt les samedis", "un jeudi", "du lundi au jeudi", "en semaine".
DAYS_FROM_TO = rf"\b(?:du|de|entre|entre le) ({'|'.join(WEEKDAYS)}) (?:au|a|et|et le) ({'|'.join(WEEKDAYS)})\b"
ANY_SUCH_DAY = (
    rf"\b(?:les?|un|des|tous les|chaque) {WEEKDAY}(?: (?:et|ou) (?:le |les )?{WEEKDAY})*"
    r"(?! \d| prochain| en \d| de la| de cette| semaine| qui)"
)
ANY_WEEKDAY = r"\ben semaine\b(?! prochaine)"
ANY_WEEKEND = r"\b(?:le|les|en) week end\b(?! prochain)"
ANY_TIME = (
    r"\b(?:n importe (?:quand|quel jour|quelle heure)|quand vous voulez|le plus (?:tot|vite) possible|des que possible"
    r"|au plus (?:tot|vite)|(?:premier|prochain) creneau|premiere (?:date|disponibilite|place)"
    r"|(?:premier|prochain) (?:rendez vous|rdv) (?:disponible|possible|libre)"
    r"|peu importe (?:le jour|l heure|quand)|toujours (?:libre|disponible|dispo)|tous les jours)\b"
)

# Hours on the clock.
_OF_DAY = r"(?: (?P<of_day>du matin|du soir|de l apresmidi))?"
_MINUTES = r"(?: ?(?P<minutes>et demie?|et quart|moins le quart|moins 10|[0-5]\d))?"
CLOCKS = (
    rf"\b(?P<hour>[01]?\d|2[0-3]|une) ?(?:h|heures?){_MINUTES}(?![a-z\d]){_OF_DAY}",
    r"\b(?P<hour>midi) (?P<minutes>et demie?|et quart|moins le quart|30|15)\b(?P<of_day>)",
    r"(?:(?<=\bavant )|(?<=\bjusqu a )|(?<=\bentre ))(?P<hour>midi)\b(?P<minutes>)(?P<of_day>)",
    r"(?:(?<=\bentre )|(?<=\bde ))(?P<hour>[01]?\d)(?= (?:et|a) +T)(?P<minutes>)(?P<of_day>)",
    (
        r"(?:(?<=\ba )|(?<=\bvers )|(?<=\bapres )|(?<=\bavant ))(?P<hour>[89]|1\d)(?= +(?:$|\|))"
        r"(?P<minutes>)(?P<of_day>)"
    ),
)
_T = r" *T\d{4} *"
HOUR_BOUNDS = (
    (rf"\b(?:entre|de)(?: les)?{_T}(?:et|a){_T}|{_T}(?:a )?{_T}", "between"),
    (
        rf"\b(?:pas avant|(?<!pas )apres|a partir de|des|pas plus tot que|plus tard que|au plus tot){_T}",
        "after",
    ),
    (rf"\b(?:je )?(?:finis|finirai|termine|sors|debauche)(?: [^|T ]+){{0,4}}{_T}", "after"),
    (rf"\b(?:pas apres|avant|jusqu a|pas plus tard que|au plus tard(?: a)?|maximum){_T}", "before"),
    (rf"{_T}(?:au plus tard|maximum|max|grand maximum)\b", "before"),
    (rf"{_T}(?:minimum|au plus tot)\b", "after"),
    (rf"\b(?:vers|autour de|aux environs de|aux alentours de|environ|sur les coups de)(?: les)?{_T}", "around"),
    (rf"(?:\b(?:a|pour) )?{_T}", "at"),
)

# Parts of the day: from, until. School ends about 16:30 and work about 17:30.
PARTS_OF_DAY = (
    (r"\b(?:pas|jamais|sauf) (?:le |de |les )?(?:matins?|matinee)\b", ("1200", "")),
    (r"\b(?:pas|jamais|sauf) (?:l |d |les )?apresmidi\b", ("", "1200")),
    (r"\b(?:pas|jamais|sauf) (?:le |en |les )?(?:soirs?|soiree|fin de journee)\b", ("", "1730")),
    (r"\bquand (?:les|mes) (?:enfants|petits) sont a l ecole\b", ("0900", "1600")),
    (r"\b(?:a la )?sortie des (?:classes|cours|ecoles)\b", ("1630", "")),
    (r"\bpas (?:a |le )?midi\b", ("", "")),
    (r"\b(?:apres|sortie de) (?:l ecole|le lycee|le college|(?:les|mes) cours|la classe|la fac)\b", ("1630", "")),
    (
        (
            r"\b(?:apres|sortie (?:de|du)|en sortant (?:de|du)|quand je sors (?:de|du)) ?"
            r"(?:le |mon |ma |la |du )?(?:travail|boulot|taf|bureau|journee(?: de travail)?)\b"
        ),
        ("1730", ""),
    ),
    (r"\bavant (?:d aller )?(?:au |le |mon )?(?:travail|boulot|taf)\b", ("", "0900")),
    (r"\b(?:en )?fin (?:de |d )(?:la |l )?(?:journee|apresmidi)\b|\btard dans la journee\b", ("1630", "")),
    (r"\bdebut (?:de |d )(?:la |l )?apresmidi\b", ("1200", "1500")),
    (r"\bmilieu (?:de |d )(?:la |l )?apresmidi\b", ("1400", "1630")),
    (r"\bdebut de (?:la )?matinee\b|\btot (?:le |dans la )?matin(?:ee)?\b|\bpremiere heure\b", ("", "1000")),
    (r"\bfin de (?:la )?matinee\b", ("1030", "1230")),
    (r"\bmilieu de (?:la )?matinee\b", ("0930", "1130")),
    (r"\bapresmidi\b|\bapres (?:manger|le repas|le dejeuner|dejeuner)\b", ("1200", "1800")),
    (r"\b(?:matin|matinee)\b", ("", "1200")),
    (
        r"\bpause (?:dejeuner|de midi|du midi)\b|\bheure du (?:dejeuner|repas)\b|\bmi journee\b|\bmidi\b",
        ("1200", "1400"),
    ),
    (r"\b(?:soir|soiree)\b", ("1730", "")),
)

# Days and spans of days.
NUMERIC = r"\b(\d{1,2})x(\d{1,2})x(\d{4}|\d{2})?(?!\d)"
NTH_WEEKDAY = (
    rf"\b(?:le )?(?P<nth>{'|'.join(NTH)}|dernier) {_DAY_NAME}"
    rf" (?:(?:de |d |du mois de |du mois d ){_MONTH_NAME}|(?P<of>du mois(?: prochain)?)\b)"
)
HALF_MONTH = (
    rf"\b(?:la )?(?P<half>premiere|1ere|deuxieme|2e|2eme|seconde|derniere) quinzaine (?:de |d |du mois de |du mois d )?"
    rf"{_MONTH_NAME}"
)
WEEK_NUMBER = r"\b(?:la |en )?semaine (?P<number>[1-5]?\d)\b(?! ?(?:h|heures|jours|x\d)\b)"
# only where a bound stands before: "à Noël" and "à la rentrée" are as often past, or the date of a course
_BOUND = r"(?:(?<=\bavant )|(?<=\bapres )|(?<=\bd ici )|(?<=\bjusqu a )|(?<=\ba partir de )|(?<=\bdes ))"
FEASTS = {
    "noel": (12, 25), "la toussaint": (11, 1), "le nouvel an": (1, 1), "le jour de l an": (1, 1), "la rentree": (9, 1),
}  # fmt: skip
AFTER_EASTER = {"paques": 0, "l ascension": 39, "la pentecote": 49}
FEAST = (
    rf"{_BOUND}(?P<feast>{'|'.join([*FEASTS, *AFTER_EASTER])})\b"
    r"|\b(?:le )?lundi de (?P<monday_of>paques|pentecote)\b"
)
CALENDAR = (
    rf"\b(?:{WEEKDAY} )?(?:(?:du |entre le )(?P<from_day>\d{{1,2}}|1er) (?:au |et le ))?"
    rf"(?P<day>\d{{1,2}}|1er|premier) (?:de )?{_MONTH_NAME}(?: (?P<year>(?:19|20)\d\d))?"
)
IN_DAYS = r"(?:\bdans |(?<=\bd ici )|(?<=\bsous ))(\d{1,3}|une?) (jours?|semaines?|mois)\b"
_WEEK_NAME = r"semaine (?P<week>prochaine|qui vient|qui suit|d apres|suivante)"
WEEK_WEEKDAY = rf"\b(?:la )?{_WEEK_NAME} (?:\| )?(?:plutot |vers )?(?:le )?{_DAY_NAME}\b"
ONE_WEEKDAY = (
    rf"\b(?:le |ce )?{_DAY_NAME}\b(?: (?P<number>[0-3]?\d)(?! ?[hx\d])| en (?P<weeks>8|15)\b"
    rf"| (?:de |dans )?(?:la )?semaine (?P<week>prochaine|qui vient|qui suit|d apres|suivante)| prochain| qui vient)?"
)
WEEKEND = r"\b(?:ce |le |au )?week end(?: prochain| qui vient)?\b"
WEEK = (
    rf"\b(?:la |en )?(?P<part>debut|milieu|fin) (?:de |d )?(?:la |cette )?(?:{_WEEK_NAME}|semaine)\b"
    r"|\b(?:la |dans la )?semaine (?P<week2>prochaine|qui vient|qui suit|d apres|suivante)\b"
    r"|\b(?:cette|dans la) semaine\b"
)
_PART_OF_MONTH = r"\b(?:la |en )?(?:(?P<part>debut|mi|milieu|fin) (?:de |du |d )?)?"
_OF_MONTH = r"(?:(?:en|courant|au|le|tout|pour|mois|de|d) )*"
MONTH = (
    rf"{_PART_OF_MONTH}{_OF_MONTH}(?!mai\b){_MONTH_NAME}"
    r"|\b(?:en|de|courant|tout|(?P<may_part>debut|fin|mi)) (?P<may>mai)\b"
)
NEXT_MONTH = rf"{_PART_OF_MONTH}(?:le |au )?mois (?:prochain|qui vient|qui suit)\b"
THIS_MONTH = r"\b(?:la |en )?(?:(?P<part>debut|mi|milieu|fin) (?:de |du )(?:ce )?|ce )mois(?: ci)?\b"
YEAR = r"\bl annee prochaine\b"
TODAY = r"\baujourdhui\b|\bdans la journee\b"
AFTER_TOMORROW = r"\bapresdemain\b"
TOMORROW = r"\bdemain\b"
DAY_NUMBER = r"(?:\ble |(?<=\bdu )|(?<=\bau ))([0-3]?\d|1er)\b(?! ?(?:\d|h\b|eme\b|euros|mois|jours|places?|enfants))"

WEEK_OF = r"\b(?:la |dans la )?semaine (?:du )? *D(\d{8})_\d{8}"
_D = r" *D\d{8}_\d{8} *"
DAY_BOUNDS = (
    (rf"\b(?:entre|du|de)(?: le)?{_D}(?:et|au|a)(?: le)?{_D}", "between"),
    (rf"\b(?:pas avant|a partir de|a partir du|a compter de|a compter du|des|a partir){_D}", "from"),
    (rf"\bapres(?: le| la)?{_D}", "past"),
    (rf"\b(?:jusqu a|jusqu au|jusqu|d ici|d ici a|d ici au|sous|pas apres|au plus tard)(?: le| la)?{_D}", "until"),
    (rf"\bavant(?: le| la)?{_D}", "ahead"),
    (rf"\b(?:pas|vacances|conges?|absente?|prise?|occupee?|sauf)(?: (?:la|libre|dispo|disponible))*{_D}", "not"),
    (_D, "on"),
)
