"""Everything that the course must teach is taught, to both readers, and asked about."""

import pytest
from lesson_source import VOICES, statements, taught

from toolkit.explorers.cards import cards

each_row = pytest.mark.parametrize("row", statements())


def test_there_are_fifty_one_statements():
    """So many rows has the page that the course grew from; none may be lost."""
    assert len(statements()) == 51


@each_row
def test_a_statement_is_taught_to_both_readers(row):
    readers = {version.reader for version, _ in taught()[row]}
    assert readers & {"everyone"} or set(VOICES) <= readers


@each_row
def test_a_statement_is_asked_about(row):
    assert [card.name for card in cards().values() if row in card.rows]


def test_there_are_sixty_questions_or_more():
    assert len(cards()) >= 60
