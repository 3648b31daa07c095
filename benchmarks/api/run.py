"""Sends requests that Schemathesis makes from the description of the API; exits with 1 where an answer breaks it.

usage: run.py [--examples N]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from importlib import resources
from pathlib import Path

from musnad.api import Settings, create_app
from musnad.api.serving import server
from musnad.batch import adding
from musnad.cli.inputs import documents_of
from musnad.store import Store, comparing, open_store, users

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def main() -> int:
    """Makes a store, serves it, and lets Schemathesis ask."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--examples", type=int, default=700, help="examples for each operation")
    examples = parser.parse_args().examples
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "news.db")) as store:
        token = filled(store)
        settings = Settings(port=0, reader="rules", requests_a_minute=0)
        running = server(create_app(store, settings), settings)
        thread = threading.Thread(target=running.run, daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.05)
        port = running.servers[0].sockets[0].getsockname()[1]
        code = asked(f"http://127.0.0.1:{port}", token, examples, Path(folder))
        running.should_exit = True
        thread.join(10)
    return code


def filled(store: Store) -> str:
    """Reads the newsroom into the store, and gives the token of an admin."""
    with resources.as_file(resources.files("musnad") / "data" / "newsroom" / "articles.jsonl") as path:
        list(adding.add(store, documents_of([path]), reader="rules"))
    list(comparing.compare(store))
    with store.writing() as connection:
        return users.issue(connection, users.add_user(connection, "root", "admin"), "token", label="benchmark")


def asked(base: str, token: str, examples: int, folder: Path) -> int:
    """Runs Schemathesis against a server and gives its exit code."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{base}/api/openapi.json", "--url", base,
        "--header", f"Authorization: Bearer {token}", "--max-examples", str(examples), "--phases", "coverage,fuzzing",
        "--checks", CHECKS, "--workers", "2", "--request-timeout", "60",
    ]  # fmt: skip
    return subprocess.run(command, check=False, cwd=folder, env={**os.environ, "NO_COLOR": "1"}).returncode


if __name__ == "__main__":
    sys.exit(main())
