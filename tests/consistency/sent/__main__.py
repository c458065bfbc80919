"""`python -m tests.consistency.sent`: compares what is sent with the golden files; with `--write`, writes them anew."""

import sys
from pathlib import Path

import pytest

from tests.consistency.sent import kept

if __name__ == "__main__":
    unknown = sorted(set(sys.argv[1:]) - {"--write"})
    if unknown:
        sys.exit(f"unknown: {' '.join(unknown)}. Known: --write")
    kept.is_writing = "--write" in sys.argv
    compared = [str(Path(__file__).with_name(name)) for name in ("test_sent.py", "test_samples.py")]
    sys.exit(pytest.main(["-q", "-n0", *compared]))
