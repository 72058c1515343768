"""The recognition trainer: fair rounds, types as published, and nothing given away too early."""

import re
from collections import Counter
from dataclasses import FrozenInstanceError, fields, replace
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import LIGHTS, boxcar, classify, ice_pick, measure, pore, rolling, value
from toolkit.explorers import recognise
from toolkit.explorers.recognising_picture import scene_of
from toolkit.explorers.recognising_words import ABOVE, APART, SECTION, mixed_words, table_of
from toolkit.recognition import HARDEST, KINDS, Answer, Round, Tally, Trial, doubt_of, trial
from toolkit.recognition.round import level_after

NAMES = re.compile(r"ice.?pick|boxcar|rolling|\bpores?\b", re.IGNORECASE)
WORDS = re.compile(r"\b(cure|erase|perfect|wrong|stupid|fail)", re.IGNORECASE)
each_kind = pytest.mark.parametrize("kind", KINDS)
each_level = pytest.mark.parametrize("level", range(1, HARDEST + 1))


def played(round_, name=lambda shown: shown.kind):
    """A round in which every dip is given a name."""
    while not round_.is_over:
        round_ = round_.answered(name(round_.now))
    return round_


def never_right(shown):
    return next(kind for kind in KINDS if not shown.accepts(kind))


def trials_of(round_):
    return [answer.trial for answer in round_.answers]


# Fair rounds


@given(seed=st.integers(0, 10_000))
@settings(max_examples=5)
def test_every_skin_tone_comes_up_once_in_each_six(seed):
    tones = [shown.skin_tone for shown in trials_of(played(Round(seed=seed)))]
    assert sorted(tones[:6]) == sorted(tones[6:]) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("n", [1, 4, 6, 11, 12])
def test_no_kind_comes_up_more_than_once_more_than_another(n):
    counted = Counter(shown.kind for shown in trials_of(played(Round(seed=5, n=n))))
    counts = [counted[kind] for kind in KINDS]
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("name", [lambda shown: shown.kind, never_right], ids=["right", "missed"])
def test_the_same_seed_and_answers_show_the_same_to_a_whole_class(name):
    first, second = (trials_of(played(Round(seed=11, n=8), name)) for _ in range(2))
    assert first == second


def test_another_seed_shows_other_skin():
    assert Round(seed=1).now != Round(seed=2).now


def test_answers_change_how_hard_it_gets_but_not_whose_turn_it_is():
    """Two in one class may differ in level, and still see the same kinds on the same skin tones."""
    right, missed = played(Round(seed=3)), played(Round(seed=3), never_right)
    who = [[(shown.kind, shown.skin_tone) for shown in trials_of(one)] for one in (right, missed)]
    assert who[0] == who[1]
    assert trials_of(right) != trials_of(missed)


def test_trials_and_rounds_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Round(seed=1).now.kind = "pore"
    with pytest.raises(FrozenInstanceError):
        Round(seed=1).seed = 2


# Difficulty follows the learner


@pytest.mark.parametrize(
    "rights, level",
    [
        ("", 1),
        ("r", 1),
        ("rr", 2),
        ("rrr", 2),
        ("rrrr", 3),
        ("rrm", 1),
        ("rmr", 1),
        ("rrrmr", 1),
        ("m", 1),
        ("rrrrrrrrrrrr", 5),
        ("rrrrrrrrm", 4),
    ],
)
def test_two_right_in_a_row_make_it_harder_and_one_miss_easier(rights, level):
    assert level_after(one == "r" for one in rights) == level


def test_a_round_begins_in_section_and_ends_from_above_for_who_is_always_right():
    shown = trials_of(played(Round(seed=8)))
    assert [one.view for one in shown[:4]] == ["section"] * 4
    assert {one.view for one in shown[4:8]} == {"above"}
    assert played(Round(seed=8)).level == HARDEST


def test_who_always_misses_stays_with_sections_of_typical_sizes():
    missed = played(Round(seed=8), never_right)
    assert missed.level == 1
    assert {shown.view for shown in trials_of(missed)} == {"section"}


