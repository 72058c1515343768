"""Ask the whole model again with some numbers of the evidence table replaced.

Numbers are read once, when a room is opened; so each question opens the house anew, in a process of
its own, after the table was changed there.

    python tests/supposed.py table '{"cross_tip": 0.4}'
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import ModuleType

HOUSE = Path(__file__).resolve().parent.parent


def ask(question, numbers):
    """Return the answer to "rows" or "table", with some typical values replaced."""
    command = [sys.executable, __file__, question, json.dumps(numbers)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(HOUSE)}
    ran = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    if ran.returncode:
        raise RuntimeError(f"the model failed with {numbers}: {ran.stderr[-800:]}")
    return json.loads(ran.stdout)


def ask_all(question, many, *, at_once=2, otherwise=None):
    """Return the answers for several replacements, some at a time.

    Where the model refuses the numbers, the answer is `otherwise`, if given.
    """

    def answer_or_otherwise(numbers):
        try:
            return ask(question, numbers)
        except RuntimeError:
            if otherwise is None:
                raise
            return otherwise

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(answer_or_otherwise, many))


def open_the_house_with(numbers):
    """Change the table while no other room is open, then let the rooms open on it."""
    hall = ModuleType("toolkit")
    hall.__path__ = [str(HOUSE / "toolkit")]
    sys.modules["toolkit"] = hall
    from toolkit import evidence

    table = evidence._values()
    unknown = numbers.keys() - table.keys()
    if unknown:
        raise KeyError(f"no evidence named {sorted(unknown)}")
    for name, number in numbers.items():
        table[name] = replace(table[name], typical=number, low=None, high=None)
    del sys.modules["toolkit"]


def answer(question):
    from toolkit.calibration import main_table, predicted_pct, rows

    if question == "rows":
        return [predicted_pct(row) for row in rows()]
    return list(main_table().values())


if __name__ == "__main__":
    open_the_house_with(json.loads(sys.argv[2]))
    print(json.dumps(answer(sys.argv[1])))
