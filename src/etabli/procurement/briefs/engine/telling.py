"""Facts by which a reader of the region could know somebody whom no name tells: "dernier sabotier du canton"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etabli.procurement.briefs.engine.telling_kinds import KINDS

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]+)*")
_PROPER = r"(?-i:[A-ZÀ-ÖØ-ÞŒ(])"  # a name, or what stands instead of one
_OF = r"(?:de la |de l['’]|du |des |de |d['’])"
_MONUMENT = (
    r"(?:château|cathédrale|abbaye|abbatiale|basilique|collégiale|église|chapelle|orgues?|horloge|beffroi|clocher|"
    r"cloches?|flèche|mairie|hôtel de ville|musée|opéra|théâtre|palais|citadelle|phare|préfecture|ministère|élysée|"
    r"sénat|louvre|versailles|panthéon|monument|manoir|couvent|cloître|hospices?|halles|parlement|notre-dame|"
    r"chambord|"
    r"fort|remparts?|arènes|viaduc|fontaine|statue|calvaire|carillon|haras|thermes|casino|synagogue|temple|mosquée)"
)
# What everybody of the place knows besides: who and what is seen, heard or run there.
_PUBLIC = (
    rf"(?:{_MONUMENT}|aéroport|gare|stade|zoo|aquarium|tramway|conservatoire|philharmonie|orchestre|lycée|ambassade|"
    r"consulat|équipe|club|capitaine|reine|roi|festival|rallye|carnaval|championnat|marathon|trail|raid|tournage|"
    r"film|série|clip|ministre|présidente?|préfète?|évêque|archevêque|pape|"
    r"prince|princesse|miss|vedette|star|act(?:eur|rice)s?|chant(?:eur|euse)s?|comédien(?:ne)?s?|musicien(?:ne)?s?|"
    r"footballeu\w+|rugbym[ae]n|écrivaine?|cinéaste|animat(?:eur|rice) (?:de )?télé\w*|cardinal|ambassad\w+|"
    r"tour de france|joueurs|joueuses|navire|paquebot|voilier|frégate|trois-mâts)"
)
_LABEL = r"(?:label\w*|epv|rge|bio|certifi\w*|agréée?s?|classée?s?)"
_MADE = (
    r"(?:accord|assembl|bâti|brod|calligraphi|câbl|carrel|chauff|chauss|cisel|climatis|coiff|color|confectionn|"
    r"conçu|construi|coud|cous|couv|cré|cuisin|dessin|dor|dress|éclair|élagu|électrifi|encadr|enlumin|entret|équip|"
    r"fabriqu|fait|ferr|fleuri|forg|fourni|garni|grav|habill|imprim|install|livr|maçonn|maquill|mont|moul|naturalis|"
    r"nourri|paysag|pein|photographi|plant|pos|réalis|reconstrui|recouv|redor|refai|régal|relev|reli|rempaill|"
    r"remplac|rénov|répar|repein|ressemel|restaur|sculpt|servi|soign|soud|souffl|taill|tapiss|tatou|teint|tiss|"
    r"toilett|tourn|travaill|interv|vern|vitr)\w*"
)
# What one did to a thing, whatever the verb; what one only saw or went through tells nothing.
_DONE = (
    r"(?!(?:vu|visité|habité|grandi|trouvé|lu|rencontré|eu|repris|choisi|loué|ouvert|quitté|suivi|appris|passé|connu|"
    r"demandé|reçu|perdu|essayé|voulu|pris|mis|commencé|travaillé|été|fini)\b)\w{2,}(?:é|i|is|it|ait|u|ert)e?s?"
)
_FAMILY = (
    r"(?:mon|ma|mes|notre|nos) (?:(?:arrière[ -])*grand[ -](?:père|mère)|père|mère|mari|oncle|aïeuls?|aïeux|"
    r"ancêtres?|"
    r"famille|équipe|atelier)"
)
_I_MADE = (
    rf"(?:(?:j['’](?:ai|avais)|on a|nous avons|{_FAMILY} (?:a|ont|avait)) (?:\w+ )?{_DONE}|"
    rf"(?:(?:j['’](?:ai|avais)|on a|nous avons|qui (?:ai|a|avons)) (?:\w+ )?|je |nous |j['’]){_MADE})"
)
_MINE = (
    r"(?:mes|nos) (?!client|chantier|fournisseur|prix|tarif|horaire|salarié|photo|page|local|locaux|compte|avis)"
    r"[\w’'-]+"
)
_OWN_HOUSE = (
    r"(?:boutique|marque|site|page|atelier|société|entreprise|salon|maison|affaire|logo|compte|chaîne|activité|"
    r"commerce|magasin|plateforme|micro-entreprise|auto-entreprise|garage|fournil|studio)"
)
_NETWORK = (
    r"(?:facebook|insta\w*|google|internet|tiktok|youtube|pinterest|linkedin|whatsapp|pages jaunes|noël)"
)
_ANYBODY = (
    r"(?:restaurants|clients|clientes|marchés|gens|écoles|particuliers|mairies|villages|communes|environs)"
)
_EXTREME = (
    r"(?:(?:tout(?:e|es|s)? )?(?:premi(?:er|ère)|derni(?:er|ère)|seule?|unique)s?|plus (?:jeunes?|vieux|vieilles?|"
    r"ancien(?:ne)?s?|petite?s?|hauts?|hautes?|grande?s?))"
)
_NO_RANK = (
    r"(?!fois|site|pages?|jours?|semaines?|mois|années?|étapes?|choses?|besoins?|questions?|problèmes?|moyens?|"
    r"moments?|partie|fait|objectifs?|contacts?|impressions?|but|critères?|demandes?|photos?|adresse|réseaux?|"
    r"outils?|"
    r"prix\b|heures?|minutes?|lignes?|clics?|résultats?|devis|mots?|clients?|pas\b|temps|dans\b|avec\b|pour\b|chez\b|"
    r"depuis\b|nombre|sur\b|et\b|à (?:la maison|l['’]atelier|mon|ma|mes|tout|bord)|au (?:magasin|bureau|salon)|"
    r"en (?:ligne|boutique|atelier))"
)
_SOMEWHERE = (
    r"(?:canton|france|gironde|départements?|régions?|pays|villages?|communes?|bourg|secteur|europe|coin|"
    r"monde|vallée|"
    rf"sud|nord|est|ouest|aquitaine|médoc|îles?|presqu['’]île|archipel|ville|quartier|coteau|littoral|côte|"
    rf"massif|{_PROPER})"
)
# Each is a fact that one household or one house of the trade can say of itself.
_FACTS = (
    # First, only, last of a place; of few.
    rf"(?:le |la |les |l['’]une? des |l['’]){_EXTREME} {_NO_RANK}(?:[\w’'-]+ ){{0,6}}?"
    rf"(?:de |du |des |d['’]|en |à |au |aux |dans |sur )(?:la |le |les |l['’]|ma )?{_SOMEWHERE}",
    rf"(?<!suis )(?<!travaille )(?<!tout )(?<!toute )(?<!reste )(?<!mon )(?<!ma )(?<!leur )(?<!un )(?<!une )"
    rf"{_EXTREME} {_NO_RANK}(?:[\w’'-]+ ){{1,6}}?"
    rf"(?:de |du |des |d['’]|en |à |au |aux |dans |sur )(?:la |le |les |l['’]|ma )?{_SOMEWHERE}",
    rf"(?:la |le |l['’]une? des |les )?(?:premi(?:er|ère)|seule?|derni(?:er|ère)|"
    rf"unique)s? {_NO_RANK}(?:[\w’'-]+ ){{1,5}}?(?:{_LABEL}\b|à avoir|à être|à faire|encore en|encore à)",
    r"l['’]une? des (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+|rares|"
    r"tout\w* )[^,;]{0,40}?(?:derni\w+|seule?s?|premi\w+|[\w’'-]+ (?:de|du|en|à|d['’]))",
    r"(?:les |nous (?:ne )?sommes (?:plus )?(?:que )?)(?:deux|trois|quatre|cinq) (?:derni\w+|seule?s?) ",
    rf"(?:le |la |l['’]){_EXTREME} {_NO_RANK}(?:femme|homme|fille|artisane?|(?:maître )?[\w-]{{3,}}(?:ier|"
    rf"i[eè]re|euse|iste|ienne))\b",
    # A public thing that was worked on, or somebody known.
    rf"{_I_MADE} [^.;:]{{0,50}}?\b(?:la |le |l['’]|du |au |sa |son |d['’]une? |une? |"
    rf"(?:[ld]['’])?ancien(?:ne)? )(?:[\w-]+ )?{_PUBLIC}\b",
    rf"{_I_MADE} [^.;:]{{0,50}}?\b(?:pont|tour|porte|place) {_PROPER}",
    rf"{_I_MADE} [^.;:]{{0,50}}?\b(?:{_PUBLIC}|port|pont|place|square|rond-point|caserne|école|collège|"
    rf"hôpital)s? {_OF}{_PROPER}",
    rf"(?:{_PUBLIC}|office de tourisme|département|région|ville|commune) (?:m['’]a|nous a|a) (?:\w+ )?"
    r"(?:choisi|command|achet|demand|confi|retenu)\w*",
    rf"{_I_MADE} (?:le |la |les |l['’]|leurs? |deux |trois )(?!{_OWN_HOUSE}|"
    rf"{_ANYBODY})[\w’'-]+ (?:[\w’'-]+ )?(?:pour |chez |{_OF})"
    rf"(?:la |le |l['’])?(?-i:(?![IVX]+e\b)[A-ZÀ-ÖØ-ÞŒ]|\(nom)",
    rf"{_MADE} (?:pour|sur|à|dans|au) [^,;]{{0,50}}?\b{_MONUMENT}s? {_OF}{_PROPER}",
    rf"chantiers? (?:de|du|à|sur) [^,;]{{0,50}}?\b{_MONUMENT}s? {_OF}{_PROPER}",
    rf"{_MINE} (?:\w+ )?(?:sont|ont|ornent|équipent|décorent|servent|habillent|trônent|figurent|se trouvent)\b"
    rf"[^.;:]{{0,50}}?(?:\b{_PUBLIC}\b|(?:du |de la |de l['’]|au |à la |à l['’]|chez |dans (?:le |la |l['’])|"
    rf"dans les [\w-]+ (?:de |d['’]))"
    r"(?-i:[A-ZÀ-ÖØ-ÞŒ]|\(nom))",
    rf"(?:le |la |les |l['’])[^.;:]{{0,50}}?\b{_PUBLIC}[^.;:,]{{0,30}},? c['’]est (?:moi|nous|mon|notre)\b",
    r"(?:un|une|l['’]une?) (?:de|des|d['’]entre) (?:mes|nos) client\w* (?:est|a été|fut|joue|chante|passe)\b",
    r"(?:port|jou|roul|mang|chant|dans|défil|navigu|cour|dor)\w* (?:\w+ )?(?:un|une|l['’]une?|deux) (?:de|"
    r"des) (?:mes|nos)\b",
    rf"(?:a|ai|avons|avait) (?:créé|inventé|imaginé|fondé|lancé) (?:le |la |les |l['’])(?!{_OWN_HOUSE})",
    r"\bbrevet(?:ée?s?)?\b(?! (?:professionnel|de (?:maîtrise|technicien)))",
    # What of one's own stands or was seen somewhere.
    rf"(?:une?|l['’]une?|deux|trois|plusieurs|quelques-une?s) (?:de (?:mes|nos) [\w’'-]+|[\w’'-]+ à (?:moi|nous)) "
    rf"(?:\w+ )?(?:est|sont|a été|ont été|trône|orne|figure|se trouve)\w*\b[^.;:,]{{0,40}}?(?:\b{_PUBLIC}\b|"
    rf"(?:du|de la|de l['’]|au|à la|à l['’]|chez|dans (?:le|la|l['’])|sur la|dans) ?{_PROPER})",
    rf"(?:passée?s?|parue?s?|citée?s?|publiée?s?|apparue?s?) (?:\w+ )?(?:dans|à|sur|chez) "
    rf"(?:la |le |l['’]|les )?(?!{_NETWORK}){_PROPER}",
    rf"(?:la couverture|la une|une page|une double page|un article|un papier|un portrait|un sujet) (?:de|du|dans|sur|"
    rf"chez) (?:la |le |l['’])?(?!{_NETWORK})(?:magazine|journal|hebdomadaire|revue|guide|{_PROPER})",
    # Of which there are hardly others.
    r"(?:il n['’]y en a|il en reste|il n['’]en reste|on n['’]est|nous ne sommes|on est|nous sommes) (?:plus "
    r")?(?:que |"
    r"qu['’])(?:une?|deux|trois|quatre|cinq|six)\b[^.;:,]{0,30}? (?:en|dans|au|à|de|du|sur) ",
    r"(?:(?:la|le|l['’]) ?)?(?:dernière?|seule?|unique) (?:[\w’'-]+ ){1,4}?(?:de ce (?:type|genre|modèle)|qui "
    r"(?:marche|"
    r"tourne|fonctionne|existe|reste|sache|fasse|travaille))|personne d['’]autre (?:ne |n['’])?(?:le |la |en )?\w+ "
    r"[^.;:,]{0,30}?(?:en|dans|ici|au)\b",
    r"(?:presse|machine|four|métier|moulin|tour|forge|marteau|roue|pétrin|alambic|cuve)s?(?: à [\w’'-]+)? "
    r"(?:[\w’'-]+ )?"
    r"(?:unique|de 1[5-9]\d\d|du (?:xv|xvi|xvii|xviii|xix|dix-\w+)e? siècle|datant de)\b",
    r"guinness|livre des records|netflix|koh[ -]lanta|top chef|le meilleur pâtissier|danse avec les stars|"
    r"(?:millions?|\d{3} ?000) (?:de )?(?:vues|abonnés)",
    # The press, the radio, television.
    r"\b(?:tf1|m6|france ?[235]|france bleu|ici (?:gironde|matin)|arte|canal ?\+|bfm\w*|sud[- ]ouest|ouest[- ]france|"
    r"la voix du nord|(?-i:Le Monde)|le figaro|télérama|le progrès|la dépêche|le télégramme|l['’]est républicain|"
    r"midi libre|la provence|nice[- ]matin|dna|le parisien|la montagne|paris normandie|var[- ]matin)\b",
    r"journal (?:de|du) (?:13|20|treize|vingt) ?h?(?:eures)?|(?:un|le|dans un) (?:reportage|documentaire)(?! photo)|"
    r"(?:dans|de|à) l['’]émission\b|des racines et des ailes|(?:passée?s?|vue?s?|invitée?s?|parlé) [^,;]{0,20}?(?:à|"
    r"la) (?:la )?(?:télé\w*|radio)\b|"
    r"(?:article|portrait) (?:sur (?:moi|nous|mon|notre)|dans (?:le|la|l['’]|un|(?-i:[A-ZÀ-Þ])))|(?:le|"
    r"un) journal (?:local )?a (?:parlé|écrit|fait)",
    # Prizes and titles.
    r"champion(?:ne)?s?\b(?: \w+)? (?:de|du|des|d['’])|vice-champion\w*|meilleure?s? ouvri(?:er|ère)s?|"
    r"\bm\.?o\.?f\.?\b|"
    r"meilleure?s? (?:apprentie?|pain|baguette|croissant|artisane?|galette)\b|"
    r"médaill(?:e|es) (?:d['’](?!eau)|de )|médaill(?:ée?s?|es?)\b|trésor vivant|titre d['’e]|recordm[ae]n|"
    r"record (?:de|du|d['’])|"
    r"\bprimée?s?\b|lauréate?s?\b|finaliste\b|(?:gagné|remporté|reçu|eu|décroché|obtenu) (?:le|un|la|une|"
    r"deux) (?:\w+ )?(?:prix|concours|"
    r"médaille|titre|coupe|bol|trophée|étoile)|(?:concours|trophées?) (?!facebook|insta|photo)(?:de|du|des|"
    r"d['’]|national|"
    r"général|lépine|talents|international|(?-i:[A-ZÀ-Þ]))|\bmiss (?-i:[A-ZÀ-Þ])|"
    rf"(?:fini|terminé|arrivée?|classée?) (?:premi|deuxi|second|troisi|finalist)\w*|gagné (?:le|la|l['’]) "
    rf"?{_PROPER}?|"
    r"(?:premier |deuxième |troisième |grand |1er )?prix (?:de (?!vente|revient|gros|base|détail|marché|départ)|"
    r"du (?!march|kilo|mètre|pain|site|devis|bois|gaz|carburant)|d['’](?!achat|appel|ami)|national|"
    r"régional|départemental|ema|liliane)(?=[\w’' ]*(?-i:[A-ZÀ-Þ\d])|[^.;]*(?:concours|meilleur|métiers|jeune|"
    r"public|jury))|"
    r"chevali(?:er|ère) (?:de|des)|légion d['’]honneur|maître d['’]art|patrimoine vivant|\bepv\b",
    rf"(?:élue?s?|sacrée?s?|nommée?s?|désignée?s?) (?:le |la |les )?(?:meilleur|plus|artisan|parmi|premi)|"
    rf"meilleure?s? [\w’'-]+ (?:de |du |des |d['’]|en )(?:la |l['’])?{_PROPER}",
    # Clients whom everybody knows.
    r"(?:pour|chez|à) (?:(?:un|une|le|la|des|l['’]) ?)?(?:ancien(?:ne)? )?(?:premi(?:er|"
    r"ère) )?(?:ministres?|présidente? de la|élysée|matignon|"
    r"princ\w+|émir|acteur|actrice|chanteu\w+ connu)\b|jeux (?:olympiques|paralympiques|équestres)|"
    r"\bj\.?o\.? de\b|défilés? (?:de|chez|pour|(?-i:[A-ZÀ-Þ]))|"
    r"(?<!mon )(?<!mes )(?<!nos )(?<!un )(?<!notre )fournisseu(?:r|se) (?:de |du |officiel)|"
    r"(?:un|une) (?:ministre|ancien président|ancienne présidente|prince|princesse)\b|"
    r"(?:pour|chez|de) (?:la maison )?(?:christian )?(?:dior|hermès|chanel|cartier|(?:louis )?vuitton|"
    r"gucci|lanvin|balmain|givenchy|boucheron|"
    r"chaumet|van cleef|saint laurent|lalique|baccarat)\b|(?:étoilée?|chef étoilé|trois étoiles|"
    r"guide michelin|gault)\b",
    # Masters, what one was, what one is in the town, since when.
    r"(?:formée?|appris (?:le métier|mon métier)?|apprentissage|élève|disciple) ?(?:chez|auprès|de maître|"
    r"avec) (?:de )?(?:(?-i:[A-ZÀ-Þ(])|(?:un|une|le|la)\b)",
    r"(?:ancien(?:ne)?|ex)[ -](?:joueu\w+|rugby\w+|foot\w+|champion\w*|maire|députée?|professionnel\w*|coureu\w+|"
    r"cyclist\w+|nageu\w+|skieu\w+|danseu\w+|internation\w+|gymnast\w+|boxeu\w+|judok\w+|pilot\w+|navigat\w+|"
    r"sénat\w+|ministre|miss)|équipe de france",
    r"(?:maire|adjointe? au maire|conseill(?:er|ère) municipale?|présidente? (?:de|du)|pompier volontaire)\b",
    r"(?:depuis|fondée?s? en|créée?s? en|date(?:nt)? de|remonte à|maison de|ouverte? en) (?:1[5-8]\d\d|19[0-6]\d)\b|"
    r"(?:quatre|cinq|six|sept|huit|neuf|dix|[4-9]|1\d) générations|"
    r"(?:(?:quatri|cinqui|sixi|septi|huiti|neuvi|dixi)ème|[4-9](?:e|è|ème|eme)) génération|de (?:père en fils|"
    r"mère en "
    r"fille) depuis|arrière[ -](?:arrière[ -])?grand[ -](?:père|mère)",
    rf"(?:ancien(?:ne)?|ex|anciennement)[ -](?:chef|seconde?|cuisini\w+|pâtissi\w+|mécan\w+|coiffeu\w+|maquilleu\w+|"
    rf"styliste|costumi\w+|photographe|couturi\w+|préparat\w+|soigneu\w+|élève|chauffeur|jardini\w+) (?:en chef )?"
    rf"(?:de |du |chez |des |d['’])(?:la |le |l['’])?{_PROPER}",
    r"(?:en face|à côté|derrière|au pied|à deux pas|près) (?:de |du |des |d['’])(?:la |l['’]|le )?(?:mairie|église|"
    r"château|cathédrale|gare|phare|pharmacie|école|collège|stade|halle|halles|poste|citadelle|moulin|abbaye|"
    r"monument)\b",
    r"(?:fils|fille|petit-fils|petite-fille|neveu|nièce|veuve) (?:de |du |d['’])(?:l['’]ancien|la|le|l['’])",
)
# Words by which a fact tells wherever it stands, by kind: a sentence has more turns than anybody can list.
_LAND = (
    r"(?:plateau|plaine|causse|marais|baie|pointe|estuaire|golfe|montagne|colline|col|forêt|lande|agglomération|"
    r"métropole|hexagone|territoire|terroir|bocage|hameau|rue|vallon|canton|département|pays|village|bourg|"
    r"secteur|coin|"
    r"région|île|vallée|quartier|littoral|côte|massif|monde|planète)"
)
_KINDS = (
    # Alone of its kind.
    rf"(?:le|la|les|l['’]) ?(?:seule?s?|unique|derni(?:er|ère)s?|premi(?:er|ère)s?) (?:à (?:[\w’'-]+ "
    rf"){{0,2}}?\w+(?:er|ir|"
    rf"re|oir)\b|(?!fois|site|jour|étape|chose|mois|an)[\w’'-]+ (?:[\w’'-]+ )?(?:du|de la|de l['’]|de|sur (?:le|la)) "
    rf"?{_LAND}\b)",
    rf"(?<![\w’'] )(?:seule?|unique|derni(?:er|ère)|premi(?:er|ère)|meilleure?) (?!fois|site|jour|étape|chose|"
    rf"mois|an)"
    rf"[\w’'-]+ (?:[\w’'-]+ ){{0,3}}?(?:du|de la|de l['’]|de|sur (?:le|la)|en) ?(?:{_LAND}|{_PROPER})",
    r"surnomm\w+|connue?s? (?:comme|sous le nom)|m['’]appell?ent? (?:tous )?(?:le |la )|(?:importé|introduit|"
    r"ramené|lancé|"
    r"inventé|ouvert|vendu|planté|construit) (?:le |la |les |l['’])(?:tout\w* )?premi|(?:au|le) (?:20|13|"
    r"vingt|treize) "
    r"heures\b|(?:avons|ai|a) (?:inventé|imaginé) ",
    r"(?:il |elles? |ils )?(?:ne |n['’])reste(?:nt)? (?:plus )?qu|personne (?:d['’]autre|avant|ici|à part)|"
    r"aucune? autre|"
    r"(?:il )?n['’]existe(?:nt)? plus|n['’]existe(?:nt)? qu|(?:je|nous) (?:possèd\w+|détien\w+|gard\w+|"
    r"conserv\w+) (?:le|la|les) "
    r"(?:derni|seul|premi|plus)\w*|nulle part ailleurs|sans équivalent|"
    r"la plus (?:vieille|ancienne|longue|haute|grosse)|le plus (?:vieux|ancien|long|haut|gros) (?!souci|"
    r"problème|besoin)",
    # Buildings, institutions and events that everybody knows.
    r"(?:la |le |l['’]|du |au |aux |les )(?:[\w-]+ )?(?:élysée|sénat|louvre|panthéon|matignon|notre-dame|garde "
    r"républicaine|imprimerie nationale|marine nationale|armée|légion|académie|jeux olympiques|eurovision|"
    r"vendée globe|"
    r"salon de l['’]agriculture|exposition universelle|bicentenaire|tricentenaire|centenaire|monuments? historiques?|"
    r"comédie-française|assemblée nationale|mobilier national|unesco|conservatoire national|onu|parlement)\b",
    r"(?:l['’]|une? |notre |mon )ancien(?:ne)? (?:prison|gare|école|chapelle|église|usine|caserne|poste|"
    r"laiterie|mairie|"
    r"abbaye|couvent|filature|gendarmerie|tannerie|cinéma|banque|presbytère|moulin|hôpital|relais|sucrerie|"
    r"mine|forge|"
    r"lavoir|grange dîmière|perception|maison du)\b",
    r"(?:la |le |l['’]|du |au )(?:grande? |vieux |vieille )?(?:cathédrale|basilique|abbaye|abbatiale|"
    r"collégiale|beffroi|"
    r"château|citadelle|palais|opéra|hôtel de ville|préfecture|ministère|haras|festival|carnaval|ducasse|arènes|"
    r"aquarium|orchestre|philharmonie|archevêché|tribunal|base (?:aérienne|navale|militaire)|hippodrome|"
    r"casino)\b(?! (?:de "
    r"sable|gonflable))",
    r"(?:manufacture|ateliers?|maison) (?:nationale\b|royale\b|impériale\b|de (?:sèvres|beauvais|saint-louis|"
    r"baccarat))",
    r"(?:la |le |l['’]|du |au )(?:phare|cirque|reine|roi|pape|tsar|empereur|impératrice|maréchal|général|duc|"
    r"duchesse|comte|comtesse|marquise?|baronn?e?|zoo|pèlerins?)\b(?! des? (?:france inter|la poste))|compostelle|"
    r"(?:ma|mon) (?:photo|nom|portrait|buste|statue) (?:est |figure |orne )?(?:dans|au|à la|sur) (?:le |la |l['’])?"
    r"(?:musée|livre|mur|plaque|mairie|monument|générique|guide)|(?:est|sont) (?:classée?s?\b(?! par)|"
    r"inscrite?s? (?:à l['’]inventaire|aux? |au patrimoine))",
    r"(?:sacristain|sonneu\w+ de|bedeau|garde[- ]champêtre|sapeu\w+[- ]pompi\w+|organiste|châtelaine?|curé)\b",
    rf"(?:{_FAMILY}|ma tante|mon parrain) (?:était|fut|a été|est) (?:le|la|l['’]une? des) ?",
    # Seen and heard of.
    r"(?:film(?:er|é|ée|és|ées|aient?)|interview\w*|consacr\w+|journalistes?|(?:une|la|des) (?:chaîne|équipe|"
    r"caméra)s? "
    r"(?:de télé\w*|japon\w+|allemande?|américaine?|anglaise?|italienne?|belge|suisse|nationale?|locale?|est venue?)|"
    r"(?:mon|notre) passage (?:à|chez|dans|sur|au)|la presse (?:a|en|parle|locale|nationale|m['’]a)|vue? à la "
    r"télé\w*)\b",
    r"(?:la|une) télé(?:vision)?\b|(?:dans|pour|sur) (?:le|un|une|la) (?:film|clip|série|court[- ]métrage|"
    r"documentaire|"
    r"reportage)|(?:un|le|en) documentaire|(?:le|dans un) guide (?:du|des|de|vert|rouge|michelin)|honneurs d[eu]\b|"
    rf"(?:que|où|qui) {_PROPER}[\w’' )-]{{1,30}}? \w+ai(?:t|ent)\b",
    rf"{_MINE} (?:\w+ )?(?:ont|sont) (?:été )?\w+ée?s? (?:à|au|aux|dans) (?:la |le |l['’]|les )?{_PROPER}",
    r"(?:dans|pour) (?:un|une|le|la) (?:roman|bande dessinée|livre|chanson|"
    r"tableau|jeu télé\w*)|modèle (?:de|pour|à) ",
    # By one's own hand, or of whose house one is.
    r"(?:est|sont|sortent?) de (?:ma main|mes mains|notre main|chez (?:moi|nous))\b|œuvre de (?:mon|notre|ma)|"
    r"c['’]est (?:moi|nous) qui (?:ai|avons|avais|avions) (?!la clé|les clés)|hériti(?:er|ère)s? d|"
    r"descendante?s? d|(?:le |la |du |de la |l['’])(?:fondat(?:eur|rice)|inventeu\w+)|confrérie|corporation|guilde|"
    rf"(?:suis|était|fut|a été|ai été) (?:le |la |l['’])?[\w-]{{3,}}(?:eur|euse|ier|ière|iste|ien|ienne) "
    rf"(?:de |du |d['’]|officiel\w* )(?:la |le |l['’])?{_PROPER}",
    # Won.
    r"(?:arrivée?|fini|terminé|classée?)s? (?:au )?(?:premi|deuxi|second|troisi|quatri|cinqui|\d+e)\w*|(?:la|"
    r"une|deux|"
    r"trois) palmes?|(?:remporté|gagné|obtenu|décroché|eu) (?:l['’](?:or|argent)|le bronze)|(?:au|du|le) mondial\b|"
    r"champion(?:ne)?s? (?:olympiques?|régiona\w+|départementa\w+|nationa\w+|mondia\w+)|parmi les (?:cent|dix|"
    r"cinquante|"
    r"vingt|\d+|plus beaux|plus belles|meilleur)|(?:le|un|du|selon le) jury|meilleure?s? [\w’'-]+ (?:selon|élue?)",
    r"(?:vainqueu\w+|palmarès|podium|récompens\w+|sélectionnée?s? (?:pour|par|au|à|parmi)|distinguée?s? par|"
    r"(?:la|une|deux|trois) médailles?|inventeu\w+|a battu|ai battu|avons battu|(?:une?|deux|trois) étoiles?|"
    r"prix de la (?:jeune|création|ville|région|femme|meilleur\w*|fondation|chambre|mode|presse|critique|"
    r"vocation))\b",
    # Long ago.
    r"(?:napoléon|sous (?:louis|charles|l['’]empire|le (?:premier|second) empire|la révolution|henri)|"
    r"arrière[ -]grand[ -]\w+|(?:plus d['’]un|deux|"
    r"trois|presque un|un) siècles?\b(?! de (?:style|meuble))|(?:cent|deux cents|1[0-9]0|200) ans d|"
    r"(?:fondée?|créée?|née?|ouverte?|établie?)s? en (?:1[5-8]\d\d|19[0-6]\d)|lignée d\w*|dynastie|mes "
    r"ancêtres|mes aïeux)\b",
    # Whom everybody knows.
    r"(?:une?|le|la|des|du|au|l['’]|d['’]une?) ?(?:act(?:eur|rice)|chant(?:eur|euse)|comédien(?:ne)?|humoriste|pape|"
    r"prince(?:sse)?|ministre|cinéaste|footballeu\w+|célébrité|vedette|cosmonaute|astronaute|académicien|"
    r"olympique|navigat(?:eur|"
    r"rice))s?\b|"
    r"groupe folklorique|(?:célèbres?|mondialement|internationalement) (?:chef|pour|connue?|artiste|peintre|"
    r"photographe)",
)
_TELLING = re.compile("|".join(rf"\b(?:{fact})" for fact in (*_FACTS, *_KINDS, *KINDS)), re.I)


def telling_facts(text: str) -> Iterator[str]:
    """The words of each sentence that tell, in order and without repeats: from the fact to the end of its clause."""
    seen = set()
    for sentence in _SENTENCE.finditer(text):
        reached = -1
        for match in _TELLING.finditer(sentence.group()):
            if match.start() < reached:  # told once
                continue
            clause = re.match(r"[^,;:()]*", sentence.group()[match.start() :])
            words = (clause.group() if clause and len(clause.group()) <= 80 else match.group()).strip()
            reached = match.start() + len(words)
            if words.lower() not in seen:
                seen.add(words.lower())
                yield words