@each_kind
def test_easy_levels_hold_no_open_case(kind):
    assert not any(
        trial(seed, level, kind=kind).is_open for level in (1, 2, 3) for seed in range(8)
    )


def test_the_hardest_level_holds_open_cases_and_clear_ones():
    cases = [trial(seed, HARDEST) for seed in range(30)]
    assert 3 <= sum(case.is_open for case in cases) <= 20


def test_from_above_other_pores_lie_around_and_the_light_varies():
    hard = [trial(seed, 4) for seed in range(20)]
    assert min(one.pores for one in hard) > 5
    assert {one.light for one in hard} == set(LIGHTS)


# Types are those of the published classification


@each_level
@each_kind
def test_what_was_drawn_is_what_the_classification_calls_it(kind, level):
    for seed in range(4):
        shown = trial(seed, level, kind=kind)
        assert classify(shown.section).name == shown.kind == shown.doubt.names[0]


@pytest.mark.parametrize(
    "scar, names",
    [
        (ice_pick(width_mm=1.0, depth_mm=1.6), {"ice_pick"}),
        (boxcar(width_mm=2.6, depth_mm=0.4), {"boxcar"}),
        (rolling(width_mm=5.5, depth_mm=0.35), {"rolling"}),
        (pore(width_mm=0.3, depth_mm=0.15), {"pore"}),
        (boxcar(width_mm=1.5, depth_mm=0.4), {"boxcar", "ice_pick"}),
        (ice_pick(width_mm=1.95, depth_mm=2.4), {"boxcar", "ice_pick"}),
        (boxcar(width_mm=4.0, depth_mm=0.4), {"boxcar", "rolling"}),
        (rolling(width_mm=4.36, depth_mm=0.3, site="chin"), {"rolling", "boxcar"}),
        (pore(width_mm=0.5, depth_mm=0.3), {"pore", "ice_pick"}),
    ],
)
def test_a_case_is_open_at_the_borders_of_the_table_and_clear_within(scar, names):
    doubt = doubt_of(measure(scar))
    assert set(doubt.names) == names
    assert bool(doubt.why) == (len(names) > 1)


@pytest.mark.parametrize("width_mm", [1.6, 1.8])
def test_from_above_the_widths_that_two_types_share_leave_it_open(width_mm):
    size = measure(ice_pick(width_mm=width_mm, depth_mm=2.3))
    assert value("boxcar_width").low < width_mm < value("ice_pick_width_below").typical
    assert set(doubt_of(size, view="above").names) == {"ice_pick", "boxcar"}
    assert doubt_of(size, view="section").names == ("ice_pick",)


@given(width_mm=st.floats(0.3, 9), depth_mm=st.floats(0.1, 2.5), floor=st.floats(0.1, 0.95))
def test_where_the_classification_is_not_certain_the_case_is_open(width_mm, depth_mm, floor):
    size = replace(measure(boxcar()), width_mm=width_mm, depth_mm=depth_mm, floor_share=floor)
    if not classify(size).certain:
        assert len(doubt_of(size).names) == 2


def test_an_open_case_far_from_any_border_is_not_said_to_be_near_one():
    size = measure(ice_pick(width_mm=1.0, depth_mm=0.9))
    doubt = doubt_of(size)
    assert len(doubt.names) == 2
    assert "border" not in doubt.why
    assert "overlap" not in doubt.why


@each_level
def test_an_ice_pick_scar_ends_within_its_picture(level):
    for seed in range(12):
        shown = trial(seed, level, kind="ice_pick")
        assert shown.depth_mm < scene_of(shown, px=640, view="section").panels[0].window.bottom


# The confusion table


def an_open_case():
    return next(case for case in (trial(seed, HARDEST) for seed in range(60)) if case.is_open)


def test_either_name_of_an_open_case_is_right_and_no_other():
    case = an_open_case()
    right = {name for name in KINDS if Answer(trial=case, said=name).is_right}
    assert right == set(case.doubt.names)
    assert len(right) == 2


@given(said=st.lists(st.sampled_from(KINDS), min_size=1, max_size=8))
@settings(max_examples=8)
def test_the_table_adds_up(said):
    answers = tuple(Answer(trial=trial(i, 1), said=name) for i, name in enumerate(said))
    tally = Tally.of(answers)
    assert tally.total == len(said)
    assert tally.right == sum(answer.is_right for answer in answers)
    for name in KINDS:
        assert sum(row[name] for row in tally.counts.values()) == said.count(name)


