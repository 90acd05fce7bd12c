"""Groups of words that the sayings of ``status_phrases`` are made of, as regular expressions on folded text."""


def _one_of(lines: str) -> str:
    """One group of alternatives, from a table of them."""
    return rf"(?:{'|'.join(line.strip() for line in lines.strip().splitlines())})"


I_AM = (
    r"(?:(?:je suis|suis|jsuis|chui|chuis|j suis|etant|en tant que?|comme|on est|nous sommes|toujours|actuellement"
    r"|moi|mon metier c est)(?: (?:moi meme|un|une|qu|actuellement|toujours|aussi|deja|encore|pour l instant"
    r"|simple))*)"
)
OPENING = r"^(?:euh |ben |bonjour |alors |moi )*"
WORKS = r"(?:travaille|travail|bosse|taffe|exerce)"
WORKS_NOW = r"(?:travaille|bosse|taffe)"
JOB = r"(?:travail|taf|taff|boulot|emploi|job|poste|taff?e|tafe|cdi|cdd|mission|missions|interim)"
# Where a noun is said of oneself: at the start of a clause, or after "je suis", "comme", "en tant que"…
SELF = (
    r"(?:^(?:(?:euh|ben|bonjour|bonsoir|alors|moi|oui|non|et|ou|mais|puis|donc|car|toujours|encore|aussi|deja"
    r"|actuellement|maintenant|aujourd hui|desormais|jeune|ancienne?|plutot|en fait|la|vu que|travailleu(?:r"
    r"|se)) )*|\b(?:suis|sommes|etant|comme|tant que?|tant qu|devenue?|toujours|restee?|redevenue?)(?: (?!(?:dans"
    r"|pour|chez|avec|la|le|les|des|du|contre|sans|au|aux|en|d|de|ni|pas|plus|que|qui|si)\b)\w+){0,3}? )"
)
ON_DAYS = r"(?:le|les|ce|cet)\b"
NOT_ANY_MORE = rf"(?! pas\b(?! {ON_DAYS})| plus\b(?! de)| jamais| a mon compte)"
NOT_BY_A_SCHOOL = r"(?<!lycee )(?<!college )(?<!ecole )(?<!cfa )(?<!fac )"
NOT_LEAVING_FOR = (
    r"(?<!pars )(?<!part )(?<!partent )(?<!partant )(?<!parti )(?<!depart )(?<!depart a )(?<!partir )(?<!bientot )"
    r"(?<!partirai )(?<!serai )(?<!jusqu )"
)
LATER = r"(?! (?:dans|en 20|bientot|l annee))"
LOOKS_FOR = (
    r"(?:cherche|recherche|trouve pas|(?:veux|voudrais|aimerais|besoin de|dois|arrive pas a|galere a|essaie de"
    r"|essaye de) (?:re)?trouver)"
)
BENEFIT = (
    r"(?:chomage|are|ass|assedics?|rsa|indemnites? chomage|alloc(?:ations?)? chomage"
    r"|allocation (?:d aide au |de )?retour a l emploi)"
)
IS_OVER = (
    r"(?:(?:est|s est) (?:finie?|terminee?|arretee?)|vient (?:de finir|de se terminer|de s arreter|d etre rompu)"
    r"|a pris fin|n a pas ete renouvelee?|a pas ete renouvelee?)"
)
NOW_IN = r"(?:suis|actuellement|depuis|etudiante?|deja|toujours|commence|\d|embauchee?)"
IN_APPRENTICESHIP = r"en (?:contrat (?:d )?)?(?:apprentissage|alternance)\b"
NOT_A_JOB = r"(?! (?:\w+ )?en esat| (?:mon|un|le|ce) (?:droit|recours))"
FIRM = r"(?:boite|entreprise|usine|boutique|pme|start up|asso|association|societe|agence)"
EMPLOYED_AS = (
    r"\b(?:travaille|bosse|taffe|suis|entree?|embauchee?|cdi|cdd|interim|poste|boulot|commence|employee?"
    r"|salariee?|contrat|job|apprentie?|alternance)(?: \w+){0,4}?"
)
BUSINESS = (
    r"(?:boite|entreprise|societe|commerce|salon|resto|restaurant|boutique|magasin|cabinet|activite|affaire"
    r"|exploitation|garage|ferme|elevage|vignoble|bar|bar tabac|tabac|cafe|hotel|gite|camping|pharmacie|epicerie"
    r"|boulangerie|pizzeria|creperie|librairie|pressing)"
)
TOILS = "conduis|livre|vends|m occupe|gere|repare|nettoie|assemble|prepare|garde|soigne|installe|fabrique|range|monte"
OF_MINE = r"^(?=.*\b(?:je|j|me|m|mon|ma|mes|moi|on|nous|notre)\b).*?"
HIGHER = (
    r"(?:licence|master|mastere|dcg|dscg|bts|but|dut|prepa|doctorat|these|pass|las|iut|deug|bachelor|dnmade|ifsi|deust"
    r"|l ?[123]|m ?[12]|b ?[123]|cesure|annee de cesure)"
)
LEFT = r"(?:arretee?|lachee?|quittee?|abandonnee?|stoppee?|plaquee?|ratee?|laisse tomber)"
SCHOOL = (
    r"(?:ecole|lycee|college|cours|etudes|fac|scolarite|seconde|premiere|terminale|troisieme|3e|3eme|2nde|1ere"
    r"|cfa|internat|classe|iut|prepa|segpa|mfr|bac pro|bac|cap|bts|apprentissage|formation|licence|l1)"
)
PUPIL = r"(?:eleve|ado|adolescente?|lyceen(?:ne)?|collegien(?:ne)?|jeune|etudiante?)"
NOT_THEN = (
    r"(?! (?:pas|plus|jamais|ou (?:en )?(?:cdi|cdd|interim|freelance)|non renouvele"
    r"|n a (?:pas|plus|jamais)|a pas ete|a pris fin|a ete rompu"
    r"|est (?:fini|termine)|s est|vient))"
)
CIVIL_SERVANT = (
    r"(?:suis|travaille|bosse|titulaire|contractuel\w*|agente?|fonctionnaire|cadre|depuis|ans|carriere|poste|attachee?)"
)
NO_WISH = r"(?!(?:\w+ )*?(?:pas|devenir|etre|veux|voudrais|comment|un|des|statut|ni) )"
PUBLIC_EMPLOYER = _one_of(
    r"""
    mairie|ville de|hopital|hopitaux|chu|chru|prefecture|sous prefecture|rectorat|education nationale
    conseil (?:departemental|regional|general)|departement|region|impots|tresor public|fonction publique|metropole
    collectivite\w*(?: \w+)?|com com|communaute (?:de communes|urbaine|d agglo\w*)|agglo|agglomeration|ministere
    sdis|armee|gendarmerie|police|commissariat|caserne|prison|tribunal|college|lycee|ecole|creche municipale|cantine
    universite|fac|secteur public|public|service public|etat|ccas|ehpad public|mediatheque|bibliotheque
    """
)

