"""The words of a reading: what a finding is called, and what to ask the supplier about it.

A finding without an entry here keeps its own message, and gives no question.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ARITHMETIC = frozenset(
    {
        "line-arithmetic", "line-unread", "line-doubt", "lines-total", "lines-unread", "lines-gross",
        "totals", "total-unread", "total-part-unread", "tax-unsaid", "vat", "total-disputed",
        "reread-line", "reread-lines", "reread-totals", "reread-vat", "reread-tax", "mislabelled",
        "deposit-share", "discount-share", "section-total", "vat-share",
    }
)  # fmt: skip
# A finding on a silence says nothing more once the brief asks about the same need.
SAID_BY_NEED = {
    "domain-silent": "domain-owner", "rights-silent": "copyright", "exit-silent": "handover",
    "accessibility-silent": "accessibility", "social-silent": "social-pages",
}  # fmt: skip
# What binds for years, or is lost when one leaves: before a number that is wrong or missing.
BINDING_OR_LOST = frozenset({"rental", "domain-kept", "domain-unclear", "files-kept", "commitment"})
WRONG = frozenset(
    {"line-arithmetic", "lines-total", "totals", "vat"}
)  # figures were read, and don't come out
SAID_BY_BRIEF = frozenset({"substance-silent", "left-out"})  # nor do these once any brief is compared

# What the quote's own words make of a need that it doesn't simply offer.
SAID: dict[str, str | Promise] = {
    "excluded": _("The quote says that it isn't included: “%(text)s”"),
    "from_client": _("The quote expects it of you: “%(text)s”"),
    "optional": _("The quote has it as an option: “%(text)s”"),
}
TITLES: dict[str, str | Promise] = {
    "rental": _("It may be a rental"),
    "page-differs": _("The file says two things"),
    "delivery-report": _("Don't sign that it is delivered yet"),
    "withdrawal": _("You may have time to change your mind"),
    "withdrawal-papers": _("The papers that must be left with you"),
    "main-activity": _("A website isn't your trade"),
    "linked-contracts": _("Two contracts, one fate"),
    "counter-arguments": _("What the supplier may answer"),
    "commitment": _("This binds you for a time"),
    "renewal": _("It renews by itself"),
    "recurring": _("This comes back"),
    "yearly-cost": _("What comes back each year"),
    "revision": _("The price may change"),
    "siret-invalid": _("The supplier's number seems wrong"),
    "siret-missing": _("The supplier's number is missing"),
    "vat-id-invalid": _("The VAT number seems wrong"),
    "iban-invalid": _("The account number (IBAN) seems wrong"),
    "not-a-quote": _("This document doesn't look like a quote"),
    "kind": _("Is this really a quote?"),
    "hidden-text": _("Some of its text can't be seen"),
    "hidden-layer": _("Its hidden text says something else"),
    "hidden-layer-alone": _("A page was read by its hidden text"),
    "photo-poor": _("We could not read this photo well: we conclude nothing from it"),
    "total-disputed": _("A total to read again"),
    "page-unread": _("A page wasn't read"),
    "legal-form": _("Who is the supplier?"),
    "company-mentions": _("What a company must also print"),
    "bill-mentions": _("What an invoice must also print"),
    "vat-exempt": _("No VAT is charged"),
    "vat-unsaid": _("Nothing is said of VAT"),
    "vat-twofold": _("VAT or no VAT?"),
    "deposit": _("A large deposit"),
    "payment-delay": _("A long delay for payment"),
    "payment-unsaid": _("When to pay isn't said"),
    "indemnity": _("The indemnity for late payment"),
    "validity-over": _("The quote may no longer hold"),
    "validity-before-issue": _("The dates don't agree"),
    "validity-undated": _("Until when does it hold?"),
    "currency": _("The amounts aren't in euros"),
    "mislabelled": _("A total has a wrong name"),
    "doubt": _("What we aren't sure of"),
    **dict.fromkeys(
        (
            "reread-line",
            "reread-lines",
            "reread-totals",
            "reread-vat",
            "reread-tax",
            "reread-siret",
            "reread-vat-id",
            "reread-iban",
            "reread-mentions",
            "reread-commitment",
        ),
        _("Did we read this right?"),
    ),
    "practice": _("What a good quote also says"),
    "domain-kept": _("The domain name would stay theirs"),
    "domain-unclear": _("Is the domain name in your name?"),
    "files-kept": _("The site or its files would stay theirs"),
    "files-unclear": _("What will be yours?"),
    "domain-silent": _("Whose will the domain name be?"),
    "rights-silent": _("Whose will the texts and pictures be?"),
    "exit-silent": _("And if you leave?"),
    "accessibility-silent": _("Can everyone use your shop?"),
    "social-silent": _("Who holds the social accounts?"),
    "left-out": _("What isn't included"),
    "substance-silent": _("What else isn't said"),
}

QUESTIONS: dict[str, str | Promise] = {
    "line-arithmetic": _("One line doesn't add up: can you check it and send me the quote again?"),
    "lines-total": _("The lines don't make the total: what is missing, or what is counted twice?"),
    "totals": _("The total doesn't add up: can you check it and send me the quote again?"),
    "vat": _("The VAT doesn't add up: can you check it?"),
    "currency": _("How much will I pay in euros, and who bears the exchange?"),
    "mislabelled": _("One of your totals bears a wrong name: can you correct it?"),
    "tax-unsaid": _("Is this total with or without VAT?"),
    "page-differs": _("Your page and the data attached to the file don't agree: which is right?"),
    "rental": _("Is this a rental? Who will I pay, for how long, and what is mine at the end?"),
    "delivery-report": _("May I try everything before I sign that it is delivered?"),
    "commitment": _("How can I stop before the end, and what would it cost?"),
    "renewal": _("By what date must I write to you so that it doesn't renew?"),
    "revision": _("By how much may the price change, and when?"),
    "siret-invalid": _("Can you give me your right SIRET number?"),
    "siret-missing": _("What is your SIRET number?"),
    "vat-id-invalid": _("Can you give me your right VAT number?"),
    "iban-invalid": _("The account number (IBAN) seems to hold a mistake: can you give me the right one?"),
    "kind": _("Is this document a quote, an order or an invoice?"),
    "hidden-text": _("Your file holds text that can't be seen on the page: what does it say?"),
    "hidden-layer": _("Your file holds text that can't be seen on the page: what does it say?"),
    "legal-form": _("Are you a company or a sole trader, and under which name?"),
    "company-mentions": _("Can you complete your company's details on the quote?"),
    "vat-unsaid": _("Do you charge VAT, and at which rate?"),
    "vat-twofold": _("Do you charge VAT or not?"),
    "deposit": _("Can we pay by stages, with a smaller deposit?"),
    "payment-delay": _("Why such a delay for payment?"),
    "payment-unsaid": _("When do I pay, and is there a deposit?"),
    "validity-over": _("Does your quote still hold at this price?"),
    "validity-undated": _("Until what day does your quote hold?"),
    "line-unread": _("What does each line cost, and what is included?"),
    "domain-kept": _("Can the domain name be registered in my name, and can you write it in the quote?"),
    "domain-unclear": _("In whose name will the domain name be registered?"),
    "files-kept": _("If I stop, what do you leave me of the site, its files and its designs?"),
    "files-unclear": _("Of the site, its files and its designs, what will be mine?"),
    "domain-silent": _("Will the domain name be registered in my name, and can you transfer it if we stop?"),
    "rights-silent": _("Which rights on the texts, pictures and designs do I get, written in the quote?"),
    "exit-silent": _("If I stop, do you give me the logins, the files and the database?"),
    "accessibility-silent": _("Will the shop be usable by all, and who checks it?"),
    "social-silent": _(
        "Whose is the account, what do you publish and how often, and is the ad budget apart?"
    ),
    "left-out": _("What would it cost to add what isn't included, or who sees to it?"),
    "substance-silent": _("What is included, and what stays mine to do: texts, photos, backups, notices?"),
}

ORDER_EXPLANATION = _(
    "The order was drawn by lot, once and for all: neither prices nor dates change it. Quotes that came with answers "
    "to an ad keep the draw of the ad."
)


def need_key(need_id: str) -> str:
    """How a need of a brief is called among the findings on a quote."""
    return f"need:{need_id}"
