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
JOB = r"(?:travail|taf|taff|boulot|emplois?|job|postes?|taff?e|tafe|cdi|cdd|mission|missions|interim|turbin|gagne pain)"
# Where a noun is said of oneself: at the start of a clause, or after "je suis", "comme", "en tant que"…
SELF = (
    r"(?:\b(?<!depuis )\d\d ans (?:(?:et demi|et|donc) )*|^(?:(?:euh|ben|bonjour|bonsoir|alors|moi|oui|non|et"
    r"|ou|mais|puis|donc|car|toujours|encore|aussi|deja"
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
    r"|revenu de solidarite(?: active)?|allocation (?:d aide au |de )?retour a l emploi)"
)
# "890 € d'ARE", "600 euros de RSA": a benefit that one is paid.
BENEFITS_OF = (
    r"\b(?:touche|percois|recois|ai|vis|gagne|avec|a)(?: \w+){0,3}? (?:euros? |e )?(?:de |d "
    r"|par mois de )(?:are|ass|rsa|chomage)\b"
)
EMPLOYER_FIRM = (
    r"(?:societe|boite|entreprise|usine|magasin|patron|patronne|resto|restaurant|employeur|boutique"
    r"|agence|groupe|atelier)"
)
CLOSED = (
    r"ferme|coule|fait faillite|depose (?:le )?bilan|mis (?:la )?cles? sous la porte|baisse (?:le )?rideau"
    r"|ete (?:liquidee?|mise? en liquidation)|fermer|couler|deposer (?:le )?bilan|disparu|licencie tout le monde"
)
JOB_LOSS = (
    r"(?:fermeture|faillite|liquidation|licenciement|rupture (?:conventionnelle|co)|fin de (?:mon "
    r"|ma )?(?:contrat|cdd|mission)"
    r"|perte de (?:mon )?emploi|demission|depot de bilan)"
)
THROWN_OUT = (
    r"virer?e?|jeter?e?|lourder?e?|debarquee?|ejectee?|remerciee?|congediee?|licencier?e?|mise? dehors|foutue? dehors"
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
    r"|tpe|pme|eurl|sarl|(?!imprim)\w{4,}erie|institut|chambres?|gite rural|auto ecole|chambres d hotes|camion"
    r"|centre equestre|chenil)"
)
TOILS = "conduis|livre|vends|m occupe|gere|repare|nettoie|assemble|prepare|garde|soigne|installe|fabrique|range|monte"
OF_MINE = r"^(?=.*\b(?:je|j|me|m|mon|ma|mes|moi|on|nous|notre)\b).*?"
HIGHER = (
    r"(?:licence|master|mastere|dcg|dscg|bts|but|dut|prepa|doctorat|these|pass|las|iut|deug|bachelor|dnmade|ifsi|deust"
    r"|l ?[123]|m ?[12]|b ?[123]|cesure|annee de cesure)"
)
LEFT = r"(?:arretee?|lachee?|quittee?|abandonnee?|stoppee?|plaquee?|ratee?|laisse tomber)"
NTH = r"(?:\d|premiere|deuxieme|troisieme|quatrieme|cinquieme|derniere)(?:e|eme|ere)?"
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
    mairie|ville de|la ville|hopital|hopitaux|chu|chru|prefecture|sous prefecture|rectorat|education nationale
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
    policier|policiere|gendarme|militaire|(?:sapeur )?pompier(?! volontaire)(?: pro\w*)?|infirmiere? scolaire
    assistante? sociale? de secteur
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
    auchan|leclerc|carrefour|lidl|aldi|intermarche|(?:super|hyper) u|casino|monoprix|franprix|cora|match
    grand frais|biocoop
    amazon|la poste|la sncf|sncf|ratp|transdev|keolis|chronopost|dhl|ups|fedex|geodis|stef|norauto|feu vert
    decathlon|ikea
    darty|fnac|boulanger|castorama|leroy merlin|brico\w*|gifi|stokomani|zara|kiabi|la halle|primark|sephora|nocibe
    mcdo|macdo|mc ?donald s?|burger king|kfc|quick|starbucks|sodexo|elior|onet|gsf|samsic|derichebourg|edf|enedis|engie
    veolia|suez|total|bouygues|eiffage|vinci|spie|orange|sfr|free|capgemini|sopra|sanofi|servier|lvmh|l oreal
    danone|nestle
    lactalis|bonduelle|fleury michon|stellantis|toyota|psa|valeo|michelin|airbus|renault|peugeot|citroen|thales|safran
    alstom|schneider|legrand|naval group|dassault|saint gobain|arcelor\w*|manpower|adecco|randstad|axa|maif|macif
    groupama
    matmut|bnp|lcl|cic|(?:au |le )?credit (?:agricole|mutuel|lyonnais)
    (?:la )?(?:societe generale|banque postale|caisse d epargne)
    """
)

# Trades that are hardly ever done for somebody else.
SELF_EMPLOYED = _one_of(
    r"""
    restaurat(?:eur|rice)|hoteli(?:er|ere)|buraliste|aubergiste|cafeti(?:er|ere)|eleveu(?:r|se)|vigneron(?:ne)?
    ostreicult(?:eur|rice)|apicult(?:eur|rice)|cerealier|horticult(?:eur|rice)|paysan(?:ne)? boulang(?:er|ere)
    chef(?:fe)? d exploitation|commercante? ambulante?|forain(?:e)?|artiste auteur|autrice|auteur|vdi|maraich(?:er|ere)
    taxi|exploitante? forestiere?|marin pecheur|youtubeu(?:r|se)|createur de contenu
    gerante? (?:d un|d une|de mon|de ma)
    """
)

# Ranks and offices that only the public service has.
PUBLIC_GRADES = _one_of(
    r"""
    gardien(?:ne)? de la paix|adjudante?|caporal(?:e)?|sergente?|sous officier|officier de police|brigadier|legionnaire
    greffi(?:er|ere)|surveillante? penitentiaire|secretaire (?:generale )?de mairie|bibliothecaire territoriale?
    (?:professeure?|prof) (?:des ecoles|certifiee?|agregee?|titulaire|de college|de lycee)
    conseill(?:er|ere) principale? d education
    educat(?:eur|rice) (?:de la )?pjj|assistante? familiale?|asvp|policier municipal|policiere municipale
    garde champetre|agente? des (?:routes|impots|finances publiques|espaces verts de la)
    (?:control(?:eur|euse)|inspect(?:eur|rice)) (?:des impots|des finances|du travail|des douanes)
    redact(?:eur|rice) territoriale?
    adjointe? (?:administrative?|technique)(?: \w+)? (?:territoriale?|principale?)
    attachee? (?:territoriale?|d administration)
    """
)
PUBLIC_PLACES = _one_of(
    r"""
    creche (?:de la ville|municipale|communale|departementale)|com com|communaute (?:de communes|d agglo\w*|urbaine)
    conseil (?:departemental|regional)|hopital public|ehpad public|chu|chru|centre hospitalier|sous prefecture
    prefecture|mairie|tribunal
    """
)
# Where somebody else gives the work: "caissière à Auchan", "vendeuse en boulangerie".
AT_A_FIRM = _one_of(
    rf"""
    chez (?!moi|nous|vous|lui|les particuliers|mes)|(?:a|a la|pour) {FIRMS}\b
    au (?:credit (?:agricole|mutuel)|casino|mcdo)\b
    dans une? (?!mois|an\b|semaine|situation|impasse|autre|vie|village|petite? (?:ville|village))\w+
    en (?:ehpad|usine|entreprise|boulangerie|grande surface|supermarche|clinique|entrepot|magasin|maison de retraite)\b
    en \w{{3,}}erie\b|en (?:officine|foyer|salon|restaurant|hotel|concession|atelier)\b
    en (?:pme|tpe|eti|esn|start up|grande entreprise|banque|assurance|association|cabinet comptable)\b
    en (?:cdi|cdd|interim|creche|agence|pharmacie|hotellerie|grande distribution|societe)\b
    a (?:l usine|l admr|l abattoir|la clinique|l ehpad|l entrepot|la cantine|la chaine|l ephad)\b
    au (?:casino|supermarche|magasin|drive|centre d appels?|self)\b
    """
)

STAFF = _one_of(
    r"""
    employee? (?:polyvalente?|administrati\w+|commerciale?|de \w+|d \w+|libre service|qualifiee?|en \w+)
    ouvri(?:er|ere) (?:qualifiee?|specialisee?|agricole|viticole|paysagiste|polyvalente?|du \w+|de \w+|d \w+|en \w+)
    manoeuvre|intermittente? du spectacle
    """
)

# Where one works for somebody, when it is "mine" or "ours".
WORKPLACE = _one_of(
    r"""
    magasin|supermarche|hypermarche|atelier|agence|ehpad|hotel|chantier|entrepot|usine|rayon|secteur|clinique|plateforme
    open space|labo|labos|site de production|depot|ligne de production|drive|caisse centrale|equipe|binome
    """
)

EMPLOYER = _one_of(
    r"""
    patron|patrons|patronne|employeur|employeurs|employeuse|chef|chefs|cheffe|boss|manager|managers|manageuse|drh|rh
    superieure?|superieurs|responsable|directeur|directrice|direction|hierarchie|collegues?|collegue|boite|usine
    entreprise|contremaitre|dirlo|n ?\+? ?1|n 2
    cheffe? d(?:e|u|es|) ?(?:equipe|service|atelier|rayon|secteur|chantier|site|cuisine)|service rh|rrh
    comite d entreprise|cse|gerante?|gouvernante|employeurs?|superieure? hierarchique|responsable hierarchique|depot
    maitre d apprentissage|agence d interim|boite d interim|tuteur en entreprise
    """
)

PAY = _one_of(
    r"""
    salaire|paye|paie|salaires|fiches? de (?:paie|paye)|bulletins? de (?:paie|salaire)|poste(?! de travail)|cdi|cdd
    contrat(?! d engagement| jeune| cej)|mi temps|preavis|periode d essai|conges payes|heures sup\w*|tickets? resto?
    tickets? restaurant|solde de tout compte|treizieme mois|13e mois
    arret(?: maladie| de travail)?
    conge (?:parental|paternite|maternite|maternelle|formation|sabbatique|mat)|atelier
    mission
    """
)

# What a boss does to whom works for them.
DOES = r"(?:m|me|nous|veut|refuse|dit|fait|vend|demande|ne|n|va|est|a|il|elle|part|m a)"
