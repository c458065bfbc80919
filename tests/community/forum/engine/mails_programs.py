"""What programs, webmails and telephones put around an answer, and what must be read of it."""

from tests.community.forum.engine.mail_building import (
    Shape,
    html_part,
    mail,
    multipart,
    text_part,
)

_HEADERS_FR = (
    "De : Forum <reponse@forum.exemple.fr>\nEnvoyé : mercredi 3 mars 2027 10:12\n"
    "À : marc.lestage@exemple.fr\nObjet : Un devis\n\nQui a déjà fait un devis au forfait ?\n"
)

SHAPES = [
    Shape(
        "Gmail, attribution on one line",
        mail(
            "Oui, tous les jours.\n\nLe lun. 1 mars 2027 à 09:05, Forum <f@exemple.fr> a écrit :\n\n> Et vous ?\n"
        ),
        "Oui, tous les jours.",
    ),
    Shape(
        "Gmail, attribution over three lines",
        mail(
            "Plutôt non.\n\nLe ven. 26 févr. 2027 à 18:44, Le forum des professionnels du numérique de Gironde\n"
            "(questions et réponses) <\nreponse+7f3a@forum.exemple.fr> a écrit :\n\n> Faut-il une application ?\n"
        ),
        "Plutôt non.",
    ),
    Shape(
        "Gmail, HTML alone",
        mail(
            html_part(
                '<div dir="ltr">Essayez avec <b>une seule</b> page.<div><br></div><div>Inès</div></div><br>'
                '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Le mer. '
                "3 mars 2027 à "
                '10:12, Forum &lt;<a href="mailto:f@exemple.fr">f@exemple.fr</a>&gt; a écrit&nbsp;:<br></div>'
                '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc '
                'solid;padding-left:1ex">'
                "<p>Combien de pages ?</p></blockquote></div>"
            )
        ),
        "Essayez avec une seule page.\n\nInès",
    ),
    Shape(
        "Gmail, HTML alone, between the questions",
        mail(
            html_part(
                '<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">Le mer. 3 mars 2027 à 10:12, Forum '
                "&lt;f@exemple.fr&gt; a écrit :<br></div>"
                '<blockquote class="gmail_quote"><div>Quel délai ?</div></blockquote><div>Trois semaines.</div>'
                '<blockquote class="gmail_quote"><div>Quel prix ?</div></blockquote><div>Cela dépend des '
                "photos.</div>"
                "</div></div>"
            )
        ),
        "Trois semaines.\n\nCela dépend des photos.",
    ),
    Shape(
        "Gmail, signature marked as such",
        mail(
            html_part(
                '<div dir="ltr">C\'est réglé, merci !<br clear="all"><br>-- <br><div dir="ltr" '
                'class="gmail_signature">'
                'Marc Lestage<br>Développeur</div></div><br><div class="gmail_quote">Le mer. 3 mars 2027 '
                "à 10:12, Forum "
                '&lt;f@exemple.fr&gt; a écrit :<blockquote class="gmail_quote">Et alors ?</blockquote></div>'
            )
        ),
        "C'est réglé, merci !",
    ),
    Shape(
        "Gmail, folded before the bracket that closes the address",
        mail(
            "Je regarde.\n\nLe lun. 1 mars 2027 à 09:05, Forum <reponse+7f3a2c9d8e@forum.exemple.fr\n> a écrit :\n\n"
            "> Qui regarde ?\n"
        ),
        "Je regarde.",
    ),
    Shape(
        "an attribution in a language that isn't known here",
        mail("Oui.\n\n3. maaliskuuta 2027 klo 10:12 Forum <f@exemple.fr> kirjoitti:\n\n> Oui ?\n"),
        "Oui.",
    ),
    Shape(
        "Zoho",
        mail(
            "Oui.\n\n\n---- Le mer., 03 mars 2027 10:12:33 +0100 Forum <f@exemple.fr> a écrit ----\n\n Oui ?\n"
        ),
        "Oui.",
    ),
    Shape(
        "Gmail in English",
        mail(
            "Sure, count me in.\n\nOn Wed, Mar 3, 2027 at 10:12 AM Forum <\nf@exemple.fr> wrote:\n\n> Who comes?\n"
        ),
        "Sure, count me in.",
    ),
    Shape(
        "Gmail of former times, the date first",
        mail("Je prends.\n\n2027-03-03 10:12 GMT+01:00 Forum <f@exemple.fr>:\n\n> Qui prend ?\n"),
        "Je prends.",
    ),
    Shape(
        "Outlook on a desk, plain",
        mail("Je le fais au temps passé, c’est plus sûr.\n\n" + _HEADERS_FR),
        "Je le fais au temps passé, c’est plus sûr.",
    ),
    Shape(
        "Outlook, a line above the headers, an address in square brackets",
        mail(
            "Bonjour\n\nTrois fois, jamais plus.\n\n-----Message d'origine-----\n"
            "De : Forum [mailto:f@exemple.fr] \nEnvoyé : mercredi 3 mars 2027 10:12\nÀ : Marc Lestage\n"
            "Objet : Un devis au forfait\n\nQui a déjà fait un devis au forfait ?"
        ),
        "Bonjour\n\nTrois fois, jamais plus.",
    ),
    Shape(
        "Outlook on the web, HTML alone",
        mail(
            html_part(
                '<div class="elementToProof" style="font-family: Aptos">Regardez du côté de WooCommerce.</div>'
                '<div class="elementToProof"><br></div><div id="Signature"><div>Marc Lestage</div><div>06 '
                "00 00 00 00</div>"
                '</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
                '<div id="divRplyFwdMsg" dir="ltr"><b>De :</b> Forum &lt;f@exemple.fr&gt;<br><b>Envoyé '
                ":</b> mercredi 3 "
                "mars 2027 10:12<br><b>À :</b> Marc Lestage<br><b>Objet :</b> Une boutique</div>"
                "<div>Quelle boutique prendre ?</div>"
            )
        ),
        "Regardez du côté de WooCommerce.",
    ),
    Shape(
        "Outlook on an iPhone",
        mail(
            "Vu, merci\n\nObtenir Outlook pour iOS<https://aka.ms/o0ukef>\n________________________________\n"
            + _HEADERS_FR
        ),
        "Vu, merci",
    ),
    Shape(
        "Outlook for Android, to be downloaded",
        mail(
            "Vu aussi\n\nTélécharger Outlook pour "
            "Android<https://aka.ms/ghei36>\n\n________________________________\n" + _HEADERS_FR
        ),
        "Vu aussi",
    ),
    Shape(
        "Mail of Windows 10",
        mail("J'y serai.\n\nProvenance : Courrier pour Windows 10\n\n" + _HEADERS_FR),
        "J'y serai.",
    ),
    Shape(
        "headers in bold, made of stars",
        mail(
            "Voici mon avis : attendez la version 3.\n\n*De :* Forum <f@exemple.fr>\n*Envoyé :* mercredi "
            "3 mars 2027 10:12\n"
            "*À :* Marc Lestage\n*Objet :* Quelle version ?\n\nQuelle version prendre ?"
        ),
        "Voici mon avis : attendez la version 3.",
    ),
    Shape(
        "Orange, small letters",
        mail(
            "Bonjour, je n'ai pas ce modèle.\n\nenvoyé : 3 mars 2027 à 10:12\nde : Forum <f@exemple.fr>\n"
            "à : marc.lestage@orange.exemple\nobjet : Une imprimante\n\nQui a ce modèle ?\n"
        ),
        "Bonjour, je n'ai pas ce modèle.",
    ),
    Shape(
        "Orange, from its application",
        mail(
            "C'est noté\nEnvoyé depuis l'application Mail Orange\n\n----------------\nDe : Forum <f@exemple.fr>\n"
            "Date : 3 mars 2027 à 10:12 GMT+01:00\nA : marc.lestage@orange.exemple\nObjet : "
            "Rencontre\n\nOn se voit ?\n"
        ),
        "C'est noté",
    ),
    Shape(
        "SFR on the web",
        mail(
            html_part(
                "<p>Bonjour,</p><p>Le mien tient depuis 5 ans.</p><p>&nbsp;</p><blockquote "
                'style="padding-left:5px;margin-left:5px;border-left:#ff0000 2px solid">----- Mail '
                "d'origine -----<br>"
                "De: Forum &lt;f@exemple.fr&gt;<br>Envoyé: Wed, 3 Mar 2027<br>Objet: Un disque</blockquote>"
            )
        ),
        "Bonjour,\n\nLe mien tient depuis 5 ans.",
    ),
    Shape(
        "Free on the web",
        mail(
            "Je suis chez un petit hébergeur de Bègles.\n\n\n--------- Mail original ---------\nDe: f@exemple.fr\n"
            "À: marc.lestage@exemple.fr\nEnvoyé: Mercredi 3 Mars 2027 10:12:33\nObjet: Hébergeur\n\nQui connaît ?\n"
        ),
        "Je suis chez un petit hébergeur de Bègles.",
    ),
    Shape(
        "La Poste, HTML alone",
        mail(
            html_part(
                '<p>Oui.</p><p>Marc</p><blockquote style="border-left: 2px solid #1010FF"><p>De : "Forum"<br>'
                "A : marc<br>Envoyé: mercredi 3 Mars 2027 10:12<br>Objet : Re: OK ?</p><p>OK ?</p></blockquote>",
                charset="iso-8859-15",
            )
        ),
        "Oui.\n\nMarc",
    ),
    Shape(
        "Yahoo on the web",
        mail(
            multipart(
                "alternative",
                text_part(
                    " Je fais la même chose à Libourne.\n\n    Le mercredi 3 mars 2027 à 10:12:33 UTC+1, Forum "
                    "<f@exemple.fr> a écrit :  \n \n Qui fait des ateliers ?\n  "
                ),
                html_part(
                    '<div>Je fais la même chose à Libourne.</div><div id="ydpyahoo_quoted_1" '
                    'class="yahoo_quoted">…</div>'
                ),
            )
        ),
        "Je fais la même chose à Libourne.",
    ),
    Shape(
        "Yahoo on Android",
        mail(
            "Je confirme\n\nEnvoyé à partir de Yahoo Mail sur Android \n \n  Le mer., mars 3, 2027 à 10:12, Forum"
            "<f@exemple.fr> a écrit :   Qui confirme ?\n"
        ),
        "Je confirme",
    ),
    Shape(
        "Thunderbird, above",
        mail("Tout à fait d’accord.\n\nLe 03/03/2027 à 10:12, Forum a écrit :\n> D’accord ?\n"),
        "Tout à fait d’accord.",
    ),
    Shape(
        "Thunderbird, HTML alone, below",
        mail(
            html_part(
                '<html><body><p><br></p><div class="moz-cite-prefix">Le 03/03/2027 à 10:12, Forum a '
                "écrit&nbsp;:<br></div>"
                '<blockquote type="cite" cite="mid:1@exemple.fr"><p>Un avis ?</p></blockquote><p>Prenez '
                "le plus petit.</p>"
                '<pre class="moz-signature" cols="72">-- \nMarc</pre></body></html>'
            )
        ),
        "Prenez le plus petit.",
    ),
    Shape(
        "Thunderbird, flowed, a paragraph in one piece",
        mail(
            text_part(
                "Une première ligne qui se poursuit \nsur la seconde, et encore \nsur la "
                "troisième.\n\nPuis une autre.\n",
                extra="; format=flowed; delsp=no",
            )
        ),
        "Une première ligne qui se poursuit sur la seconde, et encore sur la troisième.\n\nPuis une autre.",
    ),
    Shape(
        "Apple Mail on a Mac",
        mail(
            text_part(
                "Bonjour,\n\nJe dirais Affinity.\n\nMarc\n\n> Le 3 mars 2027 à 10:12, Forum "
                "<f@exemple.fr> a écrit :\n> \n"
                "> Quel logiciel ?\n",
                encoding="quoted-printable",
            )
        ),
        "Bonjour,\n\nJe dirais Affinity.\n\nMarc",
    ),
    Shape(
        "Apple Mail, quoted below the answer, attribution unquoted",
        mail(
            "Je dirais Affinity\nMarc\n\nLe 3 mars 2027 à 10:12, Forum <f@exemple.fr> a écrit :\n\n> Quel "
            "logiciel ?\n"
        ),
        "Je dirais Affinity\nMarc",
    ),
    Shape(
        "iPad, in English",
        mail(
            "Not for me, thanks.\n\nSent from my iPad\n\n> On 3 Mar 2027, at 10:12, Forum <f@exemple.fr> "
            "wrote:\n> \n> Interested?\n"
        ),
        "Not for me, thanks.",
    ),
    Shape(
        "Huawei",
        mail(
            "Demain 14 h\n\nEnvoyé depuis mon téléphone HUAWEI\n\n-------- Message original --------\n"
            "De : Forum <f@exemple.fr>\nDate : mer. 3 mars 2027 à 10:12\nÀ : Marc\nObj. : Horaire\nA quelle heure ?\n"
        ),
        "Demain 14 h",
    ),
    Shape(
        "Samsung of former times",
        mail(
            "Moi oui\n\nEnvoyé depuis mon smartphone Samsung Galaxy.\n-------- Message d'origine "
            "--------De : Forum <f@exemple.fr> "
            "Date : 03/03/2027  10:12  (GMT+01:00) À : Marc Objet : Qui ? \nQui vient ?\n"
        ),
        "Moi oui",
    ),
    Shape(
        "Mailspring, the attribution in brackets of its own",
        mail("Le second.\n\nOn mars 3 2027, at 10:12 am, Forum <f@exemple.fr> wrote:\n> Lequel ?\n"),
        "Le second.",
    ),
    Shape(
        "BlueMail",
        mail(
            "Parfait\n\n⁣Télécharger BlueMail pour Android ​\n\nLe 3 mars 2027 à 10:12, à 10:12, Forum "
            "<f@exemple.fr> a écrit:\n>Ça va ?\n"
        ),
        "Parfait",
    ),
    Shape(
        "K-9",
        mail(
            "Reçu.\n-- \nEnvoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma "
            "brièveté.\n\n> Reçu ?\n"
        ),
        "Reçu.",
    ),
    Shape(
        "Roundcube, below",
        mail(
            "Le 2027-03-03 10:12, Forum a écrit :\n> Et la sauvegarde ?\n\nSur deux disques, dont un ailleurs.\n"
        ),
        "Sur deux disques, dont un ailleurs.",
    ),
    Shape(
        "the name before the date",
        mail("Ici aussi.\n\nForum <f@exemple.fr> a écrit le mer. 3 mars 2027 à 10:12 :\n\n> Ici ?\n"),
        "Ici aussi.",
    ),
    Shape(
        "Lotus, which says what it answers to by another sentence",
        mail(
            "Cela marche.\n\nEn réponse à « Forum » <f@exemple.fr>, le 03/03/2027 10:12 :\n\nCela marche-t-il ?\n"
        ),
        "Cela marche.",
    ),
    Shape(
        "our own line",
        mail("Mon avis\n\n--- Répondez au-dessus de cette ligne ---\n\nInès demande : un avis ?\n"),
        "Mon avis",
    ),
]
