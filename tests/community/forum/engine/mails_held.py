"""Twenty mails written before the reading was: they measured it once, and hold it since."""

from tests.community.forum.engine.mail_building import (
    PNG,
    Shape,
    alternative,
    file_part,
    html_part,
    image_part,
    mail,
    multipart,
    text_part,
)

SHAPES = [
    Shape(
        "Gmail, above, the attribution wrapped",
        alternative(
            "Bonjour,\n\nOui, Cal.com fait cela très bien, et il se pose sur son propre serveur.\n\nMarc\n\n"
            "Le mer. 3 mars 2027 à 10:12, Forum des professionnels <\nreponse+7f3a@forum.exemple.fr> a écrit :\n\n"
            "> Inès a répondu à votre question :\n>\n> Quel agenda prenez-vous pour vos clients ?\n>\n> "
            "--\n> Le forum\n",
            '<div dir="ltr"><div>Bonjour,</div><div><br></div><div>Oui, Cal.com fait cela très bien, et '
            "il se pose sur "
            'son propre serveur.</div><div><br></div><div>Marc</div></div><br><div class="gmail_quote">'
            '<div dir="ltr" class="gmail_attr">Le mer. 3 mars 2027 à 10:12, Forum…</div>'
            '<blockquote class="gmail_quote">Inès a répondu</blockquote></div>',
        ),
        "Bonjour,\n\nOui, Cal.com fait cela très bien, et il se pose sur son propre serveur.\n\nMarc",
    ),
    Shape(
        "Gmail, between the questions",
        mail(
            "Le mer. 3 mars 2027 à 10:12, Forum <reponse@forum.exemple.fr> a écrit :\n\n"
            "> Avez-vous un hébergeur en France ?\n>\n\nOui, depuis deux ans.\n\n\n"
            "> Combien cela coûte-t-il par mois ?\n>\n\nUne dizaine d’euros, sauvegardes comprises.\n\n>\n> Inès\n"
        ),
        "Oui, depuis deux ans.\n\nUne dizaine d’euros, sauvegardes comprises.",
    ),
    Shape(
        "Outlook on a desk, HTML alone in Windows-1252, contact details under the name",
        mail(
            html_part(
                '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal '
                "{margin:0cm} -->"
                '</style></head><body lang="FR"><div class="WordSection1">'
                '<p class="MsoNormal">Bonjour Inès,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
                '<p class="MsoNormal">J’ai eu le même souci : il faut vider le cache de l’extension.<o:p></o:p></p>'
                '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Cordialement,<o:p></o:p></p>'
                '<p class="MsoNormal">Marc Lestage<o:p></o:p></p><p class="MsoNormal">Lestage Conseil<o:p></o:p></p>'
                '<p class="MsoNormal">Tél. 05 56 00 00 00 – www.exemple.fr<o:p></o:p></p>'
                '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
                '<p class="MsoNormal"><b>De&nbsp;:</b> Forum &lt;reponse@forum.exemple.fr&gt; '
                "<br><b>Envoyé&nbsp;:</b> "
                "mercredi 3 mars 2027 10:12<br><b>À&nbsp;:</b> "
                "marc.lestage@exemple.fr<br><b>Objet&nbsp;:</b> Un souci "
                'd’affichage<o:p></o:p></p></div></div><p class="MsoNormal">Le menu disparaît.<o:p></o:p></p>'
                "</div></body></html>",
                charset="windows-1252",
            )
        ),
        "Bonjour Inès,\n\nJ’ai eu le même souci : il faut vider le cache de l’extension.\n\n"
        "Cordialement,\nMarc Lestage",
    ),
    Shape(
        "Outlook on Android",
        mail(
            text_part(
                "Je passe par une régie, c'est plus simple pour la TVA.\n\n"
                "Obtenir Outlook pour Android<https://aka.ms/AAb9ysg>\n________________________________\n"
                "From: Forum <reponse@forum.exemple.fr>\nSent: Wednesday, March 3, 2027 10:12:33 AM\n"
                "To: marc.lestage@exemple.fr <marc.lestage@exemple.fr>\nSubject: Facturer un client suisse\n\n"
                "Comment facturez-vous un client suisse ?\n",
                encoding="base64",
            )
        ),
        "Je passe par une régie, c'est plus simple pour la TVA.",
    ),
    Shape(
        "Orange",
        mail(
            "Bonsoir\nnon je ne connais pas, mais je suis preneur aussi\n\n\n\n\n"
            '> Message du 03/03/27 10:12\n> De : "Forum" <reponse@forum.exemple.fr>\n'
            "> A : marc.lestage@exemple.fr\n> Copie à : \n> Objet : Une imprimante de tickets\n> \n"
            "> Connaissez-vous une imprimante ?\n> \n"
        ),
        "Bonsoir\nnon je ne connais pas, mais je suis preneur aussi",
    ),
    Shape(
        "SFR, in Latin-1",
        mail(
            text_part(
                "Merci à tous, c'est réglé : la clé était périmée.\n\n----- Mail d'origine -----\n"
                "De: Forum <reponse@forum.exemple.fr>\nÀ: marc.lestage@exemple.fr\n"
                "Envoyé: Wed, 03 Mar 2027 10:12:33 +0100 (CET)\nObjet: Re: Erreur 403\n\nAvez-vous "
                "regardé la clé ?\n",
                charset="iso-8859-1",
                encoding="quoted-printable",
            )
        ),
        "Merci à tous, c'est réglé : la clé était périmée.",
    ),
    Shape(
        "Free, both writings in base64",
        mail(
            multipart(
                "alternative",
                text_part(
                    "Moi j'ai pris l'offre à 4 €.\n\n----- Mail original -----\nDe: \"Forum\" "
                    '<reponse@forum.exemple.fr>\nÀ: "marc lestage" <marc.lestage@exemple.fr>\n'
                    "Envoyé: Mercredi 3 Mars 2027 10:12:33\nObjet: Quelle offre ?\n\nQuelle offre prendre ?\n",
                    encoding="base64",
                ),
                html_part(
                    '<div style="font-family: arial">Moi j\'ai pris l\'offre à 4 €.<br><hr id="zwchr"><blockquote>'
                    "<b>De: </b>Forum</blockquote></div>",
                    encoding="base64",
                ),
            )
        ),
        "Moi j'ai pris l'offre à 4 €.",
    ),
    Shape(
        "La Poste, below",
        mail(
            '> Message du 03/03/27 à 10h12\n> De : "Forum" <reponse@forum.exemple.fr>\n'
            "> A : marc.lestage@exemple.fr\n> Copie à :\n> Objet : Photos\n>\n> Qui fait des photos de plats ?\n\n"
            "Je vous conseille de voir avec l'école de Pessac, les élèves cherchent des sujets.\n"
        ),
        "Je vous conseille de voir avec l'école de Pessac, les élèves cherchent des sujets.",
    ),
    Shape(
        "Yahoo on a phone, HTML alone",
        mail(
            html_part(
                "Le mieux est de demander un devis à trois personnes.<br><br><br>"
                '<p class="yahoo-quoted-begin" style="font-size: 15px">Envoyé depuis <a '
                'href="https://mail.onelink.me/1">'
                'Yahoo Mail pour iPhone</a></p><br><p class="yahoo-quoted-begin">Le mercredi, mars 3, '
                "2027, 10:12 AM, "
                "Forum &lt;reponse@forum.exemple.fr&gt; a écrit :</p><blockquote "
                'class="iosymail"><div>Combien pour une '
                "vidéo ?</div></blockquote>"
            )
        ),
        "Le mieux est de demander un devis à trois personnes.",
    ),
    Shape(
        "Thunderbird, flowed, below, signed",
        mail(
            text_part(
                "Le 03/03/2027 à 10:12, Forum a écrit :\n> Faut-il un bandeau pour les cookies ?\n>\n> Inès\n\n"
                "Pas si vous ne mesurez rien et n’avez ni vidéo ni carte de l’extérieur. \nLa CNIL le dit "
                "sur son site.\n\n-- \nMarc Lestage\n06 00 00 00 00\nhttps://exemple.fr\n",
                extra="; format=flowed",
            )
        ),
        "Pas si vous ne mesurez rien et n’avez ni vidéo ni carte de l’extérieur. La CNIL le dit sur son site.",
    ),
    Shape(
        "iPhone",
        mail(
            multipart(
                "alternative",
                text_part(
                    "Ok pour mardi \n\nEnvoyé de mon iPhone\n\n"
                    "> Le 3 mars 2027 à 10:12, Forum <reponse@forum.exemple.fr> a écrit :\n> \n"
                    "> \ufeffQui vient à la rencontre de mardi ?\n",
                    encoding="base64",
                ),
                html_part(
                    '<html><head></head><body dir="auto">Ok pour mardi&nbsp;<br><br><div dir="ltr">Envoyé '
                    "de mon iPhone"
                    '</div><div dir="ltr"><br><blockquote type="cite">Le 3 mars '
                    "2027…</blockquote></div></body></html>"
                ),
            )
        ),
        "Ok pour mardi",
    ),
    Shape(
        "Samsung Galaxy",
        mail(
            "Bonjour, j'utilise Canva et cela me suffit pour les affiches. Bonne journée\n\n\n"
            "Envoyé depuis mon appareil Galaxy\n\n\n-------- Message d'origine --------\n"
            "De : Forum <reponse@forum.exemple.fr> \nDate : 03/03/2027  10:12  (GMT+01:00) \n"
            "À : marc.lestage@exemple.fr \nObjet : Une affiche \n\nAvec quoi faites-vous vos affiches ?\n"
        ),
        "Bonjour, j'utilise Canva et cela me suffit pour les affiches. Bonne journée",
    ),
    Shape(
        "Proton",
        mail(
            "Essayez Plausible : une ligne dans le gabarit, aucun cookie.\n\n"
            "Envoyé avec la messagerie sécurisée [Proton Mail.](https://proton.me/mail/home)\n\n"
            "Le mercredi 3 mars 2027 à 10:12, Forum <reponse@forum.exemple.fr> a écrit :\n\n"
            "> Comment compter les visites ?\n"
        ),
        "Essayez Plausible : une ligne dans le gabarit, aucun cookie.",
    ),
    Shape(
        "Outlook in English, with the notice of a large firm",
        mail(
            "Hi all,\n\nWe moved to Matomo last year, no regrets.\n\nBest regards,\nMarc\n\n"
            "This e-mail and any attachments are confidential and intended solely for the addressee. If you have "
            "received it in error, please delete it.\n\n"
            "-----Original Message-----\nFrom: Forum <reponse@forum.exemple.fr>\nSent: 03 March 2027 10:12\n"
            "To: Marc Lestage\nSubject: Statistics\n\nWhich tool do you use?\n"
        ),
        "Hi all,\n\nWe moved to Matomo last year, no regrets.\n\nBest regards,\nMarc",
    ),
    Shape(
        "away, said by the subject alone",
        mail(
            "Bonjour,\nJe suis absent jusqu'au 15 mars. En cas d'urgence, appelez le 05 56 00 00 00.\n",
            subject="Réponse automatique : Quel outil pour un agenda ?",
            X_Auto_Response_Suppress="All",
        ),
        kind="automatic",
    ),
    Shape(
        "a mail that couldn't be delivered",
        mail(
            multipart(
                "report",
                text_part(
                    "This is the mail system at host mx.exemple.fr. I'm sorry to have to inform you…\n"
                ),
                text_part("Action: failed\n", subtype="x-status"),
                extra="; report-type=delivery-status",
            ),
            subject="Undelivered Mail Returned to Sender",
            Return_Path="<>",
            From="MAILER-DAEMON@mx.exemple.fr (Mail Delivery System)",
        ),
        kind="automatic",
    ),
    Shape(
        "a photograph and no word",
        mail(multipart("mixed", text_part("\n\n"), image_part("vitrine.jpg"))),
        kind="empty",
        images=("vitrine.jpg",),
    ),
    Shape(
        "no MIME at all, accents in Latin-1, an old program",
        b"From: Marc L\xe9stage <marc.lestage@exemple.fr>\nSubject: Re: caf\xe9\n\n"
        + "Ça marche aussi très bien avec une clé USB.\n\nOn Wed, Mar 3, 2027 at 10:12 AM Forum "
        "<reponse@forum.exemple.fr> wrote:\n> Une sauvegarde ?\n".encode("latin-1"),
        "Ça marche aussi très bien avec une clé USB.",
    ),
    Shape(
        "signed, nested four deep, with a logo in the signature and a screenshot attached",
        mail(
            multipart(
                "signed",
                multipart(
                    "mixed",
                    multipart(
                        "related",
                        multipart(
                            "alternative",
                            text_part(
                                "Voici ce que je vois.\n\nMarc Lestage\n[cid:logo@exemple]\nTél. : 05 56 00 00 00\n"
                            ),
                            html_part(
                                "<p>Voici ce que je vois.</p><p>Marc Lestage<br>"
                                '<img src="cid:logo@exemple"><br>Tél. : 05 56 00 00 00</p>'
                            ),
                        ),
                        image_part("logo.png", cid="logo@exemple", inline=True),
                    ),
                    image_part("ecran.png", content=PNG + b"x"),
                ),
                file_part("smime.p7s", "application/pkcs7-signature", b"0"),
            )
        ),
        "Voici ce que je vois.\n\nMarc Lestage",
        images=("ecran.png",),
    ),
    Shape(
        "nothing quoted, though it speaks of what others wrote",
        mail(
            "Bonjour,\n\nLe client m’a écrit :\nje veux un site en 3 jours, pour 200 €.\n\n"
            "J’ai répondu que non. De : 200 à 2 000 € il y a un monde -> qu’auriez-vous fait ?\n\nMarc\n",
        ),
        "Bonjour,\n\nLe client m’a écrit :\nje veux un site en 3 jours, pour 200 €.\n\n"
        "J’ai répondu que non. De : 200 à 2 000 € il y a un monde -> qu’auriez-vous fait ?\n\nMarc",
    ),
]
