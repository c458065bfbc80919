"""The questions that people ask, answered: the page of help, and what search finds of it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class HelpQuestion:
    """One question; `place` is its id on the page. `page`: the name of the address where it is done, and what its link
    says. `searched`, `comes_first`: as for a `Passage`."""

    place: str
    asked: str | Promise
    answer: str | Promise
    page: str = ""
    leads_to: str | Promise = ""
    searched: str | Promise = ""
    comes_first: bool = False


QUESTIONS = [
    HelpQuestion(
        "nothing-lost",
        _("I am afraid of erasing something."),
        _(
            "Nothing gets lost here. After almost every act you can press “Take it back”; when you "
            "can't, the page says so first. “What I did” keeps the list of everything."
        ),
    ),
    HelpQuestion(
        "happened",
        _("My page is hacked, my phone is lost: what do I do?"),
        _("Seven sheets say what to do at once, what not to do, and whom to call. Each is read in a minute."),
        "protection:sheets",
        _("What to do if"),
    ),
    HelpQuestion(
        "computers",
        _("I know nothing about computers. Can I come?"),
        _(
            "Yes. You come as you are, with your phone; if a computer is needed, we lend you one. You"
            " see first, then you try."
        ),
    ),
    HelpQuestion(
        "account",
        _("Do I need an account?"),
        _(
            "No, and no password. You sign up with your name and an e-mail or a telephone. With an "
            "e-mail, we send you a link: it opens your own space."
        ),
    ),
    HelpQuestion(
        "lost-link",
        _("I have lost my link."),
        _(
            "Look for our latest e-mail: its link opens your space. Or press “Sign in”, give your "
            "e-mail, and type the code that we send you. Without an e-mail, call your adviser. "
            "Somebody else has your link, or your telephone? Call your adviser too: they cut the link"
            " off."
        ),
    ),
    HelpQuestion(
        "free",
        _("Is it really free?"),
        _(
            "The workshops are free. Your training fund may pay for the half-day of support: to be "
            "checked together, before you say yes. A site, a listing or an advertisement has its own "
            "price: the quote tells it."
        ),
    ),
    HelpQuestion(
        "who-pays",
        _("Who pays for the half-day for me alone?"),
        _(
            "Your training fund may pay for it: FAFCEA for most heads of craft businesses. Your adviser looks at it "
            "with you, and tells you what is left for you to pay. Nothing is due without your agreement."
        ),
        searched=_("who pays, cost, price, how much, FAFCEA, OPCO, training fund, refund, left to pay"),
        comes_first=True,
    ),
    HelpQuestion(
        "cannot-come",
        _("I can't come any more. What do I do?"),
        _(
            "Open the link in our e-mail and press “Give my place back”. No need to say why: somebody"
            " who waits will have it. A half-day with your adviser: open its page and call it off, and you owe"
            " nothing for it. Without an e-mail, call your adviser."
        ),
    ),
    HelpQuestion(
        "full",
        _("The workshop is full. Is it worth waiting?"),
        _(
            "Put your name on the waiting list. As soon as a place comes free for you, we hold it and write to "
            "you: answer in time. Those who wait also help to decide the next workshops."
        ),
    ),
    HelpQuestion(
        "who-sees-quotes",
        _("Who sees my quotes?"),
        _(
            "You. Your adviser sees a quote only if you press “Show it to my adviser”, and you can "
            "take that back. Whoever sent it with an answer knows it, of course."
        ),
    ),
    HelpQuestion(
        "quote-without-account",
        _("Can you read a quote before I sign up?"),
        _(
            "Yes. Give the PDF or photos. Nobody else sees it. After 24 hours it is erased, unless you keep it in "
            "your space."
        ),
        "quotes:list",
        _("Read a quote"),
    ),
    HelpQuestion(
        "too-expensive",
        _("Is this quote too expensive?"),
        _(
            "We don't judge prices. We check the sums, say what the quote doesn't say, and prepare "
            "the questions to put. We can misread: what we found is possible, to be checked."
        ),
    ),
    HelpQuestion(
        "safe",
        _("Is what I give you safe?"),
        _(
            "We hold to the ten gestures that we show you: copies, updates, a second proof. A page says which are in "
            "place, which are to be done, and which nobody can check from here."
        ),
        "own_gestures:page",
        _("What we do ourselves"),
        searched=_("safe, safety, hacked, stolen data, where my data are"),
    ),
    HelpQuestion(
        "recommend",
        _("Can you recommend a professional?"),
        _(
            "No: the chamber recommends nobody. If you agree, it passes on your ad without your name "
            "to the association’s professionals. You choose among those who answer."
        ),
    ),
]
