# Copyright 2026 The Sidetone Authors
# SPDX-License-Identifier: Apache-2.0
"""Smoke test of the floor, by a client of its own over loopback: python3 smoke.py ./floor"""

import base64
import hashlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
SID = "MZ0123456789abcdef0123456789abcdef"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
TIMEOUT_S = 5


def head(key, **changes):
    fields = {"Host": "localhost", "upgrade": "WebSocket", "Connection": "keep-alive, Upgrade",
              "Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13"}
    fields.update({name.replace("_", "-"): value for name, value in changes.items()})
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return ("GET /any/path HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode()


def frame(payload, opcode=TEXT, first=None, length=None, masked=True):
    """A client's frame; `first` overrides byte 0, `length` the length bytes."""
    payload = payload.encode() if isinstance(payload, str) else payload
    mask = os.urandom(4)
    size = len(payload)
    if length is None:
        length = (bytes([size]) if size < 126 else b"\x7e" + struct.pack(">H", size) if size < 65536
                  else b"\x7f" + struct.pack(">Q", size))
    length = bytes([length[0] | (0x80 if masked else 0)]) + length[1:]
    body = bytes(b ^ mask[i & 3] for i, b in enumerate(payload))
    return bytes([0x80 | opcode if first is None else first]) + length + (mask + body if masked else payload)


def start(sid=SID):
    return json.dumps({"event": "start", "sequenceNumber": "1", "start": {"streamSid": sid, "callSid": "CA1"},
                       "streamSid": sid}, separators=(",", ":"))


def media(audio, sid=SID, payload=None):
    payload = base64.b64encode(audio).decode() if payload is None else payload
    return json.dumps({"event": "media", "sequenceNumber": "2",
                       "media": {"track": "inbound", "chunk": "1", "timestamp": "5", "payload": payload},
                       "streamSid": sid}, separators=(",", ":"))


class Caller:
    def __init__(self, port, started=True):
        self.socket = socket.create_connection(("127.0.0.1", port), TIMEOUT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.held = b""
        if started:
            self.upgrade(frame('{"event":"connected","protocol":"Call","version":"1.0.0"}') + frame(start()))

    def upgrade(self, behind=b""):
        key = base64.b64encode(os.urandom(16)).decode()
        self.send(head(key) + behind)
        answer = self.head()
        want = base64.b64encode(hashlib.sha1(key.encode() + GUID).digest())
        assert answer.startswith(b"HTTP/1.1 101 ") and b"Sec-WebSocket-Accept: " + want + b"\r\n" in answer, answer

    def head(self):
        while b"\r\n\r\n" not in self.held:
            self.more()
        answer, self.held = self.held.split(b"\r\n\r\n", 1)
        return answer + b"\r\n"

    def send(self, data):
        self.socket.sendall(data)

    def more(self):
        data = self.socket.recv(65536)
        assert data, "closed by the server"
        self.held += data

    def frame(self):
        def need(count):
            while len(self.held) < count:
                self.more()
        need(2)
        assert self.held[1] & 0x80 == 0, "a server does not mask"
        length, at = self.held[1], 2
        if length == 126:
            need(4)
            length, at = struct.unpack(">H", self.held[2:4])[0], 4
            assert length >= 126, "not the shortest length"
        need(at + length)
        result = (self.held[0], self.held[at:at + length])
        self.held = self.held[at + length:]
        return result

    def expect_echo(self, audio):
        first, payload = self.frame()
        assert first == 0x81, first
        want = {"event": "media", "streamSid": SID, "media": {"payload": base64.b64encode(audio).decode()}}
        assert json.loads(payload) == want, payload

    def expect_close(self, code):
        first, payload = self.frame()
        assert first == 0x88, (first, payload)
        assert payload == (b"" if code is None else struct.pack(">H", code)), payload
        self.expect_end()

    def expect_end(self):
        assert self.held == b"" and self.socket.recv(1) == b"", "nothing may follow"
        self.socket.close()

    def expect_alive(self):
        audio = os.urandom(160)
        self.send(frame(media(audio)))
        self.expect_echo(audio)


def echoes(port):
    caller = Caller(port)
    for size in [160, 160, 161, 1, 2, 3, 20, 159, 320, 1024, 160]:
        audio = os.urandom(size)
        caller.send(frame(media(audio)))
        caller.expect_echo(audio)
    every = bytes(range(256))
    caller.send(frame(media(every)))
    caller.expect_echo(every)
    caller.send(frame('{"event":"media","streamSid":"%s","media":{"payload":"/w=="}}' % SID))
    caller.expect_echo(b"\xff")
    caller.send(frame('{"event":"stop","streamSid":"%s"}' % SID))
    caller.expect_alive()


def split_over_tcp(port):
    caller = Caller(port, started=False)
    key = base64.b64encode(os.urandom(16)).decode()
    audio = os.urandom(160)
    for byte in head(key) + frame(start()) + frame(media(audio)):
        caller.send(bytes([byte]))
    assert caller.head().startswith(b"HTTP/1.1 101 ")
    caller.expect_echo(audio)


def many_in_one_write(port):
    caller = Caller(port)
    audios = [os.urandom(160) for _ in range(100)]
    caller.send(b"".join(frame(media(audio)) for audio in audios))
    for audio in audios:
        caller.expect_echo(audio)


def fragments(port):
    caller = Caller(port)
    audio = os.urandom(160)
    text = media(audio).encode()
    caller.send(frame(text[:50], first=0x01) + frame(b"between", PING) + frame(text[50:90], first=0x00)
                + frame(text[90:], first=0x80))
    assert caller.frame() == (0x80 | PONG, b"between")
    caller.expect_echo(audio)
    caller.send(frame(b"x" * 4000, first=0x01) + frame(b"x" * 97, first=0x80))
    caller.expect_close(1009)
    for wrong in [frame(b"x", first=0x80), frame(b"x", first=0x01) + frame(b"x")]:
        caller = Caller(port)
        caller.send(wrong)
        caller.expect_close(1002)


def control(port):
    caller = Caller(port)
    for payload in [b"", b"hello", os.urandom(125)]:
        caller.send(frame(payload, PING))
        assert caller.frame() == (0x80 | PONG, payload)
    caller.send(frame(b"unasked", PONG))
    caller.expect_alive()
    for sent, answered in [(b"", None), (struct.pack(">H", 1000) + b"bye", 1000), (struct.pack(">H", 4999), 4999),
                           (b"\x03", 1002), (struct.pack(">H", 1005), 1002), (struct.pack(">H", 999), 1002)]:
        caller = Caller(port)
        caller.send(frame(sent, CLOSE) + frame(media(b"late")))
        caller.expect_close(answered)


def limits(port):
    caller = Caller(port)
    caller.send(frame(" " * 4096))
    caller.expect_alive()
    for size in [4097, 65535, 65536]:
        caller = Caller(port)
        caller.send(frame(b"x" * size)[:14])  # judged by its header, not waited for
        caller.expect_close(1009)
    caller = Caller(port)
    caller.send(frame(media(os.urandom(1025))))
    caller.expect_alive()


def broken_frames(port):
    for wrong in [frame("x", masked=False), frame("x", first=0xC1), frame("x", first=0xA1), frame("x", first=0x91),
                  frame("x", first=0x83), frame("x", first=0x8B), frame("x", PING, first=0x09),
                  frame(b"x" * 126, PING), frame(b"x" * 125, length=b"\x7e\x00\x7d"),
                  frame(b"x" * 200, length=b"\x7f" + struct.pack(">Q", 200)),
                  frame(b"", length=b"\x7f" + struct.pack(">Q", 1 << 63)), b"\xff" * 64, b"GET / HTTP/1.1\r\n\r\n"]:
        caller = Caller(port)
        caller.send(wrong)
        caller.expect_close(1002)
    caller = Caller(port)
    caller.send(frame(b"\x00\x01", BINARY))
    caller.expect_close(1003)


def broken_messages(port):
    caller = Caller(port)
    audio = os.urandom(160)
    for text in ["", "{", "[]", "null", "{\"event\":\"media\"", "{\"event\":\"media\",\"media\":{\"payload\":\"",
                 media(audio, sid="MZother"), media(audio, sid=""), media(b""), media(b"", payload="AAA"),
                 media(b"", payload="AA!A"), media(b"", payload="===="), media(b"", payload="A==="),
                 media(b"", payload="AA==AAAA"), media(b"", payload="AAA\u00e9"), start(),
                 "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"}}", "\x00" * 300]:
        caller.send(frame(text))
    caller.expect_alive()
    for sid in ["", "a" * 65, "a\\u0022", "a b"]:
        caller = Caller(port, started=False)
        caller.upgrade()
        caller.send(frame(start(sid)) + frame(media(audio, sid=sid)) + frame(media(audio)) + frame(start()))
        caller.expect_alive()


def refused_handshakes(port):
    key = base64.b64encode(bytes(16)).decode()
    for request, status in [(head(key, upgrade=None), 426), (head(key, Connection="close"), 426),
                            (head(key, Sec_WebSocket_Version="8"), 426), (head("short"), 400), (head("=" * 24), 400),
                            (head(None), 400), (b"POST / HTTP/1.1\r\n\r\n", 400), (b"GET / HTTP/1.0\r\n\r\n", 400),
                            (b"\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
                            (os.urandom(64).replace(b"\r", b"x") + b"\r\n\r\n", 400), (b"x" * 4110, 431)]:
        caller = Caller(port, started=False)
        caller.send(request)
        while b"\r\n\r\n" not in caller.held:
            caller.more()
        assert caller.held.startswith(b"HTTP/1.1 %d " % status), (request, caller.held)
        while True:
            data = caller.socket.recv(4096)
            if not data:
                break
            caller.held += data
        assert len(caller.held.split(b"\r\n\r\n", 1)[1]) > 10, "a refusal says why"


def slow_reader(port):
    """Answers that nobody reads hold the sender up; once read, all are there, in order."""
    caller = Caller(port)
    caller.socket.setblocking(False)
    audios = [struct.pack(">I", i) * 40 for i in range(40000)]
    out, sent, at, stalled = b"", 0, 0, False
    while not stalled and at < len(audios):
        if sent == len(out):
            out, sent, at = b"".join(frame(media(a)) for a in audios[at:at + 100]), 0, at + 100
        stalled = not select.select([], [caller.socket], [], 0.5)[1]
        if not stalled:
            sent += caller.socket.send(out[sent:])
    assert stalled, "the server must not take without end what it cannot answer"
    caller.socket.setblocking(True)
    caller.socket.settimeout(TIMEOUT_S)
    whole = at - 100 + sent // len(frame(media(audios[0])))
    for audio in audios[:whole]:
        caller.expect_echo(audio)
    caller.send(out[sent:])
    for audio in audios[whole:at]:
        caller.expect_echo(audio)


def full(port, connections):
    """Last: the server has `connections` in all."""
    callers = [Caller(port) for _ in range(connections)]
    one_more = Caller(port, started=False)
    assert one_more.head().startswith(b"HTTP/1.1 503 ")
    callers.pop().socket.close()
    deadline = time.monotonic() + TIMEOUT_S
    while True:
        try:
            callers.append(Caller(port))
            break
        except (AssertionError, ConnectionError):
            assert time.monotonic() < deadline, "a place that became free must be given again"
    for caller in callers:
        caller.expect_alive()


def flags(program):
    for wrong in [["--port", "65536"], ["--port", "x"], ["--host", "localhost"], ["--connections", "0"], ["more"],
                  ["--unknown"]]:
        done = subprocess.run([program, *wrong], capture_output=True, timeout=TIMEOUT_S, check=False)
        assert done.returncode in (1, 2) and done.stderr, (wrong, done)


def main():
    program, connections = sys.argv[1], 40
    flags(program)
    server = subprocess.Popen([program, "--port", "0", "--connections", str(connections)], stdout=subprocess.PIPE)
    try:
        port = int(server.stdout.readline().decode().rsplit(":", 1)[1])
        for test in [echoes, split_over_tcp, many_in_one_write, fragments, control, limits, broken_frames,
                     broken_messages, refused_handshakes, slow_reader]:
            test(port)
            print("ok", test.__name__)
        full(port, connections)
        print("ok full")
    finally:
        server.send_signal(signal.SIGTERM)
        counts = server.stdout.read().decode()
        status = server.wait(TIMEOUT_S)
    assert status == 0, f"exit status {status}"
    print(counts, end="")


if __name__ == "__main__":
    main()
