"""A mail server for the tests: keeps a ledger of what it accepted, and misbehaves on demand."""

import socketserver
import threading
import time
from contextlib import contextmanager
from email import message_from_bytes, policy

#: What a server answers and when. "drop" and "late" have accepted the mail while the client sees an error.
MODES = ("ok", "silent", "busy", "refuse", "policy", "no_sender", "no_auth", "no_data", "drop", "late", "slow")
USUAL = {"AUTH": "535 5.7.8 wrong password", "QUIT": "221 bye"}
REFUSALS = {
    ("MAIL", "no_sender"): "550 5.7.1 sender not allowed",
    ("RCPT", "busy"): "451 4.3.0 come back later",
    ("RCPT", "refuse"): "550 5.1.1 no such user",
    ("RCPT", "policy"): "550 5.7.1 not wanted here",
    ("EHLO", "no_auth"): "250 AUTH PLAIN",
}


class Handler(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.server.connections += 1
        if self.server.mode == "silent":
            self.server.stopped.wait(30)
            return
        self.say("220 ledger")
        try:
            while (line := self.rfile.readline()) and self.answer(line.decode().strip()):
                pass
        except (ConnectionError, ValueError):
            pass

    def answer(self, line):
        """False when the line is to be closed."""
        verb, mode = line.split(" ")[0].split(":")[0].upper(), self.server.mode
        if verb == "DATA":
            return self.take(mode)
        if verb == "EHLO" and mode == "no_auth":
            self.say("250-ledger")
        self.say(REFUSALS.get((verb, "refuse" if "dead@" in line else mode)) or USUAL.get(verb, "250 ok"))
        return verb != "QUIT"

    def take(self, mode):
        if mode == "no_data":
            self.say("554 5.6.0 refused")
            return True
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        self.server.ledger.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if mode == "drop":
            return False
        if mode == "late":
            self.server.stopped.wait(30)
            return False
        time.sleep(self.server.delay if mode == "slow" else 0)
        self.say("250 taken")
        return True


class Smtp(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
    block_on_close = False

    def __init__(self, mode):
        super().__init__(("127.0.0.1", 0), Handler)
        self.mode, self.ledger, self.connections, self.delay = mode, [], 0, 0.05
        self.stopped = threading.Event()

    @property
    def port(self):
        return self.server_address[1]

    @property
    def ids(self):
        return [str(message["Message-ID"]) for message in self.ledger]

    def handle_error(self, request, client_address):
        pass


@contextmanager
def serving(mode="ok"):
    assert mode in MODES
    with Smtp(mode) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.stopped.set()
        server.shutdown()
