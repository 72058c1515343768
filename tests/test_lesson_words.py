"""What patients read is plain, kind and safe; what is bold is explained."""

import re

import pytest
import textstat
from lesson_source import SOURCES, title_of, versions

LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKUP = re.compile(r"[*_`#>|]|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)
PATIENTS = [version for version in versions() if version.reader in ("patient", "everyone")]
GRADE, HARDEST_CELL = 8.0, 11.0
LONG_ENOUGH = 40  #: a grade of fewer words says little
#: Nobody is told to do to their own skin what the lessons show.
AT_HOME = re.compile(
    r"\b(apply|put|drip|dab|inject|needle|roll|burn|peel|squeeze|buy)\b[^.]{0,40}"
    r"\b(acid|tca|needles?|derma ?roller|peels?)\b",
    re.IGNORECASE,
)
SHAME = re.compile(r"\b(ugly|disfigur\w+|hideous|vanity is|your own fault|flaws?)\b", re.IGNORECASE)

each_version = pytest.mark.parametrize("version", versions(), ids=lambda version: version.name)
each_patient = pytest.mark.parametrize("version", PATIENTS, ids=lambda version: version.name)


def plain(text):
    """The words alone, each line of a list a sentence."""
    words = MARKUP.sub("", LINK.sub(r"\1", re.sub(r"\(\[[^)]*\)[^)]*\)", "", text)))
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return " ".join(line if line[-1] in ".!?:" else f"{line}." for line in lines)


def texts(version):
    return [plain(cell.source) for cell in version.made().cells if cell.cell_type == "markdown"]


def count(text):
    return len(re.findall(r"\w+", text))


@each_patient
def test_a_patient_lesson_reads_at_grade_eight_or_below(version):
    assert textstat.flesch_kincaid_grade(" ".join(texts(version))) <= GRADE


@each_patient
def test_no_cell_for_patients_is_much_harder_than_the_rest(version):
    hard = {text: textstat.flesch_kincaid_grade(text) for text in texts(version)}
    assert {t: g for t, g in hard.items() if g > HARDEST_CELL and count(t) >= LONG_ENOUGH} == {}


@each_version
def test_nobody_is_told_to_treat_themselves(version):
    told = [sentence for text in texts(version) for sentence in re.split(r"(?<=[.!?]) ", text)]
    asking = [sentence for sentence in told if AT_HOME.search(sentence)]
    assert [words for words in asking if not re.search(r"\b(never|not|no)\b", words, re.I)] == []


@each_version
def test_nobody_is_shamed(version):
    assert [text for text in texts(version) if SHAME.search(text)] == []


def test_the_measure_of_reading_tells_hard_from_plain():
    plain_words = "The scar is deep. The cream stays on top. It does not reach the scar."
    hard_words = "Fractional photothermolysis histologically demonstrates collagen reorganisation."
    assert textstat.flesch_kincaid_grade(plain_words) < 3
    assert textstat.flesch_kincaid_grade(hard_words) > GRADE


def test_each_source_has_a_title_of_its_own():
    titles = [title_of(source) for source in SOURCES.glob("*.md")]
    assert len(titles) == len(set(titles)) > 0
