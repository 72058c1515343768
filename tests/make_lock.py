"""Write constraints.txt, the versions and hashes that `start.py` installs.

    .venv/bin/python tests/make_lock.py

The file has three parts: the installer, the course, and what only the tests need. It holds for
Linux, macOS and Windows and for every Python that `start.py` accepts, and names no address.
It asks the package index that `uv` is set up to ask.
"""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LOCK = HERE / "constraints.txt"
FETCHED = "uv"
# Later releases have no wheel for Intel Macs, and most readers cannot compile one.
BOUNDS = ["argon2-cffi-bindings<26"]
UV = shutil.which("uv") or HERE / ".venv" / "installer" / "bin" / "uv"
COMPILE = [
    *(UV, "pip", "compile", "-", "--quiet", "--no-config", "--generate-hashes"),
    *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
    *("--no-annotate", "--no-header", "--no-emit-index-url"),
]


def main():
    """Choose all versions together, then sort them into the three parts."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
    course = project["project"]["dependencies"] + project["build-system"]["requires"] + BOUNDS
    tests = project["project"]["optional-dependencies"]["test"]
    pins = compile_pins([FETCHED, *course, *tests])
    write_lock({"everything": pins})
    names = {name(pin) for pin in compile_pins([*course, f"--constraint {LOCK.name}"])}
    write_lock(
        {
            "installer": [pin for pin in pins if name(pin) == FETCHED],
            "course": [pin for pin in pins if name(pin) in names],
            "tests": [pin for pin in pins if name(pin) not in names | {FETCHED}],
        }
    )


def compile_pins(requirements):
    """Return what uv chooses for the requirements, one text a package, hashes included."""
    wishes = "\n".join(requirements)
    chosen = subprocess.check_output(COMPILE, input=wishes, text=True, cwd=HERE)
    return re.findall(r"^\S.*\n(?:\s+.*\n)*", chosen, flags=re.MULTILINE)


def name(pin):
    """Return the name of the package that a pin is about."""
    return pin.partition("==")[0]


def write_lock(parts):
    """Write each part under the heading by which `start.py` finds it."""
    text = "\n".join(f"# {heading}\n{''.join(pins)}" for heading, pins in parts.items())
    LOCK.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
