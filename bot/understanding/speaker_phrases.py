"""Of whom a person speaks, when, and whether: regular expressions on folded text with figures, used by "
"``statuses``."""

import re

# Who is spoken of.
CHILD = (
    r"\bl aine(?:e)?(?= (?:est|a|veut|ne|va)\b)"
    r"|\bs(?:on|a) (?:fils|fille|ado) (?=(?:lyceen|collegien|en \d|en terminale|en seconde))"
    r"|\b(?:le mien|la mienne)(?= (?:il|elle|a|est|ne|veut)\b)|\bm(?:on|a) grande?(?= (?:a|est|veut|va|ne|fait"
    r"|cherche|voudrait|qui|il|elle)\b)|\b(?:mon|ma|notre) (?!petite? (?:neveu|niece|frere|soeur|ami|amie|copain"
    r"|copine)\b)(?:grande? |jeune |petite? (?!fils|fille))?(?:fils|filles?|enfant|bebe|garcon|ado|adolescente?|gamine?"
    r"|lyceen(?:ne)?|collegien(?:ne)?|gosse|fiston|ainee?|cadette?|puce|loulou|jumelle|jumeau"
    r"|petite?(?=$| (?:a|est|ne|veut|va|elle|il|et|qui|derniere?|dernier|de \d+)\b))\b"
    r"|\b(?:le petit(?= veut\b)|(?:la petite derniere|le petit dernier)\b)"
    r"|^(?:fils|fille) (?=descolaris|decroch|harcel|en \d|en (?:seconde|terminale))"
)
CHILDREN = (
    r"\b(?:mes|nos) (?:\w+ )?(?:enfants|fils|filles|garcons|ados|gamins|gamines|gosses|jumeaux|jumelles|petits)\b"
)
RELATIVE = (
    r"\b(?:mon|ma|mes|notre|une|un) (?:ex )?(?:mari|femme|epouse|epoux|conjointe?|compagne|compagnon|copine|copain"
    r"|frere|soeur|freres|soeurs|amie?|pere|mere|parents|oncle|tante|neveu|niece|cousine?|voisine?|collegue"
    r"|beau frere|belle soeur|beau fils|belle fille"
    r"|gendre|bru|petit fils|petite fille|petits enfants|pote|proche|connaissance|grand pere"
    r"|grand mere|petit neveu|petite niece|tonton|tata"
    r"|tuteur|tutrice|educateur|educatrice|medecin|conseill(?:er|ere)(?! (?:de |a )?(?:emploi|ft|pole emploi"
    r"|france travail"
    r"|rsa))|referente?(?! (?:de |a )?(?:pole emploi|france travail|rsa))|prof|professeure?|maitresse|psy|papa"
    r"|maman|meuf|mec|filleule?)\b(?! (?:de famille|au foyer|de menage|de chambre))"
)
STUDY = (
    r"orient|ecole|college|lycee|etud|stage|formation|apprent|metier|avenir|parcoursup|decroch|cherche|rentree"
    r"|filiere|terminale|seconde|premiere|troisieme|quatrieme|classe|\bbac\b|brevet"
)
# Those for whom one asks, and the words by which one does.
HELPED = (
    r"(?:mari|femme|epouse|epoux|conjointe?|compagne|compagnon|copine|copain|frere|soeur|amie?|pere|mere|oncle|tante"
    r"|neveu|niece|cousine?|voisine?|beau frere|belle soeur|beau fils|belle fille|gendre|bru|petit fils|petite fille"
    r"|pote|proche|connaissance|grand pere|grand mere|petit neveu|petite niece|papa|maman|meuf|mec|filleule?)"
)
ASKED_FOR = rf"\b(?:pour|aider) (?:mon|ma|un|une|notre) (?:(?:jeune|ancienne?|meilleure?) )?{HELPED}\b"
WANTS = (
    r"\b(?:veut|voudrait|cherche|recherche|aimerait|souhaite|souhaiterait|envisage|desire|hesite|a besoin|a envie"
    r"|a peur|se demande|peut il|peut elle|sait pas|sait plus|compte)\b(?! qu)"
)
# A clause about somebody, as they would say it themselves.
THEIR_WORDS = tuple(
    (re.compile(theirs), own)
    for theirs, own in (
        (r"^de (?=(?:[3456]e|sixieme|cinquieme|quatrieme|troisieme|seconde|premiere|terminale)\b)", "en "),
        (r"^a (?=(?!la\b|l\b|ses |son |une? (?:ecole|fac)\b))", "j ai "),
        (r"^(?:ne |n )?(?:a|ont) (?=(?:pas|plus|jamais|arrete|quitte|lache)\b)", "j ai "),
        (r"\b(?:n a|ont)\b", "ai"),
        (r"\bs est fait\b", "me suis fait"),
        (r"\bs est\b", "me suis"),
        (r"\b(?:est|sont)\b", "suis"),
        (r"\b(?:fait|font)\b", "fais"),
        (r"\b(?:va|vont)\b", "vais"),
        (r"\b(?:vient|viennent) (?=d\b|de\b)", "viens "),
        (r"\b(?:veut|veulent)\b", "veux"),
        (r"\bvoudrait\b", "voudrais"),
        (r"\b(?:travaillent|bossent)\b", "travaille"),
        (r"\bson\b", "mon"),
        (r"\bsa\b", "ma"),
        (r"\bses\b", "mes"),
    )
)

