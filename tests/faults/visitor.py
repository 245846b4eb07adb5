"""A browser without a screen: cookies, forms, redirects, over a real connection; everything goes to the log first."""

from __future__ import annotations

import copy
import http.client
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from lxml import html

from icms.demo import PASSWORD
from tests.faults.log import Log

SECONDS = 60.0
Fields = Sequence[tuple[str, str]]
Sent = tuple[str, str, bytes]  # field, file name, content


class NoAnswer(Exception):
    """The connection broke, or the answer took too long: the client was told nothing."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def location(self) -> str:
        """Where it sends the browser, without scheme and host; "" where it does not."""
        parts = urlsplit(self.headers.get("location", ""))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self, action: str) -> dict[str, str]:
        """The fields of the form with this in its address, as they are filled in when the page opens."""
        for form in html.fromstring(self.body).forms:
            if action in (form.get("action") or ""):
                return {name: value for name, value in form.form_values() if isinstance(value, str)}
        raise AssertionError(f"no form to {action} on {self.path} ({self.status}): {self.text[:2000]}")

    def words(self) -> str:
        """What a person reads in the main part of the page."""
        main = html.fromstring(self.body).xpath("//main|//body") if self.body else []
        return " ".join(" ".join(main[0].itertext()).split()) if main else self.text


class Visitor:
    """Somebody with a browser of his own. `who` stands in the log."""

    def __init__(self, url: str, log: Log, who: str) -> None:
        self.url = url
        self.host = urlsplit(url).netloc
        self.log = log
        self.who = who
        self.seconds = SECONDS
        self._cookies: dict[str, str] = {}

    def sign_in(self) -> Self:
        """Through the portal's own page."""
        page = self.get("/account/login/")
        fields = {**page.form("/account/login/"), "login": self.who, "password": PASSWORD}
        answer = self.post("/account/login/", fields)
        assert answer.status == 302, answer.words()[:500]
        return self

    def window(self) -> Self:
        """The same person, signed in, in another browser: from here on each is told on his own."""
        other = copy.copy(self)
        other._cookies = dict(self._cookies)
        return other

    def get(self, path: str, **headers: str) -> Answer:
        """One page; redirects are not followed."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str] | Fields, **headers: str) -> Answer:
        """A form without files. `fields` may repeat a name when they are pairs."""
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
        body = urlencode(pairs).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def send(self, path: str, fields: Mapping[str, str], files: Iterable[Sent], **headers: str) -> Answer:
        """A form with files."""
        return self.send_body(path, *multipart(fields, files), **headers)

    def send_body(self, path: str, kind: str, body: bytes, **headers: str) -> Answer:
        """A form that has been written out already; `kind` is its content type."""
        return self._ask("POST", path, body, {"Content-Type": kind, **headers})

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        self.log.write("asks", who=self.who, method=method, path=path, bytes=len(body or b""))
        line = http.client.HTTPConnection(self.host, timeout=self.seconds)
        cookies = self.cookies
        try:
            line.request(method, path, body, {**headers, **({"Cookie": cookies} if cookies else {})})
            raw = line.getresponse()
            answer = Answer(raw.status, path, {k.lower(): v for k, v in raw.getheaders()}, raw.read())
            self._remember(raw.msg.get_all("Set-Cookie") or [])
        except (OSError, http.client.HTTPException) as error:
            self.log.write("no answer", who=self.who, method=method, path=path, why=repr(error))
            raise NoAnswer(f"{method} {path}: {error!r}") from error
        finally:
            line.close()
        self.log.write(
            "answered", who=self.who, method=method, path=path, status=answer.status, to=answer.location
        )
        return answer

    @property
    def cookies(self) -> str:
        """The header that its browser sends."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _remember(self, cookies: Iterable[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            if value.strip('" '):
                self._cookies[name.strip()] = value.strip()
            else:
                self._cookies.pop(name.strip(), None)


def multipart(fields: Mapping[str, str], files: Iterable[Sent]) -> tuple[str, bytes]:
    """The content type and the body of a form with files."""
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for field, name, content in files:
        head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
        kind = "application/pdf" if name.endswith(".pdf") else "text/xml"
        parts.append(f"--{edge}\r\n{head}\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n")
    return f"multipart/form-data; boundary={edge}", b"".join([*parts, f"--{edge}--\r\n".encode()])


def answers(url: str) -> bool:
    """Whether a web server answers there, and its first page does not break."""
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        line.request("GET", "/")
        return line.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
