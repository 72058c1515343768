"""Make every lesson from its source, run it from top to bottom, and save it with what it shows.

    python tests/save_lessons.py                        all lessons
    python tests/save_lessons.py patient/02 teaching    those whose names begin so

Also the pages beside them that are made: of the curriculum, of sources and of numbers.

What would differ from one saving to the next is left out: times, versions and paths of this
machine, and the state of live widgets. In a widget's place stands the still picture that it
carries. So saving twice changes nothing, and a page without a kernel shows every picture.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
from lesson_source import HOUSE, LESSONS, curriculum_page, versions
from nbclient import NotebookClient

from toolkit.evidence.bibliography import bibtex, numbers_page, references_page
from toolkit.trials import trials_page

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LIVE = "application/vnd.jupyter.widget-view+json"
AT_ONCE = 2


def main(beginnings):
    """Save all lessons, or those whose names begin with one of these words; drop the unsourced."""
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HOUSE), os.environ.get("PYTHONPATH", "")])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for file in unsourced():
        file.unlink()
        print(f"removed {file.relative_to(HOUSE)}, which no source makes")
    asked = [one for one in versions() if one.name.startswith(tuple(beginnings) or "")]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for version in pool.map(save, asked):
            print(f"saved {version.name}", flush=True)
    for file, text in pages().items():
        (LESSONS / file).write_text(text, encoding="utf-8")


def pages():
    """Return the pages beside the notebooks that are made, by their place: their text."""
    return {
        "teaching/curriculum.md": curriculum_page(),
        "references.md": references_page(),
        "numbers.md": numbers_page(),
        "references.bib": bibtex(),
        "trials.md": trials_page(),
    }


def unsourced():
    """Return the notebooks that no source makes."""
    made = {version.file for version in versions()}
    saved = (file for file in LESSONS.rglob("*.ipynb") if ".ipynb_checkpoints" not in file.parts)
    return sorted(set(saved) - made)


def save(version):
    """Make and run one lesson; nothing is written if a cell fails."""
    lesson = version.made()
    version.file.parent.mkdir(exist_ok=True)
    NotebookClient(
        lesson,
        timeout=120,
        kernel_name="python3",
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(version.file.parent)}},
    ).execute()
    nbformat.write(tidied(lesson), version.file)
    return version


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
