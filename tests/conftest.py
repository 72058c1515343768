"""One browser a file; and how hypothesis looks for counterexamples: repeatably in CI."""

import os

import lab
import pytest
from hypothesis import settings

settings.register_profile("dev", max_examples=10, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")

# Only `peers` imports these, once the extra of that name is installed.
collect_ignore = ["peers_devito.py", "peers_numba.py"]


@pytest.fixture(scope="module")
def browser():
    """A Chromium for the tests of one file; they are skipped where there is none."""
    with lab.a_browser() as browser:
        yield browser
