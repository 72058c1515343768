"""Question cards: the data are whole, and the answer stays closed until the reader has chosen."""

import re

import pytest

from toolkit.explorers import ask
from toolkit.explorers.cards import cards, read

WHOLE = {
    "rows": '["A1"]',
    "prompt": '"Which is deeper?"',
    "options": '["a pit", "a pore"]',
    "answer": '"a pit"',
    "feedback": '{"a pit" = "It is.", "a pore" = "A pore is shallow."}',
}
every_card = pytest.mark.parametrize("name", cards())


def written(**changed):
    """One card as TOML, with some fields changed, or left out if None."""
    fields = {field: words for field, words in (WHOLE | changed).items() if words is not None}
    return "[test_card]\n" + "\n".join(f"{field} = {words}" for field, words in fields.items())


# The data


@every_card
def test_every_wrong_option_is_answered_in_its_own_words(name):
    card = cards()[name]
    wrong = [card.feedback[option] for option in card.options if option != card.answer]
    assert len(wrong) == len(set(wrong)) >= 1
    assert card.feedback[card.answer] not in wrong


@every_card
def test_feedback_is_one_kind_sentence(name):
    for words in cards()[name].feedback.values():
        assert words.endswith(".")
        assert len(words) <= 160
        assert not re.search(
            r"\b(wrong|cure|erase|perfect|stupid|obviously)\b", words, re.IGNORECASE
        )


@every_card
def test_every_card_asks_about_rows_of_the_curriculum(name):
    assert all(re.fullmatch(r"[A-J][1-9]", row) for row in cards()[name].rows)


@every_card
def test_the_question_does_not_tell_its_answer(name):
    card = cards()[name]
    assert card.answer not in card.prompt


def test_answers_do_not_all_stand_in_one_place():
    places = [card.options.index(card.answer) for card in cards().values()]
    assert {0, 1, 2} <= set(places)


# The reader of the data


def test_a_whole_card_is_read():
    assert read(written())["test_card"].options == ("a pit", "a pore")


@pytest.mark.parametrize("field", WHOLE)
def test_a_card_that_misses_a_field_names_itself_and_the_field(field):
    with pytest.raises(ValueError, match=f"card 'test_card': {field} is missing"):
        read(written(**{field: None}))


@pytest.mark.parametrize(
    "field, words",
    [
        ("rows", "[]"),
        ("prompt", '" "'),
        ("prompt", "3"),
        ("options", '["a pit"]'),
        ("options", '["a pit", "a pit"]'),
        ("options", '"a pit"'),
        ("answer", '"a mole"'),
        ("feedback", '{"a pit" = "It is."}'),
        ("feedback", '{"a pit" = "It is.", "a pore" = ""}'),
        ("feedback", '{"a pit" = "It is.", "a pore" = "No.", "a mole" = "No."}'),
    ],
)
def test_a_card_with_a_bad_field_names_itself_and_the_field(field, words):
    with pytest.raises(ValueError, match=f"card 'test_card': {field} "):
        read(written(**{field: words}))


def test_a_field_that_no_card_has_is_refused():
    with pytest.raises(ValueError, match="card 'test_card': hint is unknown"):
        read(written(hint='"think"'))


def test_an_unknown_card_is_answered_with_the_nearest_name():
    with pytest.raises(KeyError, match="did you mean 'scars_name_the_v'"):
        ask("scar_name_the_v")


# On the page


def everything_shown(widget):
    """All words that a widget and those inside it hold."""
    own = [str(getattr(widget, name, "")) for name in ("value", "description", "notice")]
    return " ".join(own + [everything_shown(child) for child in getattr(widget, "children", ())])


@every_card
def test_the_answer_stays_closed_until_the_reader_has_chosen(name):
    question = ask(name)
    shown = everything_shown(question)
    assert not any(words in shown for words in question.card.feedback.values())
    assert "✓" not in shown


@every_card
def test_each_choice_is_answered_with_its_own_sentence(name):
    question = ask(name)
    for button, option in zip(question.buttons, question.card.options):
        button.click()
        assert question.card.feedback[option] in question.said
        assert question.said.startswith("Yes. ") == (option == question.card.answer)


def test_the_last_choice_alone_is_marked():
    question = ask("scars_name_the_v")
    for button in question.buttons:
        button.click()
    marked = [button for button in question.buttons if button.description[0] in "✓✗"]
    assert marked == question.buttons[-1:]


@every_card
def test_a_page_without_a_kernel_shows_the_question_without_its_answer(name):
    question = ask(name)
    question.choose(question.card.answer)
    data = question._repr_mimebundle_()
    for mime in ("text/html", "text/plain"):
        assert data[mime].count("<li>") in (0, len(question.card.options))
        assert question.card.feedback[question.card.answer] not in data[mime]
        assert "✓" not in data[mime]
