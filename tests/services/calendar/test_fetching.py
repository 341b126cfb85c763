"""An address that somebody typed is fetched by one module, and only where it is public (reliability.md R13)."""

import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from incubator.errors import Refused
from services.calendar import fetching

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"


def certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(names, critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    plain = serialization.NoEncryption()
    text = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    text += key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "server.pem"
    path.write_bytes(text)
    return path


@contextmanager
def server(folder, answer):
    """A real server on this machine, which speaks TLS and counts who came."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Silent."""

    path = certificate(folder)
    listening = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{listening.server_port}", seen, path
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def calendar(_path):
    return 200, {"Content-Type": "text/calendar; charset=utf-8"}, CALENDAR


@pytest.fixture
def trusting(monkeypatch):
    """The control: without the look at addresses, the same server is read."""
    monkeypatch.setattr(fetching, "is_public", lambda address: True)


def test_a_server_of_the_house_is_refused_before_it_is_spoken_to(tmp_path, monkeypatch):
    with server(tmp_path, calendar) as (url, seen, path):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        with pytest.raises(Refused):
            fetching.fetch(f"{url}/mine.ics")
        assert seen == []


def test_without_the_look_at_addresses_the_same_server_is_read(tmp_path, monkeypatch, trusting):
    with server(tmp_path, calendar) as (url, seen, path):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        assert fetching.fetch(f"{url}/mine.ics?key=1") == CALENDAR
        assert seen == ["/mine.ics?key=1"]


def test_each_step_of_a_redirection_is_looked_at(tmp_path, monkeypatch):
    """The first answer comes, as if its address were public; where it leads is not."""
    looked = []
    monkeypatch.setattr(fetching, "is_public", lambda address: not looked.append(address) and len(looked) == 1)
    with server(tmp_path, lambda path: (302, {"Location": "https://127.0.0.1/inner"}, b"")) as (url, seen, path):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        here = lambda host, port, *a, **k: [(2, 1, 6, "", ("127.0.0.1", port))]  # noqa: E731
        monkeypatch.setattr(fetching.socket, "getaddrinfo", here)
        with pytest.raises(Refused):
            fetching.fetch(f"{url}/mine.ics")
        assert seen == ["/mine.ics"]


def test_the_name_is_asked_once_and_the_connection_goes_where_it_pointed(tmp_path, monkeypatch, trusting):
    """A name that answers otherwise the second time gains nothing."""
    asked = []
    with server(tmp_path, calendar) as (url, _seen, path):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        real = fetching.socket.getaddrinfo

        def once(host, port, *args, **kwargs):
            if host == "localhost":
                asked.append(host)
                return [(2, 1, 6, "", ("127.0.0.1", port))]
            return real(host, port, *args, **kwargs)

        monkeypatch.setattr(fetching.socket, "getaddrinfo", once)
        fetching.fetch(f"{url}/mine.ics")
    assert asked == ["localhost"]


@pytest.mark.parametrize(
    "answer",
    [
        (200, {"Content-Type": "text/html"}, b"<p>"),
        (404, {"Content-Type": "text/calendar"}, b""),
        (200, {"Content-Type": "text/calendar"}, b"x" * 1_000_001),
        (302, {"Location": "/again"}, b""),
        (302, {"Location": "http://localhost/plain"}, b""),
        (302, {"Location": "file:///etc/passwd"}, b""),
    ],
    ids=["a page", "gone", "too large", "round and round", "not secure", "a file"],
)
def test_what_is_no_calendar_is_told_in_words(tmp_path, monkeypatch, trusting, answer):
    with server(tmp_path, lambda path: answer) as (url, _seen, path):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        with pytest.raises(Refused) as refusal:
            fetching.fetch(f"{url}/mine.ics")
    assert str(refusal.value)


def test_a_server_that_drips_is_cut(tmp_path, monkeypatch, trusting):
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.5)
    gone = threading.Event()

    def drip(path):
        gone.wait(3)
        return 200, {}, b""

    with server(tmp_path, drip) as (url, _seen, path):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        began = datetime.now(UTC)
        with pytest.raises(Refused):
            fetching.fetch(f"{url}/mine.ics")
        assert (datetime.now(UTC) - began).total_seconds() < 2
        gone.set()


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1"),
        *("::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "224.0.0.1"),
        *("192.0.2.1", "255.255.255.255", "fe80::1%eth0", "2001:db8::1", "198.18.0.1", "240.0.0.1", "0.1.2.3"),
    ],
)
def test_these_addresses_are_not_public(address):
    assert not fetching.is_public(address)


def test_public_addresses_are():
    assert fetching.is_public("8.8.8.8")
    assert fetching.is_public("2606:4700::1111")


def test_a_name_with_one_private_address_among_others_is_not_trusted(monkeypatch):
    rows = [(0, 0, 0, "", (address, 443)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *a, **k: rows)
    with pytest.raises(Refused):
        fetching.fetch("https://calendar.example/")


@pytest.mark.parametrize(
    "url",
    [
        *("http://x.example/", "ftp://x.example/", "https://", "//x.example", "https://a:b@x.example/", "x"),
        *("https://[::1", "https://x.example:99999/", "https://exämple.com/"),
    ],
)
def test_only_plain_secure_addresses_are_taken(url):
    with pytest.raises(Refused):
        fetching.check(url)
