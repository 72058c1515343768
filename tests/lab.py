"""A JupyterLab started as start.py starts it, and a browser that looks at it."""

import contextlib
import os
import secrets
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

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
PHONE = {"width": 390, "height": 844}
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

# From a key press to the frame after the last change that the press made in the page. Changes that
# come late count for the press they belong to: the next one has to wait until all is quiet.
STOPWATCH = """(selector) => {
  const place = document.querySelector(selector);
  const clock = (window.clock = { blank: 0, took: null, changed: 0 });
  let pressed = null;
  document.addEventListener("keydown", () => {
    [pressed, clock.took] = [performance.now(), null];
  }, true);
  new MutationObserver(async () => {
    clock.changed = performance.now();
    const image = [...place.querySelectorAll("img")].at(-1);
    if (!image && !place.querySelector("svg")) return clock.blank++;  // emptied, not drawn again
    if (image) await image.decode().catch(() => {});
    requestAnimationFrame(() => requestAnimationFrame(
      () => (clock.took = pressed && performance.now() - pressed)));
  }).observe(place, { childList: true, subtree: true, attributes: true });
}"""
QUIET = "clock.took !== null && performance.now() - clock.changed > 400"

# What a reader would see in each frame: whether there is a picture, and which.
FRAMES = """(selector) => {
  const frames = (window.frames_seen = { blank: 0, pictures: new Set(), count: 0 });
  const look = () => {
    const svg = document.querySelector(`${selector} svg[role=img]`);
    frames.count++;
    const said = document.querySelector(`${selector} .uts-said`)?.textContent;
    if (svg && svg.getBoundingClientRect().height > 20) frames.pictures.add(said);
    else frames.blank++;
    requestAnimationFrame(look);
  };
  look();
}"""

# The smallest text in the page's pictures and words, as large as it is shown. [px]
SMALLEST_TEXT = """(root) => {
  const sizes = [...root.querySelectorAll("text, p, dt, dd, label, button, summary, select, input")]
    .filter((one) => one.getClientRects().length && one.type !== "range" && one.type !== "checkbox")
    .map((one) => {
      const svg = one.closest("svg");
      const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
      return [parseFloat(getComputedStyle(one).fontSize) * scale, one.textContent];
    });
  return sizes.sort((a, b) => a[0] - b[0])[0];
}"""

# What is wider than the explorer that holds it.
TOO_WIDE = """(root) => {
  const edge = root.getBoundingClientRect().right + 1;
  const voice = ".uts-voice";
  return [...root.querySelectorAll("*")]
    .filter((one) => !one.closest(voice) && !one.closest("svg")?.contains(one.parentElement))
    .filter((one) => one.getClientRects().length && one.getBoundingClientRect().right > edge)
    .map((one) => `${one.tagName}.${one.className.baseVal ?? one.className}`);
}"""


def chromium():
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


@contextlib.contextmanager
def a_browser():
    """Start Chromium; skip the tests where there is none, except in CI."""
    path = chromium()
    if path is None:
        (pytest.fail if in_ci() else pytest.skip)(HOW_TO_GET_ONE)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


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


def write_notebook(path, *cells):
    """Write a notebook; without its kernel's name JupyterLab would stop and ask."""
    kernel = {"name": "python3", "display_name": "Python 3"}
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    path.parent.mkdir(exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel}), path)


def opened_and_run(browser, address, name, *, within=False, **options):
    """Open a notebook in a page of its own, or within a context, and run it from top to bottom."""
    options = {} if within else {"viewport": {"width": 1280, "height": 900}} | options
    page = browser.new_page(**options)
    page.set_default_timeout(120_000)
    page.goto(address(f"notebooks/{name}"))
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function("window.jupyterapp !== undefined")
    page.evaluate(RUN_ALL)
    return page


def resize(page, size):
    """Give the page a size; JupyterLab's side bars close, which leave no room on a phone."""
    page.set_viewport_size(size)
    page.evaluate("window.jupyterapp.shell.collapseLeft(); window.jupyterapp.shell.collapseRight()")


def on_a_phone(page):
    """Narrow the page to a phone, and wait until its pictures are drawn for it."""
    resize(page, PHONE)
    page.wait_for_timeout(800)


def change_theme(page, theme):
    """Change JupyterLab's theme, and wait until the page has it."""
    page.evaluate(
        "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    dark = "false" if "Dark" in theme else "true"
    page.wait_for_function("(dark) => document.body.dataset.jpThemeLight === dark", arg=dark)


def in_ci():
    """Whether a missing browser is a failure."""
    return os.environ.get("CI") == "true"
