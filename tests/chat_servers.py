"""An OpenAI-compatible server on loopback that writes what a test tells it to, or fails in the way it is told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class ChatServer:
    """`text` is what it writes, piece by piece; `mode` how it fails instead; `asked` what it was sent."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.text = ""
        self.mode = "well"
        self.url = ""

    @property
    def prompt(self) -> str:
        return "\n".join(message["content"] for message in self.asked[-1]["messages"])


STATUSES = {"unauthorised": 401, "unknown": 404, "busy": 429, "down": 500}


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    state = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            state.keys.append(self.headers.get("Authorization"))
            if state.mode in STATUSES:
                body = json.dumps({"error": {"message": "no"}}).encode()
                self.send_response(STATUSES[state.mode])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                self._write()
            except (BrokenPipeError, ConnectionResetError):
                state.mode = "left"

        def _write(self) -> None:
            if state.mode == "not json":
                self.wfile.write(b"data: <html>oops</html>\n\n")
                return
            text = state.text
            if state.mode == "endless":
                text = "".join(f"Encore une phrase numéro {number} que personne ne lira. " for number in range(20_000))
            for start in range(0, len(text), 7):
                self._send({"content": text[start : start + 7]})
                if state.mode == "breaks off" and start > len(text) / 2:
                    self.wfile.write(b'data: {"choices": [{"del')
                    return
                if state.mode == "silent" and start > len(text) / 2:
                    self.wfile.flush()
                    time.sleep(5)
            usage = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}
            self._send({}, finish="stop")
            self.wfile.write(f"data: {json.dumps(_chunk([], usage))}\n\n".encode())
            self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, delta: dict[str, str], finish: str | None = None) -> None:
            choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
            self.wfile.write(f"data: {json.dumps(_chunk([choice]))}\n\n".encode())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield state
    finally:
        server.shutdown()


def _chunk(choices: list[Any], usage: dict[str, int] | None = None) -> dict[str, Any]:
    return {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": choices,
        "usage": usage,
    }
