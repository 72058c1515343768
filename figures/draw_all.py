"""Draw every figure of this folder again: `python figures/draw_all.py`."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOT_FIGURES = {"draw_all.py", "saving.py"}

if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    for script in sorted(HERE.glob("*.py")):
        if script.name not in NOT_FIGURES:
            print("drawing", script.stem, flush=True)
            runpy.run_path(str(script), run_name="__main__")
