"""Times one peer in a process of its own: a line in is a round, a line out is what it took."""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

name, replies = sys.argv[1:]
peer = importlib.import_module(name)
texts = [json.loads(line)["text"] for line in Path(replies).read_text("utf-8").splitlines()]

print("ready", flush=True)
for _ in sys.stdin:
    taken = []
    for text in texts:
        begin = time.perf_counter()
        peer.check(text)
        taken.append((time.perf_counter() - begin) * 1e3)
    print(json.dumps(taken), flush=True)
