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
        (?<!droit )(?<!quand )(?<!inscription )(?<!inscrire )(?<!mettre )(?<!aller )\bau chomage\b(?! partiel\
        | technique)
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
        \bsans (?!missions?\b)(?:{words.JOB}|activite|revenus?|ressources?|salaire\
        |profession)\b(?! (?:complementaire|fixe))
        \b(?:je|on|j) (?:ne |n )?(?:suis|ai|est|exerce) plus (?:en (?:poste|emploi|activite)|employee?)\b
        {words.SELF}(?:plus|pas) (?:en (?:poste|emploi|activite))\b
        \bplus (?:aucun|de|un seul) (?:salaire|revenu|emploi|contrat|boulot|travail|poste)\b
        {words.BENEFITS_OF}
        \b(?:allocataire|beneficiaire|titulaire) (?:de |du |d |de l )?(?:{words.BENEFIT}|la rsa|chomage)\b
        \b(?:rsa|are|ass|chomage) (?:depuis|jusqu|majore|socle|comme seul|et rien)\b
        \b(?:vis|vit|vivre|survis|vivons|suis|avec|juste|seulement|que) (?:(?:du|le|au|sur le) )?rsa\b
        \b(?:pas|non|plus) indemnisee?\b
        {words.SELF}(?:demandeu(?:r|se)|chercheu(?:r|se)) d emploi\b
        \b(?:droits?|allocations?|indemnites?) (?:au chomage |chomage )?(?:epuises?|finis?|terminee?s?|s arretent)\b
        \b(?:bout|fin) (?:de|des|de mes) (?:droits?|allocations?|indemnites?)\b
        \b(?:suivie?|accompagnee?) (?:par|a) (?:le |un |une )?(?:plie|referente? rsa|conseillere? (?:ft|pole emploi))\b
        \b(?:en formation|formee?|stagiaire) (?:\w+ ){{0,3}}?(?:avec|par|via|financee? par) (?:pole emploi\
        |france travail)\b
        {words.SELF}stagiaire (?:a l afpa|afpa|greta|au greta|de la formation)\b
        \b(?:cherche|recherche|galere a (?:re)?trouver|arrive pas a (?:re)?trouver|(?:re)?trouve (?:rien|pas\
        |plus))(?: activement)? (?:\w+ ){{0,4}}?(?:depuis|ca fait|sans succes|en vain|sans resultat)\b
        \b(?:ca fait|cela fait|voila|depuis) (?:\w+ ){{1,4}}?que je (?:cherche|recherche|galere)\b(?! (?:a \
        |pourquoi|comment|mon (?:fils|stage)))
        \b(?:cherche|recherche|trouver) (?:\w+ ){{0,2}}?premier (?:{words.JOB})\b
        \bjeune diplomee?(?: \w+)? (?:en recherche|au chomage|sans)\b
        \bd(?:e )?e ?l ?d\b
        ^(?:pas|plus) (?:de |d )(?:{words.JOB})\b
        \bplus droit (?:au chomage|a l are|aux? (?:allocations?|indemnites?))\b
        \b(?:j ai|n ai|ai) (?:toujours |encore )?(?:pas|plus) (?:de |d )(?:{words.JOB}|contrat)\b
        \binscrite? (?:\w+ ){{0,4}}?(?:et )?(?:a|au|chez|comme)(?: la)? ?(?:pole emploi|france travail|l anpe\
        |anpe|assedic|demandeu)
        \b(?:touche|percois|recois|ai droit a|suis a|vis avec|vis du) (?:(?:le|la|l|les|mon|mes|du) )?{words.BENEFIT}\b
        \bsuis en (?:ass|are)\b
        \b(?:au|le|du|beneficiaire du|allocataire du|allocataire|beneficiaire) rsa\b(?! c est| comment)
        ^rsa\b(?! (?:c est|comment|ou|combien|quelles?|a quel))
        \bplus d employeur\b|\bfin d indemnisation\b|\bchomage tout court\b
        \b(?:payee?|financee?|remuneree?|indemnisee?) par (?:pole emploi|france travail)\b
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
        \b(?:mon|ma) (?:conseiller|conseillere|referent|referente) (?:ft|rsa|emploi|plie|pe)\b
        \b(?:mon|mes) (?:rsa|chomage|are|ass|alloc chomage)\b
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
        \bradiation (?:de |a |par )?(?:pole emploi|france travail)\b
        \bmon licenciement\b(?! (?:est en cours|prochain|a venir|qui (?:arrive|approche|se prepare)))
        \bactualisation (?:hier|mensuelle|ce mois|du mois)\b|\bon (?:me|m a) (?:radie|radiee|desinscrite?)\b
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
        \b(?:ma|la|l|mon|le|notre) {words.EMPLOYER_FIRM} (?:a |vient (?:de |d ))(?:{words.CLOSED})\b
        \b(?:depuis|apres|suite a) (?:la |le |l |mon |ma |un |une )?{words.JOB_LOSS}\b
        \b(?:suis fait|fait|faite|ete|on m a|m a|m ont) (?:{words.THROWN_OUT})\b(?! (?:du|de l|de mon) (?:lycee\
        |college|cfa|ecole))
        {words.OPENING}(?:{words.THROWN_OUT}) (?:de chez|par|hier|en|depuis|il y a|la|le|pour)\b(?! (?:lycee\
        |college|cfa|ecole))
        \b(?:perdu|perd) (?:mon|ma) (?:emploi|travail|boulot|job|poste|taf|place)\b
        \brupture (?:conventionnelle|co) (?:en \w+ dernier|il y a|depuis|terminee)\b
        \b(?:fin|rupture) de (?:contrat|cdd|mission|periode d essai) (?:hier|la semaine derniere|il y a|depuis\
        |le mois dernier|recente)\b
        \b(?:cdd|contrat|mission|interim)s? (?:n a |n est |n ont |a )?(?:pas|jamais) (?:ete )?(?:renouvele\
        |reconduit|prolonge)e?\b
        \b(?:pas|non) (?:ete )?(?:renouvelee?|reconduite?|gardee?|prolongee?|embauchee?) (?:a la fin|apres\
        |depuis|en|a l issue)
        \b(?:je|j) (?:ne |n )?(?:travaille|bosse|exerce|taffe) plus depuis\b
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
        (?:^|\b(?:en|une|ma|sous) )(?:auto|micro) ?entreprise\b(?! (?:ou|fermee|radiee|arretee|coulee)\b)
        \bautoentrepren\w+
        \ba (?:mon|son) (?:propre )?compte\b(?! (?:formation|personnel|cpf))
        \bfree ?lance\b
        \bt ?n ?s\b
        {words.SELF}(?:independante?s?(?! financ)|artisane?s?|commercante?s?)\b
        {words.SELF}(?:agricult(?:eur)|exploitante? agricole|viticult(?:eur|rice)|paysan(?:ne)?|maraich(?:er|ere))\b
        {words.SELF}(?:agricult(?:rice)|exploitante? agricole|viticult(?:eur|rice)|paysan(?:ne)?|maraich(?:er|ere))\b
        {words.SELF}(?:chef(?:fe)? d entreprise|gerante?|dirigeante? (?:d (?:entreprise|une)|de (?:sas|sasu\
        |sarl|societe|tpe|pme|ma)))\b
        {words.SELF}(?:avocate? (?:inscrite? )?au barreau|notaire associee?)\b
        \bj ai (?:immatricule|declare) (?:mon|ma|une?) (?:(?:micro|auto) )?(?:entreprise|activite|societe)\b
        {words.SELF}(?:patron(?:ne)?|entrepreneu(?:r|se|re)(?! salariee?)|conjointe? collaborat(?:eur|rice)\
        |(?:chauffeur )?vtc)\b
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
        \b(?:prendre|embaucher|recruter|former|accueillir|(?:je|on\
        |nous) cherch\w+) une? (?:jeune )?(?:apprentie?|premi\w+ salariee?|salariee?|alternante?|employee?\
        |ouvri(?:er|ere)|saisonni(?:er|ere))\b
        {words.OPENING}(?:\w+ ){{1,3}}?(?:et|en|avec une?) (?:auto|micro) ?entreprise\b(?! (?:c est|ou)\b)
        \b(?:je |j )?(?:declare|facture|suis|passee?|encore|toujours) en (?:micro|ei|eurl|sasu|nom propre|liberal)\b
        \binstallee? (?:\w+ )?(?:en liberal|a mon compte|en cabinet|en bio|dans le maraichage)\b
        {words.OPENING}(?:{words.TRADES}|{words.SELF_EMPLOYED}|kine\w*|osteo\w*|psy\w*|veterinaire|medecin\
        |dentiste|avocate?) (?:\w+ )?(?:installee?|associee?)\b
        {words.SELF}{words.SELF_EMPLOYED}\b(?! (?:salariee?|en cdi|en cdd|dans une))
        \b(?:couple|nous sommes|on est) (?:de |d |des )?{words.SELF_EMPLOYED}s?\b
        \b(?:suis|en tant qu) (?:l |un |une )?associee?\b|{words.OPENING}associee? (?:gerante?|unique|dans)\b
        \bpresidente? (?:de|d une|de ma) (?:sas|sasu|societe)\b
        {words.OPENING}(?:gerante?|patron(?:ne)?) (?:d|de|depuis|et)\b
        \b(?:pour|avec|chez) (?:uber|deliveroo|bolt|stuart)(?: eats)?\b
        \ba (?:notre|leur) compte\b
        \b(?:agent|agente) commerciale? (?:independante?|immobili\w+)\b|\bmandataire immobili\w+\b
        \b(?:mon|notre) (?:kbis|fonds de commerce|food ?truck|camion pizza|expert comptable|bail commercial)\b
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
        \b(?:ma (?:patientele|tpe|petite entreprise)|mes patients|mes vignes|mes betes|mon troupeau)\b
        \b(?:mon (?:chiffre d affaires?|siret|numero de siret)|mes cotisations urssaf|l urssaf me)\b
        """,
    ),
    (
        Status.INDEPENDANT,
        HINT,
        r"""
        \b(?:mon|ma) (?:nouve(?:l|lle|au) |jeune )?(?:apprentie?|ouvri(?:er|ere)|salariee?|employee?|serveu(?:r\
        |se)|vendeuse|commis)\b
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
        {words.SELF}(?:\w+ )?{words.PUBLIC_GRADES}\b
        {words.SELF}(?:\w+ ){{0,3}}?(?:titularisee?|en disponibilite|en detachement|mise? a disposition)\b
        \ben (?:disponibilite|detachement)\b
        \b(?:suis|postee?|affectee?|mutee?|ans|titulaire|nommee?) (?:\w+ )?aux (?:impots|finances publiques|douanes)\b
        \b(?:suis|travaille|bosse|exerce|suis en poste) (?:\w+ ){{1,4}}?(?:a|au|aux|de|dans|pour)(?: la| les?\
        | l| une?)? {words.PUBLIC_PLACES}\b
        \b(?:suis|travaille|bosse|sers) (?:\w+ )?dans (?:la |l )?(?:marine(?: nationale)?|armee de \w+\
        |penitentiaire|legion)\b
        \b(?:quitter|quitte) mon (?:metier|poste|boulot|travail) (?:de|d) {words.PUBLIC_TRADES}\b
        \b(?:suis|travaille|bosse|agente?|cdd|cdi|contractuel\w*|depuis) (?:\w+ ){{0,3}}?(?:a l|a la|en|au|de l\
        |dans une?) (?:ap hp|aphp|ddfip|dgfip|onf|dreal|ddt|ars|crous|prefecture)\b
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
