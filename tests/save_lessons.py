"""Run every lesson from top to bottom and save it with what it shows.

    python tests/save_lessons.py              all lessons
    python tests/save_lessons.py 02 03        those whose names begin so

What would differ from one saving to the next is left out: times, versions and paths of this
machine, and the state of live widgets. In a widget's place stands the still picture that it
carries. So saving twice changes nothing, and a page without a kernel shows every picture.
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HOUSE = Path(__file__).resolve().parent.parent
LESSONS = HOUSE / "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LIVE = "application/vnd.jupyter.widget-view+json"


def main(beginnings):
    """Save the lessons whose names begin with one of these words, or all."""
    for file in sorted(LESSONS.glob("*.ipynb")):
        if file.name.startswith(tuple(beginnings) or ""):
            save(file)
            print(f"saved {file.relative_to(HOUSE)}")


def save(file):
    """Run one lesson; nothing is written if a cell fails."""
    lesson = nbformat.read(file, as_version=4)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HOUSE), os.environ.get("PYTHONPATH", "")])
    NotebookClient(
        lesson,
        timeout=120,
        kernel_name="python3",
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(LESSONS)}},
    ).execute()
    nbformat.write(tidied(lesson), file)


def tidied(lesson):
    """Return the lesson without what belongs to this machine or this hour."""
    lesson = nbformat.from_dict(lesson)
    lesson.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(lesson.cells, start=1):
        cell.id = f"cell-{number:02d}"
        cell.metadata = {}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(LIVE, None)
            output.get("metadata", {}).pop(LIVE, None)
    return nbformat.from_dict(lesson)


if __name__ == "__main__":
    main(sys.argv[1:])
