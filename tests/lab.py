"""A JupyterLab started as start.py starts it, and a browser that looks at it."""

import contextlib
import os
import secrets
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import start

HOUSE = Path(start.__file__).resolve().parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOW_TO_GET_ONE = "no Chromium here; install one (Debian: apt install chromium) to run these tests"

RUN_ALL = """async () => {
  const lab = window.jupyterapp;
  await lab.restored;
  const panel = lab.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  const kernel = panel.sessionContext.session.kernel;
  while (kernel.connectionStatus !== "connected") await new Promise((r) => setTimeout(r, 50));
  await lab.commands.execute("notebook:run-all-cells");
}"""

# From a key press to the frame after the last change that the press made in the page.
STOPWATCH = """(selector) => {
  const place = document.querySelector(selector), clock = (window.clock = { times: [] });
  let pressed = null;
  document.addEventListener("keydown", () => (pressed = performance.now()), true);
  new MutationObserver(async () => {
    if (pressed === null) return;
    const image = [...place.querySelectorAll("img")].at(-1);
    if (!image && !place.querySelector("svg")) return;  // emptied, not yet drawn again
    if (image) await image.decode().catch(() => {});
    const begun = pressed;
    pressed = null;
    if (begun !== null) requestAnimationFrame(() => requestAnimationFrame(
      () => clock.times.push(performance.now() - begun)));
  }).observe(place, { childList: true, subtree: true, attributes: true });
}"""


def chromium():
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


@contextlib.contextmanager
def jupyterlab(folder):
    """Run JupyterLab on a folder; yield a function from a notebook's path to its address."""
    port, token = start.free_port(range(8890, 8990)), secrets.token_hex(16)
    command = start.lab_command(port, browser=False, folder=folder, exposed=True)
    environment = start.lab_environment(token) | {"JUPYTERLAB_SETTINGS_DIR": str(folder / ".lab")}
    with subprocess.Popen(command, env=environment, cwd=folder) as process:
        try:
            wait_until_it_answers(port, process)
            yield lambda path: f"http://127.0.0.1:{port}/lab/tree/{path}?token={token}&reset"
        finally:
            process.terminate()


def wait_until_it_answers(port, process, seconds=90):
    """Return when the server answers; raise when it has ended or stays silent."""
    for _ in range(seconds * 5):
        if process.poll() is not None:
            raise RuntimeError(f"JupyterLab ended with status {process.returncode}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=1).close()
            return
        time.sleep(0.2)
    raise TimeoutError(f"JupyterLab did not answer within {seconds} s")


def copy_of_the_lessons(folder):
    """Copy the lessons, so that a test that runs them changes nothing here."""
    shutil.copytree(HOUSE / "notebooks", folder / "notebooks", dirs_exist_ok=True)
    return sorted(path.name for path in (folder / "notebooks").glob("*.ipynb"))


def in_ci():
    """Whether a missing browser is a failure."""
    return os.environ.get("CI") == "true"
