"""Run the whole test suite, stage by stage; `python3 start.py test` comes here.

With words after "test", run pytest alone and give them to it.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
RUFF = [sys.executable, "-m", "ruff"]
PYTEST = [sys.executable, "-m", "pytest"]
STAGES = {
    "Style": [*RUFF, "check"],
    "Format": [*RUFF, "format", "--check"],
    "Rooms and their examples": [
        *(*PYTEST, "-n", "2", "-m", "not browser"),
        *("--benchmark-disable", "--ignore", "tests/test_benchmarks.py"),
    ],
    # One at a time from here on, where the clock counts.
    "Speed": [*PYTEST, "tests/test_benchmarks.py"],
    # A lesson's cells share one kernel, so they must go to the same worker.
    "Lessons": [
        *(*PYTEST, "-n", "2", "--dist", "loadscope"),
        *("--nbval", "--nbval-current-env", "--nbval-sanitize-with", "tests/nbval_sanitize.cfg"),
        "notebooks",
    ],
    "Browser": [*PYTEST, "tests", "-m", "browser", "-rs"],
}


def main(words):
    """Run every stage, or pytest with these words; return the exit status."""
    # As for the lessons: two workers with two threads each would wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if words:
        return subprocess.call([*PYTEST, *words], cwd=HERE)
    reports = [run_stage(title, command) for title, command in STAGES.items()]
    print("", *reports, sep="\n")
    return int(any(report.startswith("FAILED") for report in reports))


def run_stage(title, command):
    """Run one stage to its end and return one line about it."""
    print(f"\n--- {title}", flush=True)
    begun = time.monotonic()
    verdict = "FAILED" if subprocess.call(command, cwd=HERE) else "passed"
    return f"{verdict}  {title}, {time.monotonic() - begun:.0f} s"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped, as you asked.")
