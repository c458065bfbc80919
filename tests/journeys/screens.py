"""The screens of the trip: what a person can do on each, and what they read there."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.journeys.walker import Walker

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Screen:
    """A screen in front of somebody."""

    walker: Walker

    def find(self, css: str, text: str | re.Pattern[str] = "") -> Locator:
        found = self.walker.page.locator(f"main {css}")
        return found.filter(has_text=text) if text else found

    @property
    def text(self) -> str:
        return self.walker.page.locator("main").inner_text()

    @property
    def number(self) -> int:
        """The number in the address: that of the session, of the sign-up, of the project..."""
        found = re.search(r"/(\d+)/", self.walker.page.url)
        assert found, f"no number in {self.walker.page.url}"
        return int(found[1])

    def submit(self) -> None:
        """The main button of the page's form."""
        self.walker.press(self.find("form.form button.btn[type=submit]:not(.quiet)").first)

    def toast(self) -> Locator:
        return self.walker.page.locator(".toasts")


def enter_as(walker: Walker, role: str) -> None:
    """Take a role of the demonstration."""
    walker.open("/demonstration/")
    walker.press(walker.page.locator(f"form[action='/demonstration/{role}/'] button:not([name])"))


class RelayDesk(Screen):
    """What a town hall finds: its link, its poster, what it brought."""

    @property
    def link(self) -> str:
        return self.find("a[href*='/r/']").first.get_attribute("href") or ""

    def poster(self) -> tuple[str, bytes]:
        return self.walker.fetch(self.find("a[href$='/affiche-a4.pdf']"))

    def brought(self) -> tuple[int, int]:
        """Openings of the link, sign-ups through it."""
        openings, sign_ups = (figure(each) for each in self.find(".facts dd").all()[:2])
        return openings, sign_ups


class Workshops(Screen):
    """The list of workshops, from a town hall's link or from a commune."""

    def search_elsewhere(self) -> None:
        self.walker.press(self.find("a.btn[href^='/ateliers/?'], a.btn[href='/ateliers/']"))

    def near(self, commune: str) -> None:
        self.walker.write(self.find("input[name=commune]"), commune)
        self.walker.press(self.find("form:has(#id_commune) button").first)

    def distances(self) -> list[tuple[str, int]]:
        """(where, kilometres by road) in the order of the list, page after page; then back on the first."""
        cards, first, following = list[str](), self.walker.page.url, self.find(".pages a", "suivante")
        cards += [card.inner_text() for card in self.find("tbody tr").all()]
        while following.count():
            self.walker.press(following.first)
            cards += [card.inner_text() for card in self.find("tbody tr").all()]
        if self.walker.page.url != first:
            self.walker.page.goto(first)
        return [
            (card, int(found[1]) if (found := re.search(r"(\d+)(?:,\d+)?\s*km", card)) else 0)
            for card in cards
        ]

    def choose(self, session: int) -> None:
        self.walker.press(self.find(f"tbody a[href^='/ateliers/{session}/']"))

    def choose_first_free(self) -> None:
        self.walker.press(self.find("tbody tr:has(.state.ok) a").first)


class SignUp(Screen):
    """The form of a workshop, five fields of which three are to fill."""

    @property
    def fields(self) -> int:
        return (
            self.find("form")
            .locator(
                "input:not([type=hidden], [aria-hidden=true] *):visible, select:visible, textarea:visible"
            )
            .count()
        )

    def fill(self, name: str, mail: str, commune: str, trade: str) -> None:
        write = self.walker.write
        write(self.find("input[name=name]"), name)
        write(self.find("input[name=contact]"), mail)
        write(self.find("input[name=commune]"), commune)
        write(self.find("input[name=trade]"), trade)
        self.walker.tick(self.find("input[name=may_contact]"))
        self.submit()


