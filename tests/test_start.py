"""The one command: what it asks for, what it remembers, and what it says when something fails."""

import ast
import errno
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import start

HERE = Path(start.__file__).resolve().parent
PROJECT_FILES = ["start.py", "constraints.txt", "pyproject.toml"]


@pytest.fixture
def project(tmp_path):
    """Return a copy of what `start.py` reads, in a folder with spaces and accents."""
    folder = tmp_path / "où est-ce" / "under the scar"
    folder.mkdir(parents=True)
    for name in PROJECT_FILES:
        shutil.copy(HERE / name, folder)
    return folder


@pytest.fixture
def here(project, monkeypatch):
    """Let the imported `start` look after the copy instead of this project."""
    monkeypatch.setattr(start, "HERE", project)
    monkeypatch.setattr(start, "LOCK", project / "constraints.txt")
    monkeypatch.setattr(start, "VENV", project / ".venv")
    monkeypatch.setattr(start, "INSTALLER", project / ".venv" / "installer")
    monkeypatch.setattr(start, "STAMP", project / ".venv" / "made-by-start.txt")
    return project


@pytest.fixture
def installs(here, monkeypatch):
    """Return the list of installations asked for, none of which is carried out."""
    asked = []
    monkeypatch.setattr(start, "install", asked.append)
    return asked


