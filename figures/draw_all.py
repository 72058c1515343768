"""Draw every figure of this folder again, or those that are named: `python figures/draw_all.py`."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOT_FIGURES = {"contact_sheet", "draw_all", "saving"}

if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    named = sys.argv[1:] or sorted({script.stem for script in HERE.glob("*.py")} - NOT_FIGURES)
    for name in named:
        print("drawing", name, flush=True)
        runpy.run_path(str(HERE / f"{name}.py"), run_name="__main__")
