"""Handouts to print, one page each: `python figures/handouts.py`.

From the figures of this folder and the words of handouts.toml into notebooks/teaching/handouts/.
"""

import tomllib
from html import escape
from pathlib import Path

FIGURES = Path(__file__).resolve().parent
FOLDER = FIGURES.parent / "notebooks" / "teaching" / "handouts"
NOTE = "From Under the Scar, lesson {lesson}. For learning; this is not medical advice. CC BY 4.0."
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>
@page{{margin:14mm}}
body{{font:12pt/1.35 system-ui,sans-serif;color:#1d1a17;background:#fff;max-width:180mm;margin:auto;
padding:4mm}}
h1{{font-size:20pt;margin:0 0 3mm}}svg{{display:block;width:100%;height:auto;max-height:{high}mm}}
li{{margin:1.5mm 0}}.task{{font-weight:600;margin:4mm 0 0}}
.room{{border:0.3mm solid #857b71;border-radius:2mm;height:{room}mm;margin-top:2mm}}
footer{{font-size:9pt;color:#5b534b;margin-top:3mm}}
@media print{{body{{padding:0}}}}
</style></head><body>
<h1>{title}</h1>
{figures}
<ul>
{say}
</ul>
<p class="task">{task}</p>
<div class="room"></div>
<footer>{note}</footer>
</body></html>
"""
HIGH_MM, ROOM_MM = 132, 45


def handouts() -> dict[str, dict]:
    """Return the words of every handout by name."""
    return tomllib.loads((FIGURES / "handouts.toml").read_text(encoding="utf-8"))


def page(words: dict) -> str:
    """Return one handout as a page of HTML that needs nothing beside it."""
    drawn = (FIGURES / f"{name}.svg" for name in words["figures"])
    return PAGE.format(
        title=escape(words["title"]),
        figures="\n".join(file.read_text(encoding="utf-8") for file in drawn),
        say="\n".join(f"<li>{escape(sentence)}</li>" for sentence in words["say"]),
        task=escape(words["task"]),
        note=NOTE.format(lesson=words["lesson"]),
        high=HIGH_MM,
        room=ROOM_MM,
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, words in handouts().items():
        (FOLDER / f"{name}.html").write_text(page(words), encoding="utf-8")
        print(f"written {name}.html")