def run_start(project, *words):
    """Run a copy of `start.py` from another folder, as a person would; return what happened."""
    return subprocess.run(
        [sys.executable, project / "start.py", *words],
        cwd=project.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def failing_install(error):
    """Return an installation that begins, then fails with this error."""

    def install(_tests):
        (start.VENV / "half-made").touch()
        raise error

    return install


# --- What it remembers


def test_a_second_start_installs_nothing(installs):
    start.prepare(tests=False)
    start.prepare(tests=False)
    assert installs == [False]


def test_the_course_runs_in_the_environment_of_the_tests(installs):
    start.prepare(tests=True)
    start.prepare(tests=False)
    assert installs == [True]


def test_the_tests_are_added_to_the_environment_of_the_course(here, installs):
    start.prepare(tests=False)
    (start.VENV / "a package").touch()
    start.prepare(tests=True)
    assert installs == [False, True]
    assert (start.VENV / "a package").exists()


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml"])
def test_a_changed_wish_makes_a_new_environment(here, installs, name):
    start.prepare(tests=False)
    (start.VENV / "an older package").touch()
    (here / name).write_text("# changed", encoding="utf-8")
    start.prepare(tests=False)
    assert installs == [False, False]
    assert not (start.VENV / "an older package").exists()


def test_another_python_makes_a_new_environment(installs, monkeypatch):
    start.prepare(tests=False)
    monkeypatch.setattr(sys, "version", "3.14.0 (another Python)")
    start.prepare(tests=False)
    assert installs == [False, False]


def test_a_killed_installation_is_begun_again(installs):
    start.make_room()
    (start.VENV / "half-made").touch()
    start.prepare(tests=False)
    assert installs == [False]
    assert not (start.VENV / "half-made").exists()


@pytest.mark.parametrize("error", [start.Stop("offline"), KeyboardInterrupt(), OSError()])
def test_a_failed_installation_leaves_nothing_behind(here, monkeypatch, error):
    monkeypatch.setattr(start, "install", failing_install(error))
    with pytest.raises(type(error)):
        start.prepare(tests=False)
    assert sorted(path.name for path in here.iterdir()) == sorted(PROJECT_FILES)


def test_the_course_survives_that_the_tests_cannot_be_added(installs, monkeypatch):
    start.prepare(tests=False)
    monkeypatch.setattr(start, "install", failing_install(start.Stop("offline")))
    with pytest.raises(start.Stop):
        start.prepare(tests=True)
    assert start.installed() == "course"


def test_an_environment_made_by_hand_is_left_alone(installs):
    start.VENV.mkdir()
    (start.VENV / "pyvenv.cfg").touch()
    with pytest.raises(start.Stop, match="not made by this program"):
        start.prepare(tests=False)
    assert installs == []
    assert (start.VENV / "pyvenv.cfg").exists()


# --- What it says when something is amiss


def test_a_computer_without_network_is_told_so(here, monkeypatch, capsys):
    """The pip of this Python asks an index where nothing listens; so the environment is spared."""
    if subprocess.run([start.PARENT, "-m", "pip", "--version"], capture_output=True).returncode:
        pytest.skip("this Python has no pip to ask an index with")
    monkeypatch.setattr(start.shutil, "which", lambda _name: None)
    monkeypatch.setattr(start, "pip_alone", lambda: [start.PARENT, "-m", "pip", "install"])
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    assert start.main(["--no-browser"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "Connect to the internet and start again" in said
    assert not start.VENV.exists()


def test_a_taken_port_is_named_before_anything_is_installed(project):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run_start(project, "--port", str(port))
    assert result.returncode == 1
    assert result.stderr.strip().startswith(f"Port {port} of this computer cannot be used")
    assert "\n\n" not in result.stderr.strip()
    assert "start.py --port 9" in " ".join(result.stderr.split())
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("port", ["0", "-1", "65536"])
def test_a_port_that_cannot_be_is_refused(installs, port):
    with pytest.raises(start.Stop, match=f"Port {port} of this computer cannot be used"):
        start.open_course(start.parse([f"--port={port}"]))
    assert installs == []


def test_without_a_wish_the_next_free_port_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert start.free_port([port, port + 1, port + 2]) > port


@pytest.mark.parametrize(
    "number, remedy",
    [
        (errno.ENOSPC, "Make room and start again"),
        (errno.EACCES, "copy the project into a folder of your own"),
        (errno.EROFS, "copy the project into a folder of your own"),
    ],
)
def test_an_error_of_the_disk_comes_with_its_remedy(here, monkeypatch, capsys, number, remedy):
    monkeypatch.setattr(start, "install", failing_install(OSError(number, os.strerror(number))))
    assert start.main(["--no-browser"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert remedy in said
    assert not start.VENV.exists()


@pytest.mark.parametrize(
    "last_words, remedy",
    [
        # As uv and pip put it.
        ("failed to write to file `a`: No space left on device (os error 28)", "Make room"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "Make room"),
        ("error: Failed to fetch: `https://example.org`\n dns error", "Connect to the internet"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError'", "Connect to the"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "report these last words: THESE PACKAGES"),
    ],
)
def test_an_installers_last_words_are_understood(last_words, remedy):
    assert remedy in start.diagnosis(last_words)


def test_a_python_without_venv_is_told_the_package_it_lacks(here, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda _name: None)
    assert start.main(["--no-browser"]) == 1
    version = f"python3.{sys.version_info.minor}"
    assert f"sudo apt install {version}-venv" in " ".join(capsys.readouterr().err.split())
    assert not start.VENV.exists()


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 15)])
def test_a_python_that_does_not_fit_is_told_which_would(version):
    with pytest.raises(start.Stop, match=r"needs Python 3\.11 to 3\.14"):
        start.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_a_python_that_fits_is_welcome(version):
    assert start.check_python(version) is None


def test_a_python_too_old_for_the_course_can_still_read_the_file():
    source = Path(start.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


# --- What it starts


def test_jupyterlab_starts_in_the_project_whatever_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command = start.lab_command(8888, browser=True)
    assert f"--ServerApp.root_dir={HERE}" in command
    assert "--ServerApp.port=8888" in command


@pytest.mark.parametrize("browser", [True, False])
def test_the_browser_opens_only_if_wanted(browser):
    assert f"--ServerApp.open_browser={browser}" in start.lab_command(8888, browser=browser)


def test_only_a_test_may_drive_jupyterlab_from_its_page():
    assert "--LabApp.expose_app_in_browser=False" in start.lab_command(8888, browser=True)


def test_who_knows_the_token_is_let_in_and_the_rest_of_the_environment_stays(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    environment = start.lab_environment("a token")
    assert environment["JUPYTER_TOKEN"] == "a token"
    assert environment["OPENBLAS_NUM_THREADS"] == "2"


def test_words_after_test_go_to_the_test_runner(installs, monkeypatch):
    monkeypatch.setattr(start, "become", lambda command, _environment: command)
    assert start.main(["test", "-k", "grid"])[2:] == ["-k", "grid"]
    assert installs == [True]


# --- What it installs


def pins(*parts):
    """Return the names that these parts of the lock pin, each with its lines."""
    wanted = start.locked(*parts).read_text(encoding="utf-8")
    return {pin.partition("==")[0]: pin for pin in re.findall(r"^\S.*\n(?: .*\n)*", wanted, re.M)}


def names(requirements):
    """Return the bare names of requirements, written as the lock writes them."""
    return {re.split(r"[<>=!~ ;\[]", wish)[0].lower().replace("_", "-") for wish in requirements}


def test_everything_the_project_asks_for_is_locked(here):
    start.make_room()
    wishes = tomllib.loads((here / "pyproject.toml").read_text(encoding="utf-8"))
    course = wishes["project"]["dependencies"] + wishes["build-system"]["requires"]
    tests = wishes["project"]["optional-dependencies"]["test"]
    assert names(course) <= set(pins("course"))
    assert names(tests) <= set(pins("course", "tests"))
    assert set(pins("installer")) == {"uv"}


def test_every_locked_package_has_a_hash(here):
    start.make_room()
    for name, pin in pins("installer", "course", "tests").items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\n", pin), name


def test_the_lock_names_no_address(here):
    text = start.LOCK.read_text(encoding="utf-8")
    assert not re.search(r"://|--\w*index|--find-links| @ ", text)


def test_jupyterlab_is_told_not_to_ask_about_its_news(monkeypatch, tmp_path):
    """The file is the one that JupyterLab reads for a whole environment."""
    monkeypatch.setattr(start, "VENV", tmp_path)
    start.keep_quiet()
    settings = tmp_path / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    told = json.loads(settings.read_text(encoding="utf-8"))
    assert told["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    viewers = told["@jupyterlab/docmanager-extension:plugin"]["defaultViewers"]
    assert viewers == {"markdown": "Markdown Preview"}
