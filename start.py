"""Open the course in JupyterLab, or run the tests; install what they need the first time.

    python3 start.py              open the first lesson in the browser
    python3 start.py test         run the whole test suite, as continuous integration does
    python3 start.py test -k grid run only pytest, with the words after "test" given to it

Everything is installed into the folder .venv beside this file, in the versions and with the
hashes of constraints.txt (which tests/make_lock.py writes). Delete .venv at any time: the next
start makes it again. This file needs nothing but Python, and even a Python too old for the
course can read it, so that it can say so.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "constraints.txt"
FIRST_LESSON = "notebooks/00_start_here.ipynb"
RUN_TESTS = "tests/run_all.py"

VENV = HERE / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
INSTALLER = VENV / "installer"
STAMP = VENV / "made-by-start.txt"  # says what .venv holds; written last

# A virtual environment is made by the Python that it will outlive, never by itself.
PARENT = getattr(sys, "_base_executable", None) or sys.executable

HASHED = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r"]
PROJECT = ["--no-deps", "--no-build-isolation", "--editable", HERE]
CAPTURED = {
    "stdout": subprocess.PIPE,
    "stderr": subprocess.STDOUT,
    "encoding": "utf-8",
    "errors": "replace",
}

OLDEST, NEWEST = (3, 11), (3, 14)  # what constraints.txt has packages for
PORTS = range(8888, 8938)

GET_PYTHON = "Install one, for example from python.org, and start again with it."
FOREIGN = f"{VENV} is there, but not made by this program. Rename or delete it, then start again."
DISK_FULL = "The disk is full. The course needs about 600 MB. Make room and start again."
OFFLINE = (
    "The packages could not be fetched, because the package index could not be reached. Connect "
    "to the internet and start again; behind a proxy, first set HTTPS_PROXY to its address."
)
NOT_WRITABLE = (
    f"The folder {HERE} cannot be written to, or one of its files is in use. Close a JupyterLab "
    "that is still open from it; if there is none, copy the project into a folder of your own, "
    "for example your home folder, and start it there."
)
NO_VENV = (
    "This Python came without its venv module, which keeps the course's packages apart from "
    "yours. On Debian or Ubuntu, install it with: sudo apt install python{}.{}-venv. Then start "
    "again.".format(*sys.version_info)
)
SIGNS = {
    DISK_FULL: r"\[Errno 28\]|WinError 112\]|No space left|not enough space|os error (28|112)\b",
    NOT_WRITABLE: r"\[Errno (1|13|30)\]|\[WinError (5|32)\]",
    OFFLINE: r"dns error|error sending request|failed to fetch|Connection (refused|error|reset)"
    r"|NewConnectionError|Max retries|ProxyError|timed out|name resolution",
}


class Stop(Exception):
    """A reason not to go on, as one paragraph with the remedy."""


class Failed(Exception):
    """An installer did not succeed; the text is what it printed."""


def main(arguments):
    """Do what the command line asks and return the exit status."""
    try:
        check_python(sys.version_info)
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # a folder's name may not fit the terminal
        if arguments[:1] == ["test"]:
            prepare(tests=True)
            return become([str(PYTHON), str(HERE / RUN_TESTS), *arguments[1:]], os.environ)
        return open_course(parse(arguments))
    except Stop as stop:
        return complain(str(stop))
    except KeyboardInterrupt:
        return complain("Stopped, as you asked. Nothing half-made is left behind.")
    except OSError as error:
        return complain(diagnosis(str(error)))


def complain(paragraph):
    """Print one paragraph where errors belong and return the exit status."""
    print("\n" + textwrap.fill(paragraph, 88, break_long_words=False), file=sys.stderr)
    return 1


def check_python(version):
    """Stop unless constraints.txt has packages for this version of Python."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return
    others = (f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1))
    fitting = next(filter(shutil.which, others), None)
    remedy = f"One seems to be here: try {fitting} start.py" if fitting else GET_PYTHON
    needs = f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]}"
    raise Stop(f"This is Python {version[0]}.{version[1]}; the course needs {needs}. {remedy}")


