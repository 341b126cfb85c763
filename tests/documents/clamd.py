"""A scanner for the tests: finds EICAR, and misbehaves on demand."""

import socketserver
import threading
from contextlib import contextmanager

EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
        if self.server.says:
            self.wfile.write(self.server.says)
        else:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


class Clamd(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False
    says = b""


class RemoteClamd(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    says = b""


@contextmanager
def scanning(place):
    kind = RemoteClamd if isinstance(place, tuple) else Clamd
    with kind(place if isinstance(place, tuple) else str(place), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()
