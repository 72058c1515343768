"""Each notebook is what its source makes of it, and each reader gets a whole story."""

import lesson_source
import nbformat
import pytest
from lesson_source import LESSONS, SOURCES, VOICES, versions, versions_of
from save_lessons import unsourced

SOURCE = """---
kernelspec:
  name: python3
  display_name: Python 3
---

# 3. A lesson

+++ {"for": "patient"}

Plainly.

+++ {"for": "trainee", "rows": ["A1"]}

In terms.

```{code-cell} ipython3
from toolkit import healthy
```

+++ {"for": "exercise"}

Which?

+++ {"for": "solution"}

This.
"""
each_version = pytest.mark.parametrize("version", versions(), ids=lambda version: version.name)


@pytest.fixture
def source(tmp_path):
    def written(text):
        file = tmp_path / "03_a_lesson.md"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def words(version):
    return [cell.source for cell in version.made().cells]


def test_each_reader_gets_the_cells_for_them(source):
    patient, trainee, exercise, solution = versions_of(source(SOURCE))
    tools = "from toolkit import healthy"
    assert words(patient) == ["# 3. A lesson", "Plainly.", tools]
    assert words(trainee) == ["# 3. A lesson", "In terms.", tools]
    assert words(exercise)[1:] == [tools, "Which?"]
    assert words(solution)[1:] == [tools, "Which?", "This."]
    assert words(solution)[0].startswith("# 3. A lesson: solution")


def test_each_notebook_has_a_place_of_its_own(source):
    files = [
        version.file.relative_to(LESSONS).as_posix() for version in versions_of(source(SOURCE))
    ]
    assert files == [
        "patient/03_a_lesson.ipynb",
        "trainee/03_a_lesson.ipynb",
        "teaching/03_a_lesson_exercise.ipynb",
        "teaching/03_a_lesson_solution.ipynb",
    ]


def test_a_source_may_be_for_one_reader_or_for_all(source):
    begins = "---\n\n# 3. A lesson"
    for_one = SOURCE.replace(begins, '---\n\n+++ {"for": "trainee"}\n\n# 3. A lesson')
    assert [version.reader for version in versions_of(source(for_one))][:1] == ["trainee"]
    lesson_source.read.cache_clear()
    for_all = SOURCE.replace("kernelspec", "for_all: true\nkernelspec")
    assert [version.reader for version in versions_of(source(for_all))] == ["everyone"]
    lesson_source.read.cache_clear()


@pytest.mark.parametrize(
    "old, new, message",
    [
        ('"patient"', '"patience"', "for is 'patience'; it must be one of"),
        ('"A1"', '"K9"', "row 'K9' is not in curriculum.toml"),
    ],
)
def test_a_slip_in_a_source_is_named(source, old, new, message):
    lesson_source.read.cache_clear()
    with pytest.raises(ValueError, match=message):
        versions_of(source(SOURCE.replace(old, new)))


@each_version
def test_a_notebook_is_what_its_source_makes(version):
    """After a change of a source: python tests/save_lessons.py, with the lesson's name."""
    saved = nbformat.read(version.file, as_version=4)
    made = [(cell.cell_type, cell.source) for cell in version.made().cells]
    assert [(cell.cell_type, cell.source) for cell in saved.cells] == made


def test_no_notebook_is_left_over():
    assert unsourced() == []


def test_a_lesson_with_a_number_is_told_in_both_voices():
    for source in SOURCES.glob("[0-9][0-9]_*.md"):
        readers = {version.reader for version in versions_of(source)}
        assert readers == {"everyone"} or set(VOICES) <= readers