class Place(Screen):
    """One's own sign-up."""

    def is_seated(self) -> bool:
        return self.find(".notice.ok").count() == 1

    def is_waiting(self) -> bool:
        return self.find(".notice.ask").count() == 1

    def calendar(self) -> tuple[str, bytes]:
        return self.walker.fetch(self.find("a[href$='/agenda.ics']"))

    def give_back(self) -> None:
        self.walker.press(self.find("form[action$='/annuler/'] button"))

    def accept(self) -> None:
        self.walker.press(self.find("form[action$='/accepter/'] button"))

    def take_back(self) -> None:
        """The means to undo that the page offers after the act."""
        self.walker.press(self.toast().locator("button"))


class Planning(Screen):
    """The adviser plans a session."""

    def plan(self, theme: str, venue: str, on: str, places: int) -> None:
        walker = self.walker
        walker.open(f"/seances/nouvelle/?theme={theme}")
        option = self.find("select[name=venue] option", venue)
        walker.select(self.find("select[name=venue]"), option.first.get_attribute("value") or "")
        walker.write_day(self.find("input[name=on]"), on)
        walker.write(self.find("input[name=capacity]"), str(places))
        self.submit()


class SessionDesk(Screen):
    """One session on the day."""

    def sheet(self) -> tuple[str, bytes]:
        return self.walker.fetch(self.find("a[href$='/emargement.pdf']"))

    def row(self, name: str) -> Locator:
        return self.find("tr", name)

    def mark_present(self, name: str) -> None:
        """With scripts the page changes in part; without, it comes back whole."""
        self.walker.unfold(self.row(name).locator("button[value=yes]"))
        expect(self.row(name).locator(".state.ok")).to_be_visible()
        self.walker.arrive()

    def questionnaire(self) -> str:
        """The address that the square leads to."""
        self.walker.press(self.find("a[href$='/questionnaire/']"))
        return self.find("strong.nowrap").inner_text()


class Questionnaire(Screen):
    """The end of a workshop, on a phone."""

    def answer(self, useful: str, half_day: str, name: str, mail: str) -> None:
        walker = self.walker
        walker.choose(self.find("input[name=useful]"), useful)
        walker.tick(self.find("input[name=themes]").first)
        walker.choose(self.find("input[name=half_day]"), half_day)
        walker.write(self.find("input[name=name]"), name)
        walker.write(self.find("input[name=contact]"), mail)
        self.submit()


class Support(Screen):
    """The requests for a half-day, and the half-day itself."""

    def book(self, name: str, place: str) -> None:
        """The first day that is proposed, elsewhere than the register says."""
        self.walker.press(self.find("a.btn[href*='/demandes/']", name))
        folded = self.find("summary", "Ailleurs")
        if folded.count():
            self.walker.unfold(folded)
        self.walker.write(self.find("textarea[name=elsewhere]"), place)
        self.walker.press(self.find("button[name=half_day]").first)

    def report(self, outcome: str, report: str, next_step: str) -> None:
        self.walker.press(self.find("a[href$='/compte-rendu/']"))
        self.walker.write(self.find("textarea[name=report]"), report)
        self.walker.write(self.find("textarea[name=next_step]"), next_step)
        self.walker.press(self.find(f"button[name=outcome][value={outcome}]"))


