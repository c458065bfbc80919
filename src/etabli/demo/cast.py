"""Who plays in the demonstration. Everyone is invented; addresses use a domain that can't exist."""

from dataclasses import dataclass

ARTISAN = "artisan@demo.invalid"


@dataclass(frozen=True)
class Player:
    """A user of the demonstration."""

    email: str
    name: str


CAST = {
    "adviser": Player("conseillere@demo.invalid", "Camille R."),
    "manager": Player("direction@demo.invalid", "La direction"),
    "member": Player("adherent@demo.invalid", "Studio des Quinconces"),
    "relay": Player("mairie@demo.invalid", "Le secrétariat de mairie"),
    "moderator": Player("moderation@demo.invalid", "La modération"),
    "board": Player("conseillere-et-ca@demo.invalid", "Dominique L."),
}
