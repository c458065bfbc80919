"""A mailbox on the loopback, that behaves as a test asks: the part of IMAP (RFC 3501) that we speak, in threads."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from etabli.foundation.notify.imap import MailboxAddress
from tests.certificates import Certificate

ANSWERED, FLAGGED, SEEN = r"\Answered", r"\Flagged", r"\Seen"
PASSWORD = 'a "good" one'


@dataclass
class ImapOffice:
    """`mails` and their `flags` by UID. `hang_up_at`: the commands ("LOGIN", "FETCH"...) at which the line is cut, once
    each; `answers`: what is said once instead of doing a command. `commands`: all that was asked, but the password."""

    port: int = 0
    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    hang_up_at: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def bring(self, *mails: bytes) -> list[int]:
        """Put these in the box; gives their numbers."""
        uids = list(range(len(self.mails) + 101, len(self.mails) + 101 + len(mails)))
        self.mails.update(zip(uids, mails, strict=True))
        self.flags.update({uid: set() for uid in uids})
        return uids

    def address(self, **changes: object) -> MailboxAddress:
        given = {
            "host": "127.0.0.1",
            "port": self.port,
            "user": "repondre",
            "password": PASSWORD,
            "folder": "INBOX",
            "has_tls": False,
        }
        return MailboxAddress(**{**given, **changes})  # type: ignore[arg-type]  # as a test gives them

    def fetched(self, uid: int) -> list[str]:
        return [
            command for command in self.commands if command.startswith(f"FETCH {uid} ") and "BODY" in command
        ]

    def waiting(self) -> list[int]:
        return [uid for uid in sorted(self.mails) if not self.flags[uid] & {ANSWERED, FLAGGED}]


class _Session(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self._say("* OK [CAPABILITY IMAP4rev1] ready")
        with suppress(ConnectionError):  # whoever asked is gone
            self._converse()

    def _converse(self) -> None:
        while line := self.rfile.readline():
            tag, _space, rest = line.decode(errors="replace").strip().partition(" ")
            command, _space, arguments = rest.partition(" ")
            if command.upper() == "UID":
                command, _space, arguments = arguments.partition(" ")
            if not self._obey(tag, command.upper(), arguments):
                return

    def _obey(self, tag: str, command: str, arguments: str) -> bool:
        office = self.server.office
        with office.lock:
            office.commands.append("LOGIN" if command == "LOGIN" else f"{command} {arguments}")
            if command in office.hang_up_at:
                office.hang_up_at.remove(command)
                return False
            answer = office.answers.pop(command, "") or self._do(command, arguments)
        self._say(f"{tag} {answer}")
        return command != "LOGOUT"

    def _do(self, command: str, arguments: str) -> str:
        if command == "LOGIN":
            wanted = PASSWORD.replace('"', r"\"")
            return "OK in" if arguments == f'repondre "{wanted}"' else "NO [AUTHENTICATIONFAILED] not you"
        if command == "SELECT" and arguments != '"INBOX"':
            return "NO no such folder"
        if command == "SEARCH":
            self._say(f"* SEARCH {' '.join(map(str, self._chosen(arguments)))}".rstrip())
        elif command == "FETCH":
            self._fetch(arguments)
        elif command == "STORE":
            uid, _space, flags = arguments.partition(" +FLAGS.SILENT ")
            self.server.office.flags[int(uid)].update(flags.strip("()").split())
        elif command == "SELECT":
            self._say(f"* {len(self.server.office.mails)} EXISTS")
        elif command == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def _chosen(self, criteria: str) -> list[int]:
        office, chosen = self.server.office, []
        for uid in office.mails:
            flags = {flag.removeprefix("\\").upper() for flag in office.flags[uid]}
            unlike = [word for word in criteria.split() if word.startswith("UN") and word[2:] in flags]
            missing = [word for word in criteria.split() if not word.startswith("UN") and word not in flags]
            if not unlike and not missing:
                chosen.append(uid)
        return chosen

    def _fetch(self, arguments: str) -> None:
        number, _space, what = arguments.partition(" ")
        mail = self.server.office.mails.get(int(number))
        if mail is None:
            return
        if "SIZE" in what:
            self._say(f"* 1 FETCH (UID {number} RFC822.SIZE {len(mail)})")
            return
        most = int(what.partition("<0.")[2].partition(">")[0])
        given = mail[:most]
        self.wfile.write(b"* 1 FETCH (UID %s BODY[]<0> {%d}\r\n" % (number.encode(), len(given)))
        self.wfile.write(given + b")\r\n")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    office: ImapOffice


@contextmanager
def imap_office(certificate: Certificate | None = None) -> Iterator[ImapOffice]:
    """The server, listening until the end of the block; over TLS with this certificate, where one is given."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        if certificate is not None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate.certificate, certificate.key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.office = ImapOffice(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.office
        finally:
            server.shutdown()
            thread.join()
