"""Vectors from an OpenAI-compatible server: a small one on loopback, which can also fail in each way."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from ingest.embedding_server import EmbeddingServer, EmbeddingServerError, ServerEmbedder


class Served:
    """What the server was asked, and how it answers: « well », or one of its ways to fail."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.mode = "well"
        self.url = ""


def words_as_vector(text: str) -> list[float]:
    """Each word adds one of 64 directions: texts that share words are close."""
    vector = np.zeros(64)
    for word in text.lower().replace("?", " ").replace(".", " ").split():
        vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % 64] += 1
    return (vector + 0.01).tolist()


@pytest.fixture
def served() -> Iterator[Served]:
    state = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append({"path": self.path, **body})
            state.keys.append(self.headers.get("Authorization"))
            texts = body["input"]
            data: Any = [
                {"object": "embedding", "index": number, "embedding": words_as_vector(text)}
                for number, text in enumerate(texts)
            ]
            status = 200
            if state.mode == "unauthorised":
                status, data = 401, []
            elif state.mode == "too few":
                data = data[:-1]
            elif state.mode == "zeros":
                data = [{**one, "embedding": [0.0] * 64} for one in data]
            elif state.mode == "busy once" and len(state.asked) == 1:
                status, data = 503, []
            reply = json.dumps({"object": "list", "model": "m", "data": data, "usage": {}}).encode()
            if state.mode == "not json":
                reply = b"<html>"
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield state
    server.shutdown()


def test_passages_and_questions_are_sent_as_text_with_the_key(served: Served) -> None:
    embedder = ServerEmbedder("un-modele", EmbeddingServer(served.url, "cle-8421-tenue"))
    told: list[int] = []
    vectors = embedder.embed_passages([f"Le passage {number}." for number in range(70)], told.append)
    question = embedder.embed_question("Quel passage ?")
    assert vectors.shape == (70, 64) and question.shape == (64,)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert sum(told) == 70 and len(served.asked) == 4
    assert {one["path"] for one in served.asked} == {"/v1/embeddings"}
    assert {one["model"] for one in served.asked} == {"un-modele"}
    assert served.asked[0]["input"][0] == "Le passage 0."
    assert set(served.keys) == {"Bearer cle-8421-tenue"}
    assert "cle-8421-tenue" not in repr(EmbeddingServer(served.url, "cle-8421-tenue"))


def test_the_report_is_asked_through_it(
    served: Served, empty_data_dir: Any, rapport: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_EMBEDDING_BASE_URL", served.url)
    monkeypatch.setenv("RAPPORT_EMBEDDING_MODEL", "un-modele")
    monkeypatch.setenv("RAPPORT_EMBEDDING_API_KEY", "cle-8421-tenue")
    ran = rapport("ask", "Qui a demandé ce rapport ?", "--json")
    assert ran.status == 0, ran.err
    assert json.loads(ran.out)["status"] in ("answered", "refused")
    assert served.asked[-1]["input"] == ["Qui a demandé ce rapport ?"]
    shown = rapport("settings", "--json")
    assert "cle-8421-tenue" not in shown.out and served.url in shown.out


def test_a_busy_server_is_asked_again(served: Served) -> None:
    served.mode = "busy once"
    assert ServerEmbedder("m", EmbeddingServer(served.url)).embed_question("Quoi ?").shape == (64,)


@pytest.mark.parametrize("mode", ["unauthorised", "too few", "zeros", "not json"])
def test_a_server_that_fails_is_said(served: Served, mode: str) -> None:
    served.mode = mode
    with pytest.raises(EmbeddingServerError, match="RAPPORT_EMBEDDING_MODEL") as error:
        ServerEmbedder("m", EmbeddingServer(served.url)).embed_passages(["un", "deux"])
    assert "\n" not in str(error.value)


def test_no_server_there_is_a_line_and_no_traceback(
    empty_data_dir: Any, rapport: Callable, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_EMBEDDING_BASE_URL", f"http://127.0.0.1:{free_port}/v1")
    ran = rapport("ask", "Qui a demandé ce rapport ?")
    assert ran.status == 1
    assert "RAPPORT_EMBEDDING_BASE_URL" in ran.err and "Traceback" not in ran.err
