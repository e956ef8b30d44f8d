"""Servers on loopback that speak the API of each provider, and write what a test tells them to or fail as it says."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Api = Literal["openai", "mistralai", "ollama", "anthropic"]
PATHS: dict[Api, str] = {
    "openai": "/v1/chat/completions",
    "mistralai": "/v1/chat/completions",
    "ollama": "/api/chat",
    "anthropic": "/v1/messages",
}
BASES: dict[Api, str] = {"openai": "/v1", "mistralai": "/v1", "ollama": "", "anthropic": ""}
STATUSES = {"unauthorised": 401, "unknown": 404, "busy": 429, "down": 500, "too long": 400}
TOKENS_READ, TOKENS_WRITTEN = 120, 30
WHO = "Qui a demandé ce rapport ?"
TRUE = "La ministre Marylise Lebranchu a donné à Akim Oural la mission de recenser des innovations publiques."
LIE = "Le ministre Manuel Valls a demandé ce rapport."
"""A question on the bundled report, what a model may well answer, and what it may not."""


class ChatServer:
    """`text` is what it writes, piece by piece, or `answering` makes it from the prompt; `mode` how it fails instead;
    `asked` what it was sent, on the paths `called`, with the keys `keys`."""

    def __init__(self, api: Api) -> None:
        self.api: Api = api
        self.asked: list[dict[str, Any]] = []
        self.called: list[str] = []
        self.keys: list[str | None] = []
        self.text = ""
        self.answering: Callable[[str], str] | None = None
        self.mode = "well"
        self.url = ""

    @property
    def prompt(self) -> str:
        asked = self.asked[-1]
        system = [asked["system"]] if "system" in asked else []
        return "\n".join([*map(_as_text, system), *(_as_text(message["content"]) for message in asked["messages"])])

    def to_write(self) -> str:
        if self.mode == "endless":
            return "".join(f"Encore une phrase numéro {number} que personne ne lira. " for number in range(20_000))
        return self.answering(self.prompt) if self.answering else self.text


def _as_text(content: Any) -> str:
    return content if isinstance(content, str) else "\n".join(part.get("text", "") for part in content)


@contextmanager
def chat_server(api: Api = "openai") -> Iterator[ChatServer]:
    state = ChatServer(api)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            state.called.append(self.path)
            state.keys.append(self.headers.get("Authorization") or self.headers.get("x-api-key"))
            status = 404 if self.path != PATHS[api] else STATUSES.get(state.mode, 200)
            self.send_response(status)
            if status != 200:
                told = "the request exceeds the available context size" if state.mode == "too long" else "no"
                body = json.dumps({"error": {"message": told}}).encode()
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            self.send_header("Content-Type", "application/x-ndjson" if api == "ollama" else "text/event-stream")
            self.end_headers()
            try:
                self._write()
            except (BrokenPipeError, ConnectionResetError):
                state.mode = "left"

        def _write(self) -> None:
            if state.mode == "not json":
                self.wfile.write(b"data: <html>oops</html>\n\n")
                return
            text = state.to_write()
            for event in BEGINNINGS.get(api, []):
                self.wfile.write(event)
            for start in range(0, len(text), 7):
                self.wfile.write(PIECES[api](text[start : start + 7]))
                if state.mode == "breaks off" and start > len(text) / 2:
                    self.wfile.write(b'data: {"choices": [{"del')
                    return
                if state.mode == "silent" and start > len(text) / 2:
                    self.wfile.flush()
                    time.sleep(5)
            for event in ENDS[api]:
                self.wfile.write(event)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}{BASES[api]}"
    try:
        yield state
    finally:
        server.shutdown()


def _event(content: dict[str, Any], name: str = "") -> bytes:
    return (f"event: {name}\n" if name else "").encode() + f"data: {json.dumps(content)}\n\n".encode()


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps({"model": "m", "created_at": "2026-01-01T00:00:00Z", **content}).encode() + b"\n"


def _chunk(delta: dict[str, str] | None, finish: str | None = None, usage: dict[str, int] | None = None) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", **(delta or {})}, "finish_reason": finish}
    choices = [] if delta is None else [choice]
    record = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}
    return _event({**record, "usage": usage})


def _anthropic(kind: str, **content: Any) -> bytes:
    return _event({"type": kind, **content}, kind)


_USAGE = {
    "prompt_tokens": TOKENS_READ,
    "completion_tokens": TOKENS_WRITTEN,
    "total_tokens": TOKENS_READ + TOKENS_WRITTEN,
}
_MESSAGE = {"id": "1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": None}
BEGINNINGS: dict[Api, list[bytes]] = {
    "anthropic": [
        _anthropic("message_start", message={**_MESSAGE, "usage": {"input_tokens": TOKENS_READ, "output_tokens": 1}}),
        _anthropic("content_block_start", index=0, content_block={"type": "text", "text": ""}),
    ]
}
PIECES: dict[Api, Callable[[str], bytes]] = {
    "openai": lambda text: _chunk({"content": text}),
    "mistralai": lambda text: _chunk({"content": text}),
    "ollama": lambda text: _line({"message": {"role": "assistant", "content": text}, "done": False}),
    "anthropic": lambda text: _anthropic("content_block_delta", index=0, delta={"type": "text_delta", "text": text}),
}
ENDS: dict[Api, list[bytes]] = {
    "openai": [_chunk({}, "stop"), _chunk(None, usage=_USAGE), b"data: [DONE]\n\n"],
    "mistralai": [_chunk({"content": ""}, "stop", _USAGE), b"data: [DONE]\n\n"],
    "ollama": [
        _line(
            {
                "message": {"role": "assistant", "content": ""},
                "done": True,
                "done_reason": "stop",
                "prompt_eval_count": TOKENS_READ,
                "eval_count": TOKENS_WRITTEN,
            }
        )
    ],
    "anthropic": [
        _anthropic("content_block_stop", index=0),
        _anthropic(
            "message_delta",
            delta={"stop_reason": "end_turn", "stop_sequence": None},
            usage={"input_tokens": TOKENS_READ, "output_tokens": TOKENS_WRITTEN},
        ),
        _anthropic("message_stop"),
    ],
}