class Brief(Screen):
    """A project in plain words: one question a screen, the whole, the page to take away, the ad."""

    def start(self, outcome: str, trade: str) -> None:
        self.walker.press(self.find("a[href='/projet/commencer/']"))
        self.walker.choose(self.find("input[name=outcome]"), outcome)
        self.walker.write(self.find("input[name=trade]"), trade)
        self.submit()

    def answer_all(self, words: dict[str, str]) -> int:
        """The first ready answer everywhere, with words of one's own where `words` has some, or where nothing else
        answers; how many there were."""
        asked = 0
        while found := re.search(r"/question/([^/]+)/", self.walker.page.url):
            ready = self.find("input[name=answer]")
            if ready.count() == 0:
                self.walker.write(self.find("textarea[name=words]"), words.get(found[1], "Sur mesure, ici"))
            else:
                self.walker.choose(ready, ready.first.input_value())
            if ready.count() and found[1] in words:
                self.walker.unfold(self.find("form summary"))
                self.walker.write(self.find("textarea[name=words]"), words[found[1]])
            self.submit()
            asked += 1
        return asked

    def give_budget(self, low: str, high: str) -> None:
        """On its own screen, at which the questions arrive."""
        self.walker.write(self.find("input[name=low]"), low)
        self.walker.write(self.find("input[name=high]"), high)
        self.submit()

    def score(self) -> int:
        return figure(self.find("p:has(> .tiny) > b").first)

    def read_on_one_page(self) -> None:
        self.walker.press(self.find("a[href$='/apercu/']"))

    def pdf(self) -> tuple[str, bytes]:
        return self.walker.fetch(self.find("a[href$='/projet.pdf']"))

    def declare_ready(self) -> None:
        self.walker.press(self.find("form[action$='/pret/'] button"))

    def see_without_name(self) -> None:
        self.walker.press(self.find("a[href$='/annonce/']"))

    def pass_on(self) -> None:
        self.walker.tick(self.find("input[name=agreed]"))
        self.submit()


class Queue(Screen):
    """What waits for the moderators."""

    def read(self, title: str) -> None:
        """Open the latest thing of this title: the oldest stand first, so it is on the last page."""
        self.walker.open("/moderation/?page=99")
        self.walker.press(self.find("tbody th a", title).last)

    def accept(self) -> None:
        self.walker.press(self.find("button[name=decision][value=accept]"))


class Thread(Screen):
    """What an artisan and a member write to one another."""

    def write(self, text: str) -> None:
        self.walker.write(self.find("textarea[name=text]"), text)
        self.submit()


class Ads(Screen):
    """The ads as the members of the association see them."""

    def look_for(self, words: str) -> None:
        self.walker.open(f"/annonces/?mots={words}")

    def read(self, ad: int) -> None:
        self.walker.press(self.find(f"a[href='/annonces/{ad}/']"))

    def answer(self, message: str, name: str, content: bytes) -> None:
        self.walker.write(self.find("textarea[name=message]"), message)
        self.walker.give_file(self.find("input[name=quote]"), name, content)
        self.submit()


class Quote(Screen):
    """A quote, decoded."""

    def have_it_read(self) -> None:
        self.walker.press(self.find("form[action$='/lire/'] button"))

    def look_now(self) -> None:
        """The page comes by itself: in two seconds with scripts, in ten without."""
        expect(self.find("a[href$='/original/']")).to_be_visible(timeout=20_000)
        self.walker.arrive()

    def see_on_the_page_and_back(self) -> None:
        """From a line to its frame on the picture of the page, and from the frame to the line."""
        page = self.walker.page
        self.walker.unfold(self.find("tbody a[href^='#f-line']").first)
        expect(page.locator("a.frame:focus")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator("tr:focus")).to_have_count(1)

    def correct_first_amount(self, amount: str) -> None:
        self.walker.press(self.find("tbody a[href*='/corriger/line']").first)
        self.walker.write(self.find("input[name=net_amount]"), amount)
        self.submit()

    def take_back(self) -> None:
        """The means to undo that the page offers after the act."""
        self.walker.press(self.toast().locator("button"))

    def see_questions(self) -> None:
        self.walker.press(self.find("a[href$='/questions/']"))


class Figures(Screen):
    """The public figures."""

    def totals(self) -> list[int]:
        """Reached, registered, attended, supported."""
        self.walker.open("/chiffres/")
        return [figure(each) for each in self.find("aside .rows b.num").all()]


def figure(place: Locator) -> int:
    """A number as it is printed, with its narrow spaces."""
    return int(re.sub(r"\D", "", place.inner_text()) or 0)