def parse(arguments):
    """Return the choices made on the command line."""
    parser = argparse.ArgumentParser(
        prog="start.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    ports = f"serve on this port (default: the first free one from {PORTS[0]})"
    parser.add_argument("--port", type=int, metavar="N", help=ports)
    return parser.parse_args(arguments)


# --- Opening the course ---------------------------------------------------------------------


def open_course(options):
    """Install what is missing, then become JupyterLab on the first lesson."""
    port = free_port(PORTS if options.port is None else [options.port])
    prepare(tests=False)
    token = secrets.token_urlsafe(24)
    print("Starting JupyterLab; press Ctrl-C here to stop it. If no browser opens, go to")
    print(f"  http://127.0.0.1:{port}/lab/tree/{FIRST_LESSON}?token={token}", flush=True)
    return become(lab_command(port, browser=not options.no_browser), lab_environment(token))


def free_port(candidates):
    """Return the first of these ports that nobody on this computer uses."""
    for port in filter(None, candidates):  # 0 would mean a port that nobody could find
        try:
            socket.create_server(("127.0.0.1", port)).close()
            return port
        except (OSError, OverflowError):
            continue
    raise Stop(
        f"Port {candidates[0]} of this computer cannot be used; perhaps another JupyterLab has "
        f"it. Close that one, or name another port: start.py --port {9000 + candidates[0] % 1000}"
    )


def lab_command(port, *, browser, folder=HERE, exposed=False):
    """Return the command for JupyterLab on a folder; `exposed` lets a test drive it in the page."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [
        str(PYTHON),
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.open_browser={browser}",
        # Browsers packed as snaps may not read the file that would hide the token from `ps`.
        "--ServerApp.use_redirect_file=False",
        "--ServerApp.answer_yes=True",  # one Ctrl-C is enough
        "--ServerApp.log_level=WARN",
        "--LabApp.log_level=WARN",
        f"--LabApp.default_url=/lab/tree/{FIRST_LESSON}",
        f"--LabApp.expose_app_in_browser={exposed}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *(["--allow-root"] if root else []),
    ]


def lab_environment(token):
    """Return the environment in which JupyterLab lets in whoever knows the token."""
    # The model's matrices are small: on a busy computer, a second thread only gets in the way.
    return {"OPENBLAS_NUM_THREADS": "1", **os.environ, "JUPYTER_TOKEN": token}


def become(command, environment):
    """Run a program in place of this one and return its exit status."""
    if os.name != "nt":
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as process:
        while process.poll() is None:
            try:
                process.wait()
            except KeyboardInterrupt:
                continue  # the program has been told too, and ends by itself
    return process.returncode


# --- Installing -----------------------------------------------------------------------------


def prepare(*, tests):
    """Make `.venv` hold what is needed; leave nothing half-made behind if that fails."""
    have = installed()
    if have == "tests" or (have and not tests):
        return
    if (VENV / "pyvenv.cfg").exists() and not STAMP.exists():
        raise Stop(FOREIGN)
    begun = time.monotonic()
    try:
        if not have:
            make_room()
        install(tests)
        keep_quiet()
        STAMP.write_text(f"{fingerprint()} {'tests' if tests else 'course'}", encoding="utf-8")
    except BaseException:
        if not have:
            remove_venv()
        raise
    print(f"Installed in {time.monotonic() - begun:.0f} seconds.", flush=True)


def keep_quiet():
    """Keep JupyterLab from asking about its news, and let it show pages of words as pages."""
    settings = VENV / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    notice = {"fetchNews": "false", "checkForUpdates": False}
    viewers = {"defaultViewers": {"markdown": "Markdown Preview"}}
    told = {
        "@jupyterlab/apputils-extension:notification": notice,
        "@jupyterlab/docmanager-extension:plugin": viewers,
    }
    (settings / "overrides.json").write_text(json.dumps(told), encoding="utf-8")


def installed():
    """Return "tests", "course" or nothing: what `.venv` holds for the project as it is now."""
    try:
        made_for, parts = STAMP.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return ""
    return parts if made_for == fingerprint() else ""


def fingerprint():
    """Return a short text that changes when `.venv` would have to."""
    files = [LOCK.read_bytes(), (HERE / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"".join([*files, sys.version.encode(), os.fsencode(HERE)])).hexdigest()


def make_room():
    """Put an empty `.venv` where there was none, or one that no longer fits."""
    remove_venv()
    VENV.mkdir()
    STAMP.write_text("unfinished", encoding="utf-8")


def remove_venv():
    """Remove `.venv` as a whole, so that a second interruption leaves no half of it."""
    doomed = HERE / ".venv-removed"
    shutil.rmtree(str(doomed), ignore_errors=True)
    if VENV.exists():
        VENV.rename(doomed)
        shutil.rmtree(str(doomed), ignore_errors=True)


def install(tests):
    """Install with the fastest installer that works here."""
    print(f"Installing {'the tests' if tests else 'the course'} into {VENV}")
    print("This happens once, and takes from ten seconds to a few minutes.", flush=True)
    said = ""
    for installer in (uv_of_the_computer, uv_from_pip, pip_alone):
        try:
            return fill(installer(), tests)
        except Failed as failed:
            said += str(failed)
    raise Stop(diagnosis(said))


def uv_of_the_computer():
    """Return how to install with the computer's own uv, if it has one."""
    uv = shutil.which("uv")
    if not uv:
        raise Failed
    return with_uv(uv)


def uv_from_pip():
    """Fetch uv, with the pip of this Python if it has one; return how to install with it."""
    python = PARENT if importlib.util.find_spec("pip") else pip_alone()[0]
    fetch = [python, "-m", "pip", "install", "--target", INSTALLER]
    run("Fetching the installer uv", [*fetch, *HASHED, locked("installer")])
    return with_uv(INSTALLER / "bin" / "uv")


def with_uv(uv):
    """Make the environment with uv; return how to install with it."""
    run("Making the environment", [uv, "venv", "--allow-existing", "--python", PARENT, VENV])
    return [uv, "pip", "install", "--python", PYTHON]


def pip_alone():
    """Make the environment with what comes with Python; return how to install with it."""
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        raise Stop(NO_VENV)
    if not list(PROGRAMS.glob("pip*")):
        run("Making the environment", [PARENT, "-m", "venv", VENV])
    return [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2"]


def fill(installer, tests):
    """Install the locked packages, each checked by its hash, then the project itself."""
    packages = locked("course", "tests") if tests else locked("course")
    run("Fetching and installing JupyterLab and its company", [*installer, *HASHED, packages])
    run("Installing the project itself", [*installer, *PROJECT])


def locked(*parts):
    """Return a file with these parts of constraints.txt, in the form that installers read."""
    text = LOCK.read_text(encoding="utf-8")
    pins = dict(re.findall(r"^# (\w+)\n([^#]*)", text, flags=re.MULTILINE))
    file = VENV / "wanted.txt"
    file.write_text("".join(pins[part] for part in parts), encoding="utf-8")
    return file


def run(step, command):
    """Run one step of an installation, with a dot for every few lines that it prints."""
    print(f"  {step} ", end="", flush=True)
    lines = []
    with subprocess.Popen([str(word) for word in command], cwd=str(HERE), **CAPTURED) as process:
        try:
            for line in process.stdout:
                lines.append(line)
                print("." * (len(lines) % 8 == 0), end="", flush=True)
        except BaseException:
            process.kill()
            raise
        finally:
            print(flush=True)
    if process.returncode:
        raise Failed("".join(lines))


def diagnosis(said):
    """Return the paragraph that fits what a failed installer has printed."""
    for paragraph, sign in SIGNS.items():
        if re.search(sign, said, flags=re.IGNORECASE):
            return paragraph
    last_words = " ".join(said.split()[-60:])
    return f"That failed. Start again; if it fails again, report these last words: {last_words}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