PUBLIC_ONLY = (
    r"(?:mairie|chu|chru|hopital|prefecture|sous prefecture|rectorat|departement|region|impots|tribunal|metropole|agglo"
    r"|agglomeration|ministere|sdis|ccas|cnrs|inserm|inrae)"
)
OFFICER = (
    r"(?:cadre|adjointe?|agente?|inspect(?:eur|rice)|controleu(?:r|se)|redact(?:eur|rice)|technicien(?:ne)?"
    r"|chercheu(?:r|se))"
)

NOT_BY_THE_PUBLIC = rf"(?! (?:a|au|dans) (?:la |le |l |un |une )?{PUBLIC_EMPLOYER}\b)"

PUBLIC_TRADES = _one_of(
    r"""
    prof|profs|professeure?|enseignante?|instit|instituteur|institutrice|maitresse(?: d ecole)?|aesh|avs|atsem|cpe
    policier|policiere|gendarme|militaire|pompier(?! volontaire)(?: pro\w*)?
    douanier|douaniere|magistrate?|greffier|greffiere
    soldat|aed|assistante? d education|surveillante?
    agente? (?:de mairie|territoriale?|municipale?|hospitali\w+|public|publique|technique|administrati\w+)
    agente? (?:de la fonction publique|d accueil en mairie|de collectivite|des impots|de l etat)
    fonctionnaire|hospitaliere?|contractuel|contractuelle|vacataire|attachee? territoriale?
    titulaire (?:de|dans) la (?:fonction publique|territoriale|fpt|fph)|stagiaire (?:de|dans) la fonction publique
    """
)

