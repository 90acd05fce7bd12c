"""What people say of looking for work, of a business of their own, of the public service."""

from bot.understanding import status_words as words
from bot.understanding.status_levels import EVENT, HINT, LOOKING, OWN, SURE
from directory.vocabulary import Status

# Status, how sure, one way of saying it a line, as a regular expression on folded text with figures.
OTHER_WORK: tuple[tuple[Status, str, str], ...] = (
    (
        Status.DEMANDEUR_EMPLOI,
        SURE,
        rf"""
        (?<!droit )(?<!inscription )(?<!inscrire )(?<!mettre )(?<!aller )\bau chomage\b(?! partiel| technique)
        ^(?:euh |ben |oui )*(?:le )?chomage(?=$| depuis\b)
        ^(?:l )?(?:are|ass)(?=$| (?:jusqu|depuis|c est|s arrete|et)\b)
        \binscrite? (?:(?:a|au|chez) )?ft\b
        ^depuis (?:\w+ ){{1,4}}?(?:a|chez) (?:france travail|pole emploi)\b
        \bj ai (?:deja )?une? conseillere? (?:a |chez )?(?:france travail|pole emploi)\b
        \b(?:me suis|suis) (?:actualisee?|radiee?(?! du lycee| de la fac))\b
        \b(?:je suis|suis) (?:suivie? par|a) (?:france travail|pole emploi)\b
        \b(?:chomdu|chomedu)\b
        {words.SELF}(?:chomeu(?:r|se)|demandeu(?:r|se) d emploi|sans emploi|indemnisee?)\b
        (?<!les )(?<!des )(?<!d un )\bdemandeu(?:r|se) d emploi\b
        \bsans (?:{words.JOB}|activite)\b
        ^(?:pas|plus) (?:de |d )(?:{words.JOB})\b
        \bplus droit (?:au chomage|a l are|aux? (?:allocations?|indemnites?))\b
        \b(?:j ai|n ai|ai) (?:toujours |encore )?(?:pas|plus) (?:de |d )(?:{words.JOB}|contrat)\b
        \binscrite? (?:a|au|chez|comme)(?: la)? ?(?:pole emploi|france travail|l anpe|anpe|assedic|demandeu)
        \b(?:touche|percois|recois|ai droit a|suis a|vis avec|vis du) (?:(?:le|la|l|les|mon|mes|du) )?{words.BENEFIT}\b
        \bsuis en (?:ass|are)\b
        \b(?:au|le|du|beneficiaire du|allocataire du|allocataire|beneficiaire) rsa\b(?! c est| comment)
        ^rsa$
        \bfin de droits?\b
        \bje pointe\b
        \ben csp\b
        \bsuis (?:\w+ )?a la recherche (?:d un |de |d )(?:emploi|travail|poste)\b
        \bentre (?:deux|2) (?:jobs|emplois|boulots|contrats|missions)\b
        \bchomage en cours\b
        \bstagiaire de la formation professionnelle\b
        \ben recherche (?:active )?(?:d emploi|de travail|d un emploi|active)\b
        ^(?:en )?recherche d emploi$
        """,
    ),
    (
        Status.DEMANDEUR_EMPLOI,
        HINT,
        rf"""
        \b(?:je|j) (?:ne |n )?(?:{words.WORKS}) plus\b
        \bje (?:ne )?{words.WORKS} pas\b(?! {words.ON_DAYS}| (?:encore|bien|assez|a |chez|dans|avec|pour|sur|en ))
        """,
    ),
    (
        Status.DEMANDEUR_EMPLOI,
        OWN,
        r"""
        \b(?:mon|mes) (?:droits? (?:au |a l )?)?(?:chomage|allocations?)\b(?! (?:logement|familiales?|adulte|rentree))
        \b(?:mon|mes) (?:droits? (?:au |a l )?)?(?:are|indemnites|indemnisation)\b(?! (?:logement|familiales?))
        \b(?:mon|mes) (?:droits? (?:au |a l )?)?(?:are|indemnites|indemnisation)\b(?! (?:adulte|rentree))
        \b(?:mon|mes) (?:espace|compte|identifiant)(?: personnel)? (?:a |chez )?(?:france travail|pole emploi)\b
        \b(?:mon|mes) (?:inscription|dossier|allocation) (?:a |chez )?(?:france travail|pole emploi)\b
        \bactualisation\b
        \b(?:mon|ma) (?:conseiller|conseillere|referent|referente) (?:de |a )?(?:pole emploi|france travail|rsa)\b
        """,
    ),
    (
        Status.DEMANDEUR_EMPLOI,
        EVENT,
        rf"""
        \b(?:ete|d etre|suis|fait) (?:\w+ )?licenciee?\b
        ^(?:euh |ben |bonjour )*licenciee?\b
        \blicenciee? (?:d un coup|economique|pour|apres|il y a|en|depuis|hier|du jour)\b
        \bmis(?:e)? a la porte\b
        \b(?:j ai ete|m a|m ont|on m a) (?:remerciee?|congediee?|viree?)\b(?! (?:pour|de l|du lycee|du college))
        \bme suis fait virer\b
        \b(?:ete|suis|fait|faite) viree?\b
        {words.NOT_BY_A_SCHOOL}\b(?:j ai ete|m a|m ont|me suis fait) radiee?\b(?! (?:du|de la|de l|de mon|de ma))
        \bplus rien depuis\b
        \bperiode d essai (?:(?:a ete|est|s est) )?(?:rompue|terminee|arretee)
        \b(?:perdu|viens de perdre) (?:mon|ma) (?:{words.JOB}|place)\b
        \bperte d emploi\b
        \bm (?:ont|a) pas (?:ete )?renouvelee?\b
        \b(?:viens (?:de|d) (?:finir|terminer)|ai (?:fini|termine)) (?:mon|ma|un) (?:cdd|contrat|mission|interim)\b
        \b(?:mon|ma|le) (?:cdd|contrat|mission|interim|apprentissage|alternance)(?: (?:d|de) \w+)? {words.IS_OVER}\b
        \b(?:cdd|contrat) (?:n a |n est )?(?:non|pas)(?: ete)? renouvele\b
        \b(?:ma|la|l|mon|le|notre) (?:{words.BUSINESS}|usine) (?:a|vient de) fermer?\b
        \b(?:depuis|apres) (?:mon|le|un) licenciement\b
        \bliquidation\b
        """,
    ),
    (
        Status.DEMANDEUR_EMPLOI,
        LOOKING,
        rf"""
        \b{words.LOOKS_FOR}(?: activement)? (?:du|une?|de?|mon)(?: premier| nouveau)? ?{words.JOB}\b(?! d ete| etudiant)
        \ben recherche\b
        """,
    ),
    (
        Status.INDEPENDANT,
        SURE,
        rf"""
        (?<!les )\b(?:auto|micro) ?entrepreneu(?:r|se|re)\b
        (?:^|\b(?:en|une|ma|sous) )(?:auto|micro) ?entreprise\b
        \bautoentrepren\w+
        \ba (?:mon|son) (?:propre )?compte\b(?! (?:formation|personnel|cpf))
        \bfree ?lance\b
        \bt ?n ?s\b
        {words.SELF}(?:independante?s?(?! financ)|artisane?s?|commercante?s?)\b
        {words.SELF}(?:agricult(?:eur)|exploitante? agricole|viticult(?:eur|rice)|paysan(?:ne)?|maraich(?:er|ere))\b
        {words.SELF}(?:agricult(?:rice)|exploitante? agricole|viticult(?:eur|rice)|paysan(?:ne)?|maraich(?:er|ere))\b
        {words.SELF}(?:chef(?:fe)? d entreprise|gerante?|dirigeante? d (?:entreprise|une))\b
        {words.SELF}(?:avocate? au barreau|notaire associee?)\b
        \bj ai (?:immatricule|declare) (?:mon|ma|une?) (?:(?:micro|auto) )?(?:entreprise|activite|societe)\b
        {words.SELF}(?:patron(?:ne)?|entrepreneu(?:r|se|re)|conjointe? collaborat(?:eur|rice)|(?:chauffeur )?vtc)\b
        \btravailleu(?:r|se) (?:non salariee?|independante?)\b
        \b{words.I_AM} (?:(?!pas|ni|plus|salari)\w+ ){{1,4}}?independante?\b(?! financ)
        {words.OPENING}{words.NO_WISH}(?:\w+ ){{1,4}}?independante?(?=$| (?:je|depuis|a|au|en|et|sans)\b)
        (?<!un )\bnon salariee?\b
        \b(?:en |profession |activite |\w+ )liberale?\b(?! arts)
        \bj ai (?:(?:monte|cree|ouvert|lance) )?(?:ma|mon) (?:propre |petite? )?{words.BUSINESS}\b
        \bj ai (?:un|une) (?:petite? )?(?:{words.BUSINESS}|food truck) (?:de|d|a moi)\b
        \b(?:j ai|on a|nous avons) (?:une ferme|une exploitation|un elevage|des vignes|un food truck|une boutique)\b
        \bj ai (?:un commerce|un salon|un restaurant)\b
        \bon est artisans?\b
        \ba la tete (?:d une|d un|de ma|de mon) (?:petite? )?{words.BUSINESS}\b
        \b(?:suis )?en entreprise individuelle\b
        \bj ai (?:ouvert|monte|cree|lance|repris) (?:un|une|mon|ma) (?:petite? )?(?:{words.BUSINESS})(?: \w+){{0,8}}?$
        \bj ai (?:un|mon) (?:camion pizza|food truck|camion)\b
        \bsuis installee? (?:\w+ ){{0,2}}?comme {words.TRADES}
        \bsuis installee? (?:a mon compte|depuis)
        \bstatut (?:de |d )?(?:auto |micro )entrepreneu(?:r|se)\b
        \bje (?:gere|dirige) (?:ma|mon|une?|notre) (?:\w+ )?{words.BUSINESS}\b
        \b(?:ma|en|une) (?:eurl|sasu|sas|sarl)\b
        """,
    ),
    (
        Status.INDEPENDANT,
        OWN,
        rf"""
        \b(?:je tiens|nous tenons|on tient) (?:un|une|mon|ma|le|la) (?:\w+ )?{words.BUSINESS}\b
        \b(?:mon|ma|notre) (?:\w+ )?(?:sarl|sas|sasu|eurl|auto entreprise|micro entreprise|micro|ei)\b
        \bmon (?:activite|entreprise) (?:est )?(?:independante|immatriculee|liberale|artisanale)\b
        \b(?:mon|ma|notre) (?:salon|boutique|resto|restaurant|commerce|cabinet|ferme|exploitation|clientele)\b
        \b(?:mon (?:chiffre d affaires?|siret|numero de siret)|mes cotisations urssaf|l urssaf me)\b
        """,
    ),
    (
        Status.INDEPENDANT,
        HINT,
        r"""
        \b(?:mes|nos) (?:clients|clientes|salaries|employes|fournisseurs|chantiers)\b
        """,
    ),
    (
        Status.AGENT_PUBLIC,
        SURE,
        rf"""
        {words.SELF}(?:fonctionnaire|contractuel(?:le)?|militaire)\b
        \b{words.I_AM} (?:une |un )?{words.PUBLIC_TRADES}\b(?! (?:de yoga|de sport|particulier|independante?|liberale?))
        {words.OPENING}{words.PUBLIC_TRADES}(?= (?:depuis|chez|dans|a|au|en|des|de|d|contractuel\w*|titulaire)\b)
        \b(?:je suis|suis) (?:stagiaire|titulaire)(?=$| (?:a|de la fonction|dans la|depuis|en|au)\b)
        \b{words.CIVIL_SERVANT} (?:\w+ ){{0,2}}?(?:dans|de|a) la fonction publique\b
        ^(?:\w+ )?fonction publique(?: (?:hospitaliere|territoriale|d etat))?$
        \bagente? (?:public|publique|de l etat|territoriale?|hospitaliere?|de mairie|municipale?)\b
        \b{words.WORKS} (?:\w+ ){{0,4}}?(?:a|aux?|pour|dans|en|chez)(?: la| les?| l| une?)? {words.PUBLIC_EMPLOYER}\b
        \b(?:{words.TRADES}|ash) (?:\w+ )?(?:a|au|aux|de|dans|pour) (?:la |le |l |les |une? )?{words.PUBLIC_EMPLOYER}\b
        \bemployee? (?:a|au|dans) (?:la |le |l |un |une )?{words.PUBLIC_EMPLOYER}\b
        \bemployee? (?:municipale?|communale?|de (?:la )?mairie)\b
        \b{words.WORKS} (?:comme|en tant que?) {words.PUBLIC_TRADES}\b
        \b(?:dans|de) (?:la )?(?:territoriale|hospitaliere|fph|fpt)\b
        \b(?:a la mairie|a l hopital|au departement|a la region|a l universite|a l inspection) (?:\w+ )?titulaire\b
        \btitulaire (?:a la mairie|a l hopital|au chu|au departement|a la region|de categorie [abc])\b
        {words.OPENING}(?:policier|policiere|gendarme|hospitaliere)\b
        {words.OPENING}{words.OFFICER} (?:\w+ ){{0,3}}?(?:a|aux?|de|du|des) (?:la |l )?{words.PUBLIC_ONLY}\b
        \binspect(?:eur|rice) (?:du travail|des impots|des finances)\b
        {words.OPENING}pompi(?:er|ere) professionnel(?:le)?\b
        \b(?:veux|peux|supporte) plus etre {words.PUBLIC_TRADES}
        {words.OPENING}(?:surveillante? penitentiaire|aesh|atsem|sapeur pompier)\b
        \b(?:garde|gardes|nuits?|boulot|equipe|service|poste) (?:a l hopital|au chu)\b
        \badjointe? (?:administrati\w+|technique) (?:territoriale?|des administrations|a la (?:ville|mairie))\b
        \bj enseigne\b(?! (?:a mon compte|le yoga|la danse|la musique))
        \b(?:professeure?|prof) (?:certifiee?|agregee?|contractuel\w*)\b
        \bsapeu(?:r|se) pompi(?:er|ere) pro\w*\b
        \bje suis (?:dans|a) (?:l education nationale|la fonction publique|l armee)\b
        \bje suis (?:dans|a) (?:la police|la gendarmerie|la territoriale)\b
        \b{words.TRADES} (?:hospitali(?:er|ere)|municipale?|communale?|territoriale?)\b
        \bagente? de la (?:ville|commune|region|mairie)\b
        \b(?:me titulariser|la mairie (?:\w+ ){{0,2}}?(?:me|m))\b
        {words.OPENING}(?:cdd|cdi|contrat|poste) (?:a|au|en|de|dans) (?:la |le |l |un )?{words.PUBLIC_EMPLOYER}\b
        \bcategorie [abc] (?:dans|de) la (?:fonction publique|territoriale)\b
        """,
    ),
    (
        Status.AGENT_PUBLIC,
        HINT,
        r"""
        \b(?:quitter|quitte|sortir? de|sortie? de) (?:l education nationale|la fonction publique|l armee|la police)\b
        \b(?:quitter|quitte|sortie? de) (?:la territoriale|la gendarmerie|l hopital|la mairie)\b
        """,
    ),
)