def test_clear_cases_are_counted_in_the_row_of_what_they_are():
    shown = trial(2, 1, kind="boxcar")
    tally = Tally.of([Answer(trial=shown, said="rolling"), Answer(trial=shown, said="boxcar")])
    assert tally.counts["boxcar"] == {"ice_pick": 0, "boxcar": 1, "rolling": 1, "pore": 0}


def test_the_pair_mixed_up_most_is_found_whichever_way_round():
    box, pick = (trial(2, 1, kind=kind) for kind in ("boxcar", "ice_pick"))
    mixed = [(box, "ice_pick"), (pick, "boxcar"), (box, "rolling")]
    assert Tally.of(Answer(trial=one, said=name) for one, name in mixed).most_mixed == (
        "ice_pick",
        "boxcar",
    )


def test_a_round_without_a_mistake_mixes_up_nothing():
    tally = played(Round(seed=2, n=4)).tally
    assert tally.most_mixed is None
    assert "no two" in mixed_words(tally)


def test_every_pair_has_words_that_tell_it_apart():
    for one in KINDS:
        for other in set(KINDS) - {one}:
            answers = [Answer(trial=trial(2, 1, kind=one), said=other)]
            assert mixed_words(Tally.of(answers)).endswith(tuple(APART.values()))


def test_the_table_has_a_caption_and_a_head_for_each_row_and_column():
    table = table_of(played(Round(seed=2, n=4)).tally)
    assert table.count("<caption>") == 1
    assert table.count('scope="col"') == table.count('scope="row"') == len(KINDS)


# What is refused


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"level": 6}, "level is 6; it must be a whole number 1 to 5"),
        ({"kind": "box_car"}, "kind is 'box_car'; did you mean 'boxcar'"),
        ({"skin_tone": 7}, "skin_tone is 7; it must be a whole number 1 to 6"),
    ],
)
def test_a_trial_that_cannot_be_drawn_is_refused(wrong, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        trial(1, **wrong)


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"seed": -1}, "seed is -1; it must be a whole number 0 to"),
        ({"seed": 1, "n": 0}, "n is 0; it must be a whole number 1 to 120"),
        ({"seed": "a"}, "seed is 'a'; it must be a whole number"),
    ],
)
def test_a_round_that_cannot_be_played_is_refused(wrong, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        recognise(**wrong)


def test_a_name_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="did you mean 'rolling'"):
        Round(seed=1).answered("roling")
    with pytest.raises(ValueError, match="before all 1 dips are named"):
        played(Round(seed=1, n=1)).answered("pore")


@pytest.mark.parametrize("name", ["view", "light", "site"])
def test_a_trial_by_hand_is_checked_too(name):
    given = {field.name: getattr(trial(1), field.name) for field in fields(Trial)}
    with pytest.raises(ValueError, match=f"{name} is 'cheeck'"):
        Trial(**given | {name: "cheeck"})


# On the page


def shown_by(trainer):
    """All that lies in the page, but for the names on the buttons, which are always the same."""
    names = (name for name in trainer.keys if name not in ("options", "_esm", "_css"))
    return " ".join(str(getattr(trainer, name)) for name in names)


@each_level
def test_nothing_in_the_page_names_the_dip_before_it_has_a_name(level):
    for kind in KINDS:
        trainer = recognise(seed=level, n=4)
        trainer.shown = trial(level, level, kind=kind)
        trainer.fit(640)
        page = re.sub(r"data:image/jpeg;base64,[^\"]+", "", shown_by(trainer))
        assert "<svg" in page
        assert NAMES.findall(page) == []


def test_a_description_holds_the_sizes():
    trainer = recognise(seed=1)
    trainer.shown = replace(trial(1, kind="boxcar", skin_tone=5), width_mm=2.6, depth_mm=0.7)
    trainer.fit(640)
    words = re.search('aria-label="([^"]+)"', trainer.html)[1]
    assert "2.6 mm wide and 0.7 mm deep" in words
    assert "type 5, in section" in words