# What comes before "mon fils" when the talk is not about the son's future.
CARE = (
    r"\b(?:histoire a|parl\w+ a|gard\w*|elev\w*|emmen\w*|amen\w*|recuper\w*|chercher|deposer|occup\w*|naissance"
    r"|avec|sans|arrivee|eu|attends|(?:pere|mere) d|apres|conge|creche|nounou|voir|vis|depuis|demand\w*|compte)"
    r"(?: (?:seule?|encore|toujours))?(?: (?:de|d|a|chez|sur))?$"
    r"|\bconge pour$"
)

# When, and whether.
PAST = (
    r"\b(?:j|je) (?:n )?(?:etais|avais|travaillais|bossais|faisais|cherchais|touchais|suivais)\b|\b(?:j ai|ai"
    r"|j ai deja|j ai toujours) (?:ete|etudie|travaille|bosse|fait|eu|fini|termine|arrete|quitte|obtenu|passe|valide"
    r"|lache"
    r"|abandonne|plaque|rate|stoppe|redouble|coule|vendu|occupe|exerce|demissionne|enchaine|suivi|connu)\b"
    r"|\bviens (?:de|d) (?:finir|terminer|quitter|arreter|sortir|obtenir|valider)\b|\b(?:ancien|ancienne|ex)\b"
    r"|^(?:arretee?|quitte|lache|abandonne|plaque) |\b(?:je suis sortie? d"
    r"|avant(?! (?:ou|d|de|qu|que|la|le|les|l|mon|ma|mes|un|une|noel|fin|\w+bre|mars|\d+)\b)"
    r"|autrefois|a l epoque|dans le passe"
    r"|par le passe|auparavant)\b|^(?!.*\b(?:suis|ai|depuis)\b).*\bl an(?:nee)? (?:dernier|derniere|passee?)\b"
)
NOW = r"\b(?:maintenant|actuellement|aujourd hui|desormais|a present|en ce moment|depuis)\b"
# The verb or noun nearest before a phrase that makes it a wish or a question ("devenir fonctionnaire").
_WISHES = """
    veux veut voudrais aimerais souhaite souhaiterais envie projet projette reve imagine vise viser devenir passer
    trouver retrouver cherche recherche chercher entrer rentrer integrer faire suivre creer monter ouvrir lancer
    installer mettre postule postuler preparer reprendre etre obtenir avoir signer decrocher demander demande
    possible comment futur future bientot concours metier quoi droit statut pars partir revenir retourner retournent
    retour aller deviens devient recruter declarer travailler exercer refusee recale recalee
    organiser continuer poursuivre toucher percevoir finir risque risquer peur crains craindre tomber eviter"""
