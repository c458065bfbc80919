"""What isn't an answer, what is hardly readable, what stands under a text, and what must be read of it."""

import base64

from tests.community.forum.engine.mail_building import (
    Part,
    Shape,
    alternative,
    file_part,
    html_part,
    image_part,
    mail,
    multipart,
    text_part,
)

_QUOTED = "\n\nLe 03/03/2027 à 10:12, Forum a écrit :\n> Et vous ?\n"
_NOTICE = (
    "Ce message et toutes les pièces jointes sont établis à l'intention exclusive de leurs destinataires et sont "
    "confidentiels. Si vous recevez ce message par erreur, merci de le détruire."
)

SHAPES = [
    Shape(
        "a signature after two hyphens",
        mail("Oui.\n\n-- \nMarc Lestage\nPhotographe\n05 56 00 00 00\n" + _QUOTED),
        "Oui.",
    ),
    Shape("two hyphens whose space was lost", mail("Oui.\n--\nMarc Lestage\nPhotographe\n"), "Oui."),
    Shape(
        "two hyphens that set apart two halves of a long text",
        mail("Avant :\n--\n" + "\n".join(f"ligne {number} de la suite" for number in range(1, 16)) + "\n"),
        "Avant :\n--\n" + "\n".join(f"ligne {number} de la suite" for number in range(1, 16)),
    ),
    Shape(
        "contact details after a closing formula",
        mail(
            "Voyez la CNIL.\n\nBien à vous,\n\nMarc Lestage\nLestage Conseil\n12 rue des Menuts\n33000 Bordeaux\n"
            "Mob : 06 00 00 00 00\nmarc.lestage@exemple.fr\n" + _QUOTED
        ),
        "Voyez la CNIL.\n\nBien à vous,\n\nMarc Lestage",
    ),
    Shape(
        "a closing formula, then a first name and no more",
        mail("Voyez la CNIL.\n\nBonne journée,\nMarc\n" + _QUOTED),
        "Voyez la CNIL.\n\nBonne journée,\nMarc",
    ),
    Shape(
        "contact details that are the answer itself",
        mail(
            "Appelez plutôt :\n\nMaison de l'artisanat\n5 place du Marché\n33500 Libourne\n05 57 00 00 00\n"
            + _QUOTED
        ),
        "Appelez plutôt :\n\nMaison de l'artisanat\n5 place du Marché\n33500 Libourne\n05 57 00 00 00",
    ),
    Shape("a notice in French", mail(f"C'est bon pour moi.\n\n{_NOTICE}\n{_QUOTED}"), "C'est bon pour moi."),
    Shape(
        "a notice, the trees, and the antivirus",
        mail(
            f"Bien vu.\n\n{_NOTICE}\n\nPensez à l'environnement avant d'imprimer ce message.\n\n"
            "Garanti sans virus. www.avast.com\n"
        ),
        "Bien vu.",
    ),
    Shape(
        "a notice between stars, in two languages",
        mail(
            "Vendu.\n\n*****************************************\nThis message and any attachments are confidential "
            f"and intended solely for the addressees.\n\n{_NOTICE}\n*****************************************\n"
        ),
        "Vendu.",
    ),
    Shape(
        "something more under the contact details",
        mail("Oui.\n\nCordialement,\nMarc\n05 56 00 00 00\n\nPS : on se voit mardi ?\n" + _QUOTED),
        "Oui.\n\nCordialement,\nMarc\n05 56 00 00 00\n\nPS : on se voit mardi ?",
    ),
    Shape(
        "a last paragraph that only begins like a notice",
        mail(
            "Ce message d'erreur s'affiche quand le destinataire n'existe pas, et j'ai beau vider le cache du "
            "navigateur, il revient.\n" + _QUOTED
        ),
        "Ce message d'erreur s'affiche quand le destinataire n'existe pas, et j'ai beau vider le cache du "
        "navigateur, il revient.",
    ),
    Shape(
        "characters that don't show",
        mail("\ufeffBon\u200bjour\u2063 à tous\u202e\n" + _QUOTED),
        "Bonjour à tous",
    ),
    Shape("an empty answer", mail(_QUOTED), kind="empty"),
    Shape("only a telephone's signature", mail("\nEnvoyé de mon iPhone\n" + _QUOTED), kind="empty"),
    Shape(
        "only a document",
        mail(multipart("mixed", text_part(""), file_part("devis.pdf", "application/pdf"))),
        kind="empty",
    ),
    Shape(
        "a document and two photographs beside the text",
        mail(
            multipart(
                "mixed",
                text_part("Deux photos de la boutique."),
                image_part("avant.jpg"),
                file_part("devis.pdf", "application/pdf"),
                image_part("après.png"),
            )
        ),
        "Deux photos de la boutique.",
        images=("avant.jpg", "après.png"),
    ),
    Shape(
        "a telephone that puts its text in pieces around the pictures",
        mail(
            multipart(
                "mixed",
                text_part("Avant :\n"),
                image_part("1.jpg", inline=True),
                text_part("\nAprès.\n\nEnvoyé de mon iPhone"),
            )
        ),
        "Avant :\n\nAprès.",
        images=("1.jpg",),
    ),
    Shape(
        "a mail handed on as a file",
        mail(
            multipart(
                "mixed",
                text_part("Voici ce qu’on m’a répondu."),
                Part(mail("Un secret."), {"Content-Type": "message/rfc822"}),
            )
        ),
        "Voici ce qu’on m’a répondu.",
    ),
    Shape(
        "away, as the standard says",
        mail("Je suis absente.", Auto_Submitted="auto-replied"),
        kind="automatic",
    ),
    Shape("not automatic, said in so many words", mail("Présente !", Auto_Submitted="no"), "Présente !"),
    Shape("away, an old server", mail("Je suis absent.", X_Autoreply="yes"), kind="automatic"),
    Shape("away, another old server", mail("Je suis absent.", Precedence="auto_reply"), kind="automatic"),
    Shape("sent in bulk", mail("Nos offres de mars", Precedence="bulk"), kind="automatic"),
    Shape(
        "away, by the subject in French",
        mail("Retour le 15.", subject="Absence du bureau : Re: Un devis"),
        kind="automatic",
    ),
    Shape(
        "away, by the subject in English",
        mail("Back on 15.", subject="=?utf-8?Q?Out_of_Office=3A_Re=3A_Un_devis?="),
        kind="automatic",
    ),
    Shape(
        "an answer to a question about absence",
        mail("Un simple texte.", subject="Re: Absence du bureau : que dire ?"),
        "Un simple texte.",
    ),
    Shape("an empty return path", mail("Delivery has failed.", Return_Path="<>"), kind="automatic"),
    Shape("the post itself", mail("Non remis.", From="Postmaster <postmaster@exemple.fr>"), kind="automatic"),
    Shape(
        "a receipt",
        mail(
            multipart(
                "report",
                text_part("Lu."),
                text_part("x", subtype="x-notification"),
                extra="; report-type=disposition-notification",
            )
        ),
        kind="automatic",
    ),
    Shape(
        "a filter that asks whether one is human",
        mail(
            "Cliquez pour que votre message soit remis.",
            subject="Authentification requise",
            From="noreply@invitations.mailinblack.com",
        ),
        kind="automatic",
    ),
    Shape(
        "encrypted",
        mail(
            multipart(
                "encrypted",
                file_part("a.asc", "application/pgp-encrypted"),
                file_part("b.asc", "application/octet-stream"),
            )
        ),
        kind="unreadable",
    ),
    Shape(
        "encrypted within the text",
        mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"),
        kind="unreadable",
    ),
    Shape("no mail at all", b"\x00\xff\xfe\x00 nothing of a mail", kind="unreadable"),
    Shape("too large", mail("Un gros fichier.") + b"x" * 26_000_000, kind="unreadable"),
    Shape(
        "a charset that nobody knows",
        mail(Part("Été comme hiver.".encode(), {"Content-Type": "text/plain; charset=x-inconnu"})),
        "Été comme hiver.",
    ),
    Shape(
        "a charset that isn't the one it says",
        mail(Part("Été comme hiver.".encode("cp1252"), {"Content-Type": "text/plain; charset=utf-8"})),
        "Été comme hiver.",
    ),
    Shape(
        "a charset called Latin-1 that is Windows's",
        mail(Part("L’été, 12 €.".encode("cp1252"), {"Content-Type": "text/plain; charset=iso-8859-1"})),
        "L’été, 12 €.",
    ),
    Shape(
        "UTF-16",
        mail(
            Part(
                base64.encodebytes("Été.".encode("utf-16")),
                {"Content-Type": "text/plain; charset=utf-16", "Content-Transfer-Encoding": "base64"},
            )
        ),
        "Été.",
    ),
    Shape(
        "base64 that was cut short",
        mail(
            Part(
                b"T3VpLCBiaWVuIHPDu3I",
                {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "base64"},
            )
        ),
        "Oui, bien sûr",
    ),
    Shape(
        "a boundary that never closes",
        b"Content-Type: multipart/mixed; boundary=b\r\nFrom: a@exemple.fr\r\n\r\n--b\r\nContent-Type: "
        b"text/plain\r\n\r\nEncore lisible.\r\n",
        "Encore lisible.",
    ),
    Shape(
        "headers that no parser likes",
        b'From: "=?utf-8?B?????=" <<a@@b>>,,;\r\nContent-Type: text/plain;;; charset\r\nSubject: =?x?Q?=E9?=\r\n'
        b"To: undisclosed:;\r\nDate: hier\r\nMessage-ID: <>\r\n\r\nLisible quand m\xc3\xaame.\r\n",
        "Lisible quand même.",
    ),
    Shape(
        "HTML that never closes",
        mail(
            html_part(
                "<div><p>Un <b>mot<div>Un autre<table><tr><td>et <![endif]--><!-- un <blockquote type=cite>cité"
            )
        ),
        "Un mot\n\nUn autre\n\net",
    ),
    Shape(
        "three replies deep",
        mail(
            "Non.\n\nLe 03/03/2027 à 10:12, Forum a écrit :\n> Oui ?\n>\n> Le 02/03/2027 à 09:00, Inès a "
            "écrit :\n>> Non ?\n>>> Oui.\n"
        ),
        "Non.",
    ),
    Shape(
        "signed in clear",
        mail(
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nOui, sans souci.\n-----BEGIN PGP "
            "SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n"
        ),
        "Oui, sans souci.",
    ),
    Shape(
        "a picture within the text, and the logo of what is quoted",
        mail(
            multipart(
                "related",
                html_part(
                    '<div>Voyez :<br><img src="cid:ecran@1"></div><div class="gmail_quote">Le mer. 3 mars '
                    "2027 à 10:12, Forum "
                    '&lt;f@exemple.fr&gt; a écrit :<blockquote class="gmail_quote"><img '
                    'src="cid:logo@1">Où ?</blockquote></div>'
                ),
                image_part("ecran.png", cid="ecran@1", inline=True),
                image_part("logo.png", cid="logo@1", inline=True),
            )
        ),
        "Voyez :",
        images=("ecran.png",),
    ),
    Shape(
        "a list, a link, code and a table",
        mail(
            html_part(
                "<p>Il faut :</p><ul><li>un nom</li><li>un <a href='https://exemple.fr/hote'>hôte</a></li></ul>"
                "<pre>ls -l\n  cd ..</pre><table><tr><td>2026</td><td>12 "
                "€</td></tr><tr><td>2027</td><td>14 €</td></tr></table>"
                "<script>alert(1)</script><style>p{}</style><p onclick='x()'>Voilà&nbsp;!</p>"
            )
        ),
        "Il faut :\n\n- un nom\n- un hôte (https://exemple.fr/hote)\n\nls -l\n  cd ..\n\n2026 12 €\n2027 "
        "14 €\n\nVoilà\u00a0!",
    ),
    Shape(
        "an indented paragraph of one's own",
        mail(
            html_part(
                '<div>La règle :</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px">un '
                "mot par jour</blockquote>"
            )
        ),
        "La règle :\n\nun mot par jour",
    ),
    Shape(
        "both writings, of which the plain one is blank",
        alternative(" \n", "<p>Tout est dans l’autre.</p>"),
        "Tout est dans l’autre.",
    ),
]
