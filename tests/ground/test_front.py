"""The nginx of production (deploy/nginx.conf) in front of a stand-in for the portal. Needs nginx and openssl on the machine."""

import http.client
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from incubator.embedded import IS_ROOT
from incubator.machine import PROJECT

NEEDS_NGINX = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx on this machine"
)
pytestmark = NEEDS_NGINX
SECRET_FILE = "the plan of a founder"


class StandIn(BaseHTTPRequestHandler):
    """Says what it was asked, and hands a private file over to nginx."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.endswith("/gone/"):
            self.close_connection = True
            return
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = json.dumps({"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}}).encode()
        self.send_response(200)
        if self.path == "/documents/7/":
            self.send_header("X-Accel-Redirect", "/_private/ab/cd")
            self.send_header("Content-Disposition", 'attachment; filename="plan.pdf"')
            self.send_header("Content-Type", "application/pdf")
            self.send_header("Cache-Control", "private, no-store")
            said = b""
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_GET  # noqa: N815 - named by the library

    def log_message(self, *args):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configuration(folder, *, plain, tls, portal):
    """The committed file with the names of this machine in the place of those of the containers."""
    text = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    version = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr
    if tuple(int(part) for part in version.split("/")[1].split()[0].split(".")[:2]) < (1, 25):
        text = text.replace("http2 on;", "")
    for theirs, ours in {
        "user nginx;": "daemon off; user root;" if IS_ROOT else "daemon off;",
        "/run/nginx.pid": f"{folder}/pid",
        "listen 80 ": f"listen 127.0.0.1:{plain} ",
        "listen 443 ": f"listen 127.0.0.1:{tls} ",
        "/etc/nginx/certificates": str(folder),
        "/etc/nginx/to_portal.conf": str(PROJECT / "deploy" / "to_portal.conf"),
        "web:8000": f"127.0.0.1:{portal}",
        "/srv/pages": f"{folder}/pages",
        "/srv/media": f"{folder}/media",
        "/dev/stdout": f"{folder}/access.log",
        "/dev/stderr": f"{folder}/error.log",
        "http {": f"http {{ client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;"
        f" fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;",
    }.items():
        assert theirs in text, theirs
        text = text.replace(theirs, ours)
    return text


def open_front(folder, portal):
    """nginx on two ports that were free a moment ago; another process may take one in between, so it is tried again."""
    conf = folder / "nginx.conf"
    command = ["nginx", "-c", str(conf), "-p", str(folder), "-e", f"{folder}/error.log"]
    for _ in range(3):
        plain, tls = free_port(), free_port()
        conf.write_text(configuration(folder, plain=plain, tls=tls, portal=portal))
        tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        if "test is successful" in tried.stderr:
            break
    assert "test is successful" in tried.stderr, tried.stderr
    front, until = subprocess.Popen(command), time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", tls)) == 0:
                return front, plain, tls
        time.sleep(0.05)
    front.kill()
    raise AssertionError((folder / "error.log").read_text())


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    portal = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    yield from front_before(tmp_path_factory.mktemp("front"), portal.server_address[1])
    portal.shutdown()
    portal.server_close()


def front_before(folder, portal):
    """nginx before whatever listens there, for as long as a fixture lasts."""
    folder.chmod(0o755)
    for language in ("fr", "en", "ar"):
        (folder / "pages" / language).mkdir(parents=True)
        for code in (413, 429, 503):
            said = f'{code} {language} <!--# echo var="request_id" -->'
            (folder / "pages" / language / f"{code}.html").write_text(said)
    (folder / "media" / "ab").mkdir(parents=True)
    (folder / "media" / "ab" / "cd").write_text(SECRET_FILE)
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*make, *files], check=True, capture_output=True)
    front, plain, tls = open_front(folder, portal)
    yield {"plain": plain, "tls": tls, "certificate": folder / "fullchain.pem"}
    front.terminate()
    front.wait(10)


def ask(ports, path, *, method="GET", body=None, headers=None, plain=False):
    if plain:
        door = http.client.HTTPConnection("127.0.0.1", ports["plain"], timeout=10)
    else:
        context = ssl.create_default_context(cafile=ports["certificate"])
        context.check_hostname = False
        door = http.client.HTTPSConnection("127.0.0.1", ports["tls"], timeout=10, context=context)
    try:
        door.request(method, path, body=body, headers=headers or {})
        answer = door.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        door.close()


def test_plain_http_is_sent_to_https(ports):
    status, headers, _ = ask(ports, "/calls/?q=1", plain=True, headers={"Host": "portal.example.org"})

    assert status == 308
    assert headers["Location"] == "https://portal.example.org/calls/?q=1"


def test_what_a_caller_says_about_himself_is_overwritten(ports):
    lies = {
        "X-Forwarded-For": "1.2.3.4",
        "X-Forwarded-Proto": "http",
        "X_Forwarded_Proto": "http",
        "X-Forwarded-Host": "evil.example",
        "X-Real-IP": "1.2.3.4",
        "Forwarded": "for=1.2.3.4",
        "X-Request-ID": "mine",
    }
    _, _, said = ask(ports, "/calls/", headers=lies)
    heard = json.loads(said)["headers"]

    assert heard["x-forwarded-for"] == "127.0.0.1"
    assert heard["x-forwarded-proto"] == "https"
    assert not {"x-forwarded-host", "x-real-ip", "forwarded", "x_forwarded_proto"} & set(heard)
    assert len(heard["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("path", "language"), [("/applications/", "fr"), ("/ar/applications/", "ar"), ("/en/x/", "en")]
)
def test_a_body_that_is_too_large_meets_our_page_in_its_language(ports, path, language):
    headers = {"Content-Length": str(26 * 1024 * 1024)}

    status, headers, said = ask(ports, path, method="POST", headers=headers)

    assert status == 413
    assert said.startswith(f"413 {language} ")
    assert len(said.split()[-1]) == 32  # the number of the request, as it stands in the log
    assert "style-src 'self'" in headers["Content-Security-Policy"]


def test_a_private_file_is_carried_by_nginx_with_every_header_said_again(ports):
    status, headers, said = ask(ports, "/documents/7/")

    assert (status, said) == (200, SECRET_FILE)
    assert headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers.get_all("Cache-Control") == ["private, no-store"]


@pytest.mark.parametrize("path", ["/_private/ab/cd", "/media/ab/cd", "/fr/413.html", "/pages/../_private/ab/cd"])
def test_nobody_reaches_the_folders_of_nginx(ports, path):
    status, _, said = ask(ports, path)

    assert SECRET_FILE not in said
    assert status == 404 or json.loads(said)["path"] == path


def test_the_doors_are_not_tried_again_and_again(ports):
    answers = [ask(ports, "/ar/accounts/login/", method="POST")[0] for _ in range(30)]

    assert answers[:15] == [200] * 15
    assert 429 in answers
    assert ask(ports, "/ar/accounts/login/", method="POST")[2].startswith("429 ar ")
    assert ask(ports, "/calls/")[0] == 200


def test_a_portal_that_is_away_is_told_kindly(ports):
    status, headers, said = ask(ports, "/en/gone/")

    assert (status, headers["Retry-After"]) == (503, "30")
    assert said.startswith("503 en ")