WISHES = frozenset(_WISHES.split())
NOT_VERBS = (
    "premiere derniere notre autre encore titre entre octobre septembre novembre decembre carriere hier mer pour"
)
STATED = (
    r"\bviens (?:de|d) (?:me )?\w+$|\b(?:en etant|etant|en tant qu?e?|suis|deja|toujours|actuellement)(?: un| une)?$"
)
DENIAL = (
    r"\b(?:pas|ni|jamais|jamais ete|aucun|aucune|(?<!en )(?<!de )plus)(?: (?:de|d|du|un|une|le|la|l|en|a|au|aux|encore"
    r"|vraiment|du tout|chez|actuellement|inscrite?|toujours|titulaire|officiellement|tout a fait|comme|dans"
    r"|non plus|mon|ma))*$"
)
# Before what one has ("mon patron", "mes clients"): it is no more, or not there yet.
GONE = (
    r"\b(?:eu|perdu|quittes?|apres|sans|validee?s?|obtenue?|(?:ai|avoir|jamais) (?:fini"
    r"|rate|termine|arrete|interrompu|abandonne|stoppe|vendu|coule|ferme"
    r"|liquide|cede|revendu|quitte)|viens de (?:finir|terminer|quitter|vendre|fermer))"
    r"(?: (?:de|d|un|une))?$"
)
PLANNED = (
    r"\b(?:creer|cree|monter|monte|ouvrir|lancer|lance|fonder|demarrer|trouver|trouve|cherche|chercher|devenir|futur"
    r"|installer|projet de|obtenir|reve d|voudrais|aimerais avoir|immatriculer|declarer)(?: (?:pour|de|d|un|une))?$"
)
LEFT_SCHOOL = (
    r"\b(?:decroche|arrete|stoppe|lache|quitte|exclue?|viree?|renvoyee?|exclure|virer|renvoyer|abandonne)"
    r"(?: (?:de|du|le|la|l|mon|ma|en|au|a|definitivement))*$"
)
LONG_AGO = (
    r"\b(?:j|je) (?:n |y |ne )?(?:etais|avais|travaillais|bossais|faisais|cherchais|touchais|suivais)\b"
    r"|\bj ai (?:deja |longtemps )?(?:bosse|travaille)\b|\b(?:ancien|ancienne|ex|autrefois|a l epoque|auparavant)\b"
    r"|\bavant\b(?! (?:ou|de|d|que|qu|mon|ma|mes|la|le|les|l)\b)"
)
# The clause after this one is only supposed; "savoir si" asks of something true.
SUPPOSED = (
    r"(?:^|(?<!savoir )(?<!demande )(?<!dire )(?<!sais pas )(?<!sais plus )\b)si(?: jamais)?"
    r"(?:$|(?= (?:on|jamais|mon|ma)\b))"
)
GENERAL = (
    r"\b(?:les|des|aux|d un|d une"
    r"|(?<!suis )(?<!ai )(?<!signe )(?<!ai retrouve )(?<!ai trouve )(?<!ai decroche )(?<!ai obtenu )une?"
    r"|(?<!suis )(?<!ai )le|statut|statut de"
    r"|(?:formations?|metiers?|diplomes?|titre|concours|offres?|ecole|places?) (?:de|d))$"
)
GENERAL_QUESTION = (
    r"^(?:euh |ben |bonjour |et |alors |mais )*(?:combien (?:gagne|gagnent|touche|touchent|coute|dure|de temps)"
    r"|c est quoi"
    r"|ca consiste|quel(?:le)?s? (?:est|sont|difference|statut|salaire)|difference entre|comment (?:on "
    r"|l on )?(?:devenir|devient)"
    r"|qui gagne|qui paye|ou se (?:tient|trouve)|que fait|que gagne|avantages|le salaire d|le metier d"
    r"|metiers? d|salaire d)"
)
OF_ONESELF = r"\b(?:je|j|me|m|moi|mon|ma|mes|suis|nous|notre|nos|on)\b"
FIRST_PERSON = r"\b(?:actuellement|toujours|encore|je|j|moi|suis|m|me|mon|ma|mes|nous|on|eleve)\b"
AT_SCHOOL_FOR_WORK = (
    r"\b(?:profs?|professeur\w*|enseign\w*|travaill\w*|bosse|surveillante?|aesh|cantine|agente?|cpe|instit\w*|atsem"
    r"|intervien\w*)\b"
)

