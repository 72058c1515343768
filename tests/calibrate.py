"""Fit the global constants to published trials, or sweep the numbers set by hand.

python tests/calibrate.py fit     fits, tells, and writes evidence/values.csv
python tests/calibrate.py sweep   moves each hand-set number by a fifth: evidence/sweep.csv
python tests/calibrate.py links   fits what each scale of a trial does to a gain: values.csv and,
                                  without each study in turn, evidence/links_left_out.csv
"""

import csv
import sys
from pathlib import Path

import numpy as np

from supposed import HOUSE, ask_all  # isort: skip

sys.path.insert(0, str(HOUSE))

from toolkit import value
from toolkit.calibration import CELLS, fit, rows
from toolkit.evidence import values
from toolkit.trials import cases, fit_links, targets

EVIDENCE = Path(HOUSE) / "toolkit" / "evidence"
FITTED = ("collagen_building", "scaffold_reach", "young_discount")
PRIOR = 0.3  #: how far off, as a logarithm, a start is thought to be; chosen
SWEPT = 0.2  #: by how much of itself each number is moved
MOST = {"fraction": 1.0, "%": 100.0}  #: no number of these units is moved beyond


def misfits(many):
    """The misfit of every row for several sets of constants, in standard deviations."""
    reported, sigma = (
        np.array([getattr(row, of) for row in rows()]) for of in ("reported", "sigma")
    )
    return [(np.array(answer) - reported) / sigma for answer in ask_all("rows", many)]


def fit_constants():
    start = {name: value(f"{name}_start").typical for name in FITTED}
    found = fit(misfits, start, prior_sigma=PRIOR)
    tell(found)
    changes = {}
    for name, *three in zip(found.names, found.low, found.values, found.high):
        changes[name] = dict(zip(("low", "typical", "high"), (f"{number:.3g}" for number in three)))
        changes[name] |= {"kind": "fitted", "where": "tests/calibrate.py"}
    rewrite(EVIDENCE / "values.csv", changes)


def tell(found):
    print(f"{'constant':24}{'5 %':>9}{'fitted':>9}{'95 %':>9}")
    for name, *three in zip(found.names, found.low, found.values, found.high):
        print(f"{name:24}" + "".join(f"{number:9.3g}" for number in three))
    print("\nsingular values and their directions")
    for size, direction in zip(found.singular_values, found.directions):
        print(f"{size:8.2f}  " + "  ".join(f"{d:+.2f} {n}" for d, n in zip(direction, found.names)))
    print(f"\n{'row':34}{'reported':>9}{'model':>8}{'off by':>8}")
    off = [misfit * row.sigma for row, misfit in zip(rows(), found.misfit)]
    for row, points in zip(rows(), off):
        print(f"{row.name:34}{row.reported:9.0f}{row.reported + points:8.0f}{points:8.0f}")
    print(f"root mean square: {np.sqrt(np.mean(np.square(off))):.1f} points")


def rewrite(path, changes):
    """Change some cells of a table and leave every other line as it stands."""
    kept = path.read_text(encoding="utf-8").splitlines()
    header, *_ = lines = list(csv.reader(kept))
    for number, line in enumerate(lines):
        if line[0] in changes:
            row = {**dict(zip(header, line)), **changes[line[0]]}
            kept[number] = ",".join(quoted(row[name]) for name in header)
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def quoted(cell):
    return f'"{cell}"' if "," in cell else cell


def sweep():
    chosen = [row for row in values() if row.kind in ("chosen", "fitted") and row.typical]
    moves = [(row, sign) for row in chosen for sign in (-1, 1)]
    cases = [{}, *({row.name: moved(row, sign)} for row, sign in moves)]
    refused = [np.nan] * len(CELLS)  # no scar of the asked size with this number
    base, *answers = (np.array(a) for a in ask_all("table", cases, otherwise=refused))
    lines = [["name", "typical", "moved_to", *(f"{plan}: {scar}" for plan, scar in CELLS)]]
    lines.append(["(as it is)", "", "", *(f"{number:.1f}" for number in base)])
    for (row, sign), answer in zip(moves, answers):
        if not np.abs(answer - base).max() < 0.05:
            differences = [f"{number:+.1f}" for number in answer - base]
            lines.append([row.name, row.typical, f"{moved(row, sign):.4g}", *differences])
    with (EVIDENCE / "sweep.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def fit_all_links():
    """The links fitted to every study, and to all but each: by family, by study left out."""
    found = cases(targets())
    studies = sorted({case.study for some in found.values() for case in some})
    return {study: fit_links(found, without=study) for study in ("", *studies)}


def write_links():
    fitted = fit_all_links()
    changes = {}
    for family, link in fitted.pop("").items():
        for what, number in (("bias", link.bias_pct), ("spread", link.spread_pct)):
            changes[f"link_{what}_{family}"] = {"typical": f"{number:g}"}
    rewrite(EVIDENCE / "values.csv", changes)
    lines = [["without", "family", "bias_pct", "spread_pct"]]
    for study, links in fitted.items():
        for family, link in links.items():
            lines.append([study, family, f"{link.bias_pct:g}", f"{link.spread_pct:g}"])
    with (EVIDENCE / "links_left_out.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def moved(row, sign):
    return min(row.typical * (1 + SWEPT * sign), MOST.get(row.unit, np.inf))


if __name__ == "__main__":
    {"fit": fit_constants, "sweep": sweep, "links": write_links}[sys.argv[1]]()
