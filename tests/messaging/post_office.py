"""A mail server of the suite's own: it speaks SMTP on a real socket, keeps what it takes, and has bad days."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.core.mail import send_mail

from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from icms.lib import clock
from messaging.models import Mail

TO = "chan@firm.example"
# Longer than any mail server is left alone.
LATER = timedelta(minutes=20)


class Dialogue(socketserver.StreamRequestHandler):
    """One connection, as RFC 5321 has it, as far as the portal goes."""

    server: PostOffice

    def handle(self) -> None:
        self.server.connections += 1
        self.say(self.server.greeting)
        if not self.server.greeting.startswith("2"):
            return
        sender = recipient = ""
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            verb, rest = line[:4].upper(), line.partition(":")[2]
            self.server.verbs.append(verb)
            time.sleep(self.server.slowness)
            if verb == "EHLO":
                self.say("250-post-office", "250-8BITMIME", "250 AUTH PLAIN")
            elif verb == "AUTH":
                self.server.sign_ins.append(line)
                self.say("235 welcome")
            elif verb == "MAIL":
                sender = rest.split(">")[0].strip("<")
                self.say("250 ok")
            elif verb == "RCPT":
                recipient = rest.strip("<>")
                self.say(self.server.refusals.get(recipient, "250 ok"))
            elif verb == "DATA":
                self.take(sender, recipient)
            else:
                self.say("221 bye")
                return

    def take(self, sender: str, recipient: str) -> None:
        self.say("354 go on")
        data = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            data += line.removeprefix(b".") if line.startswith(b"..") else line
        if self.server.answers.startswith("250"):
            self.server.taken.append((sender, recipient, data))
        self.server.before_answer()
        self.say(self.server.answers)

    def say(self, *lines: str) -> None:
        if lines != ("",):
            self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """The server's behaviour is in its attributes; a test changes them as it goes."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Dialogue)
        self.greeting, self.answers, self.slowness = "220 post-office", "250 taken", 0.0
        self.refusals: dict[str, str] = {}
        self.before_answer: Callable[[], None] = lambda: None
        self.taken: list[tuple[str, str, bytes]] = []
        self.verbs: list[str] = []
        self.sign_ins: list[str] = []
        self.connections = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def recipients(self) -> list[str]:
        return [recipient for _sender, recipient, _data in self.taken]

    @property
    def mails(self) -> list[EmailMessage]:
        parsed = [message_from_bytes(data, policy=policy.default) for _sender, _recipient, data in self.taken]
        return [mail for mail in parsed if isinstance(mail, EmailMessage)]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone is part of the tests."""


@contextmanager
def open_office(port: int = 0) -> Iterator[PostOffice]:
    """A post office on a port that the kernel gives, or on a given one; closed at the end of the block."""
    office = PostOffice(port)
    thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        office.shutdown()
        office.server_close()
        thread.join()


def write(
    *to: str, subject: str = "Your account", text: str = "http://localhost/activate/secret-token/"
) -> None:
    send_mail(subject, text, None, list(to) or [TO])


def work(after: timedelta = timedelta(0)) -> int:
    """What the workers do once so much time has passed for whatever waits."""
    OutboxJob.objects.filter(done_at=None).update(due_at=clock.now() - timedelta(seconds=1))
    if after:
        Mail.objects.exclude(rest_until=None).update(rest_until=None)
    return outbox.drain()