# Ages. What follows tells a length of time from an age ("20 ans de boîte").
NOT_LENGTH = r"(?! (?:d|de|dans|chez|comme|que|apres|plus tard|minimum)\b)"
_YEARS = r" ?(?:ans?|piges|balais|berges)\b"
# An age that is not today's, or not the speaker's.
_SOME_AGE = (
    r"\b(?:depuis|fait a|commence|diagnostique|arrete\w*|jusqu|avant|des l|on|chez nous|limite|gratuite?|maximum"
    r"|minimum|il|elle|eu|ete|choix|tuteur|billet|pass|carte|serai|aurai|majorite|retraite|permis|fils|fille|filles"
    r"|garcons?|enfants?)\b"
)
_ABOUT_SO_MUCH = r"(?:(?:environ|presque|plus de|a peine|tout juste|passe|deja|donc|maintenant) )*"
_PERSON = (
    r"(?:homme|femme|garcon|fille|jeune|senior|etudiante?|salariee?|maman|emploi|chomeu(?:r|se)|lyceen(?:ne)?"
    r"|mineure?|majeure?|adulte|ado)"
)
AGES = (
    rf"\bj (?:en )?ai (?:moi )?{_ABOUT_SO_MUCH}(?P<age>\d{{2}})(?:{_YEARS}(?: et demi)?{NOT_LENGTH}|$)",
    (
        rf"\b(?:(?<!\bl )age|(?<!depuis l )(?<!des l )(?<!jusqu a l )(?<!a l )age de|agee?"
        rf"|agee de) (?P<age>\d{{2}})(?:{_YEARS}|$)"
    ),
    rf"(?:^|suis (?:une? )?)(?:jeune |demandeu\w+ d )?{_PERSON}(?: \w+)? (?:de )?(?P<age>\d{{2}}){_YEARS}{NOT_LENGTH}",
    rf"^(?:euh |ben |moi |bonjour |alors |donc |et |mais )*(?P<age>\d{{2}}){_YEARS}(?: et demi)?{NOT_LENGTH}",
    r"(?:^|\bmoi )(?P<age>\d{2}) ?a?$",
    (
        rf"\b(?:viens d avoir|ai eu|(?:haut de|malgre|avec|a|fete|du|vu) mes"
        rf"|avec) (?P<age>\d{{2}}){_YEARS}{NOT_LENGTH}(?! (?:en|il y a))"
    ),
    (
        rf"^(?:et |mais |euh |alors )*a (?P<age>\d{{2}}){_YEARS}(?: passes)? (?:peut|puis je|est ce|qui|c est"
        rf"|on peut|faut)\b"
    ),
    rf"^(?!.*{_SOME_AGE}).*\ba (?P<age>\d{{2}}){_YEARS}{NOT_LENGTH}",
)
NEXT_AGE = (
    rf"\b(?:j aurai|je vais avoir|je vais sur mes|bientot|j ai bientot|feter mes) (?P<age>\d{{2}}){_YEARS}"
    rf"|\bdans ma (?P<year>\d{{2}})e annee\b"
)
ABOUT = {
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "trentenaire": 30,
    "quadra": 40,
    "quadragenaire": 40,
    "quinqua": 50,
    "quinquagenaire": 50,
    "sexagenaire": 60,
}