TRADES = _one_of(
    r"""
    cariste|caissiere?|vendeu(?:r|se)|hote(?:sse)?(?: de caisse| d accueil)?|serveu(?:r|se)|cuisinieres?|cuisinier
    commis(?: de cuisine)?|plongeu(?:r|se)|aide soignante?|aide a domicile|auxiliaire de vie|infirmiere?|as|ash|aes
    ingenieure?|cantiniere?
    clerc|amp|assistante? (?:maternelle|sociale|de direction|administrative|commerciale?|dentaire|rh)|assmat|nounou
    secretaire|comptable|aide comptable|manutentionnaire|magasinier
    magasiniere|preparateur(?: de commandes)?|preparatrice(?: \w+ \w+)?
    agente? (?:d entretien|de (?:proprete|production|securite|fabrication|quai|service)|logistique|d accueil|sncf)
    femme de menage|femme de chambre|technicienne?|electricien(?:ne)?|plombier|macon|peintre|couvreur|menuisier
    menuisiere|soudeu(?:r|se)|chauffagiste|carreleu(?:r|se)|mecanicien(?:ne)?|carrossier|garagiste
    chauffeu(?:r|se)(?: \w+)?|conduct(?:eur|rice)(?: \w+)?|routier|livreu(?:r|se)|ambulancier|ambulanciere
    coiffeu(?:r|se)|estheticienne|boulanger|boulangere|patissiere?|boucher|bouchere|fleuriste
    educat(?:eur|rice)(?: \w+)?|animat(?:eur|rice)|format(?:eur|rice)|commerciale?
    conseillere? (?:de vente|clientele|bancaire)|teleconseillere?|teleconseiller|receptionniste|standardiste
    gardien(?:ne)?|vigile|jardinier|paysagiste|developpeu(?:r|se)|informaticien(?:ne)?|graphiste|webdesigner
    operat(?:eur|rice)(?: \w+)?|monteu(?:r|se)|usineu(?:r|se)|tourneu(?:r|se)|regleu(?:r|se)|chaudronnier
    laborantine?|pharmacien(?:ne)?|opticien(?:ne)?|journaliste|architecte|libraire|bibliothecaire|barman|barmaid
    second de cuisine|chef de (?:rang|cuisine|equipe|rayon)|maitre d hotel|psychologue|ergotherapeute|orthophoniste
    sage femme|manager|responsable(?: \w+)?|gestionnaire|assistante?|charge de \w+|chargee de \w+|facteur|factrice
    postier|cheminot|eboueur|agricole
    """
)

FIRMS = _one_of(
    r"""
    auchan|leclerc|carrefour|lidl|aldi|intermarche|super u|amazon|la poste|la sncf|sncf|ratp|edf|decathlon|ikea|mcdo
    macdo|michelin|airbus|renault|peugeot|thales|safran|orange
    """
)

# Where somebody else gives the work: "caissière à Auchan", "vendeuse en boulangerie".
AT_A_FIRM = _one_of(
    rf"""
    chez (?!moi|nous|vous|lui|les particuliers|mes)|(?:a|pour) {FIRMS}\b
    dans une? (?!mois|an\b|semaine|situation|impasse|autre|vie|village|petite? (?:ville|village))\w+
    en (?:ehpad|usine|entreprise|boulangerie|grande surface|supermarche|clinique|entrepot|magasin|maison de retraite)\b
    en \w{{3,}}erie\b|en (?:officine|foyer|salon|restaurant|hotel|concession|atelier)\b
    en (?:cdi|cdd|interim|creche|agence|pharmacie|hotellerie|grande distribution|societe)\b
    a (?:l usine|l admr|l abattoir|la clinique|l ehpad|l entrepot|la cantine|la chaine|l ephad)\b
    au (?:casino|supermarche|magasin|drive|centre d appels?|self)\b
    """
)

EMPLOYER = _one_of(
    r"""
    patron|patrons|patronne|employeur|employeurs|employeuse|chef|chefs|cheffe|boss|manager|managers|manageuse|drh|rh
    superieure?|superieurs|responsable|directeur|directrice|direction|hierarchie|collegues?|collegue|boite|usine
    entreprise|contremaitre|dirlo|n 1|chef d equipe|cheffe d equipe|service rh|comite d entreprise|cse
    maitre d apprentissage|agence d interim|boite d interim|tuteur en entreprise
    """
)

PAY = _one_of(
    r"""
    salaire|paye|paie|salaires|fiches? de (?:paie|paye)|bulletins? de (?:paie|salaire)|poste(?! de travail)|cdi|cdd
    contrat(?! d engagement| jeune| cej)|mi temps|preavis|periode d essai|conges payes|heures sup\w*|tickets? resto?
    tickets? restaurant|solde de tout compte|treizieme mois|13e mois
    arret(?: maladie| de travail)?|(?<!depuis mon )(?<!apres mon )licenciement
    conge (?:parental|paternite|maternite|maternelle|formation|sabbatique|mat)|atelier
    mission
    """
)

# What a boss does to whom works for them.
DOES = r"(?:m|me|nous|veut|refuse|dit|fait|vend|demande|ne|n|va|est|a|il|elle|part|m a)"