@each_level
@each_kind
def test_a_picture_is_light_enough_for_a_phone(kind, level):
    trainer = recognise(seed=1)
    trainer.shown = trial(3, level, kind=kind)
    trainer.fit(360)
    assert len(trainer.html.encode()) < 90_000


def test_the_next_picture_comes_at_once():
    """The first may still fill caches; the slowest kind is a wide dip seen from above."""
    took = []
    trainer = recognise(seed=1)
    for seed in range(3):
        trainer.shown = trial(seed, 4, kind="boxcar")
        start = perf_counter()
        trainer.fit(1000)
        took.append(perf_counter() - start)
    assert min(took) < 0.5


@each_kind
def test_an_answer_says_what_to_look_for(kind):
    trainer = recognise(seed=1)
    trainer.round, trainer.shown = told_to_ask(kind)
    trainer.choose(kind)
    assert trainer.feedback.startswith(f"Yes. {SECTION[kind]}")
    assert trainer.marks == {kind: "right"}


def told_to_ask(kind):
    """A round whose first dip is of a kind."""
    rounds = (Round(seed=seed) for seed in range(100))
    found = next(one for one in rounds if one.now.kind == kind)
    return found, found.now


def test_a_miss_shows_which_name_was_right():
    trainer = recognise(seed=1)
    trainer.round, trainer.shown = told_to_ask("boxcar")
    trainer.choose("pore")
    assert trainer.feedback.startswith("Not quite.")
    assert trainer.marks == {"pore": "wrong", "boxcar": "right"}


def test_an_open_case_says_that_it_is_open_and_why():
    rounds = (Round(seed=seed) for seed in range(50))
    trainer = recognise(seed=next(one.seed for one in map(played, rounds) if one.tally.open))
    while not trainer.shown.is_open:
        trainer.choose(trainer.shown.kind)
        trainer.go_on()
    trainer.choose(trainer.shown.doubt.names[1])
    assert trainer.feedback.startswith("Yes, and this one is open:")
    assert trainer.feedback.endswith(trainer.shown.doubt.why)
    assert set(trainer.marks.values()) == {"right"}


def test_after_an_answer_a_dip_seen_from_above_is_shown_in_section_too():
    trainer = recognise(seed=8)
    while trainer.shown.view == "section":
        trainer.choose(trainer.shown.kind)
        assert trainer.below == ""
        trainer.go_on()
    assert trainer.below == ""
    trainer.choose(trainer.shown.kind)
    assert "in section" in trainer.below
    trainer.go_on()
    assert trainer.below == ""


def test_a_round_ends_in_a_table_and_begins_anew():
    trainer = recognise(seed=4, n=2)
    for _ in range(2):
        trainer.choose(trainer.shown.kind)
        trainer.go_on()
    assert trainer.phase == "over"
    assert "You named 2 of 2" in trainer.end
    assert "recognise(seed=4, n=2)" in trainer.end
    trainer.once_more()
    assert (trainer.phase, trainer.end, trainer.round.answers) == ("asking", "", ())
    assert trainer.round.seed != 4


def test_going_on_waits_for_an_answer_and_a_dip_is_named_once():
    trainer = recognise(seed=4)
    before = trainer.html
    trainer.go_on()
    assert trainer.html == before
    trainer.choose("pore")
    with pytest.raises(ValueError, match="it must come while a dip waits for its name"):
        trainer.choose("pore")


def test_without_a_kernel_two_sentences_and_a_picture_without_a_name_stand_there():
    bundles = [recognise(n=n)._repr_mimebundle_() for n in (3, 4)]
    first, second = ({k: one[k] for k in ("text/html", "text/plain")} for one in bundles)
    assert first == second
    said, picture = first["text/html"].split("What is this?")
    assert said.count(".") == 2
    assert NAMES.findall(re.search('alt="([^"]+)"', picture)[1]) == []


def test_words_are_kind():
    said = [*SECTION.values(), *ABOVE.values(), *APART.values()]
    assert not any(WORDS.search(words) for words in said)
    assert max(map(len, said)) <= 110
