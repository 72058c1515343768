"""Question cards: the data are whole, and the answer stays closed until the reader has chosen."""

import re
from collections import Counter

import pytest

from toolkit.explorers import answers, ask
from toolkit.explorers.answers import title_of
from toolkit.explorers.cards import cards, read, together

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
        assert not re.search(r"[.?!]\s", words)
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
    assert card.answer.lower() not in card.prompt.lower()


def test_answers_do_not_all_stand_in_one_place():
    places = Counter(card.options.index(card.answer) for card in cards().values())
    assert max(places[place] for place in (0, 1, 2)) < 0.5 * len(cards())


@pytest.mark.parametrize("lesson", sorted({card.lesson for card in cards().values()}))
def test_in_a_lesson_too_the_answers_stand_in_different_places(lesson):
    own = [card for card in cards().values() if card.lesson == lesson]
    places = {card.options.index(card.answer) for card in own}
    assert len(places) >= min(3, len(own))


def test_the_longest_option_is_not_the_answer_more_often_than_by_chance_nearly():
    longest = [max(card.options, key=len) == card.answer for card in cards().values()]
    assert sum(longest) < 0.5 * len(longest)


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


def test_two_cards_of_one_name_are_refused_with_both_places():
    one, two = read(written(), "01_skin"), read(written(), "02_scars")
    with pytest.raises(ValueError, match="'test_card' stands in 01_skin and in 02_scars"):
        together({"01_skin": one, "02_scars": two})


def test_an_unknown_card_is_answered_with_the_nearest_name():
    with pytest.raises(KeyError, match="did you mean 'start_what_is_pale'"):
        ask("start_what_is_pail")


# On the page


def told_to_the_page(question):
    """All that the page knows of a question."""
    return str(question.get_state())


@every_card
def test_the_answer_stays_closed_until_the_reader_has_chosen(name):
    question = ask(name)
    told = told_to_the_page(question)
    assert question.card.answer in told  # the options are there; which one is right is not
    assert not any(words in told for words in question.card.feedback.values())
    assert (question.marks, question.others, question.said) == ({}, [], "")


@every_card
def test_each_choice_is_answered_with_its_own_sentence(name):
    for option in cards()[name].options:
        question = ask(name)
        question.choose(option)
        right = option == question.card.answer
        assert question.card.feedback[option] in question.said
        assert question.said.startswith("Yes. ") == right
        assert question.marks == {option: right}


def test_why_not_the_others_comes_after_the_answer_alone():
    question = ask("start_what_is_pale")
    question.choose("Hair")
    assert question.others == []
    question.choose("Collagen")
    assert question.others == [[other, question.card.feedback[other]] for other in ("Fat", "Hair")]


def test_a_choice_made_again_counts_and_is_answered_again():
    question = ask("start_what_is_pale")
    question.choose("Hair")
    question.choose("Hair")
    assert question.tries == 2
    assert question.said.endswith(question.card.feedback["Hair"])


def test_after_a_miss_the_page_still_does_not_know_the_answer():
    question = ask("start_what_is_pale")
    question.choose("Hair")
    assert question.card.feedback["Collagen"] not in told_to_the_page(question)
    assert question.marks == {"Hair": False}


def test_a_choice_that_the_card_does_not_have_is_refused_by_name():
    with pytest.raises(ValueError, match=r"option is .collagen.; .* such as .Collagen."):
        ask("start_what_is_pale").choose("collagen")


@pytest.mark.parametrize("form", ["text/html", "text/plain"])
def test_without_a_kernel_a_question_still_asks_and_does_not_answer(form):
    question = ask("start_what_is_pale")
    question.choose("Collagen")
    still = question._repr_mimebundle_()[form]
    assert all(option in still for option in question.card.options)
    assert question.card.feedback["Collagen"] not in still


def test_the_table_of_answers_counts_every_card_once():
    names = [name for lesson in answers().lessons for name, _ in lesson["cards"]]
    assert sorted(names) == sorted(cards())


def test_the_table_of_answers_has_the_lessons_in_their_order():
    numbers = [int(title.split(".")[0]) for title in titles() if title[0].isdigit()]
    assert numbers == sorted(set(numbers))


def titles():
    return [lesson["title"] for lesson in answers().lessons]


@pytest.mark.parametrize(
    "stem, title",
    [
        ("05_why_ice_pick_scars_resist", "5. Why ice pick scars resist"),
        ("00_start_here", "Start here"),
        ("practice", "Practice"),
        ("more_practice", "More practice"),
    ],
)
def test_a_lesson_is_called_by_the_words_of_its_file(stem, title):
    assert title_of(stem) == title


@pytest.mark.parametrize("form", ["text/html", "text/plain"])
def test_without_a_kernel_the_table_says_what_it_would_show(form):
    still = answers()._repr_mimebundle_()[form]
    assert "counts the questions that you answered" in still
    assert "stay in this browser" in still


def test_the_table_of_answers_knows_no_answer():
    told = str(answers().get_state())
    assert not any(card.feedback[card.answer] in told for card in cards().values())
