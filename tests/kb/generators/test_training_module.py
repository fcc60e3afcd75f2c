from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from kb.errors import InputError
from kb.generators.occasions import Occasions
from kb.generators.training_module import TrainingWriter
from kb.library import SectionView
from kb.types import (
    BlockStyle,
    Hit,
    Language,
    Material,
    MaterialKind,
    NotCovered,
    Role,
    Search,
    TrainingOrder,
)
from kb.wording import TopicPhrase, Wording
from tests.solving import solver
from tests.teaching import ITEM, LEVELS, STEP, STEPS, found, hits_on, section, shelf

pytestmark = pytest.mark.unit

WORDING = Wording.load()
VIEWS = shelf()
TOPIC = "packing glass"
HITS: Mapping[str, Sequence[Hit]] = {TOPIC: [*hits_on(VIEWS[0], *[0.5] * 6), *hits_on(VIEWS[1], *[0.45] * 4)]}


def writer(views: list[SectionView] | None = None, asked: list[Role] | None = None) -> TrainingWriter:
    def search(text: str, language: Language, role: Role) -> Search:
        if asked is not None:
            asked.append(role)
        return found(text, *HITS.get(text, ()), asked=0.7 if text in HITS else 0.1, decoy=0.2)

    def shelf_of(language: Language, role: Role) -> list[SectionView]:
        if asked is not None:
            asked.append(role)
        return VIEWS if views is None else views

    return TrainingWriter(shelf_of, search, WORDING, Occasions.load())


def module(order: TrainingOrder | None = None, language: Language = Language.EN) -> Material:
    result = writer().write(order or TrainingOrder(TOPIC), language)
    assert isinstance(result, Material)
    return result


def test_a_module_has_all_its_parts() -> None:
    made = module()
    assert made.kind is MaterialKind.TRAINING_MODULE
    assert made.title == made.question_used == TOPIC
    keys = [block.key for block in made.blocks]
    assert list(dict.fromkeys(keys)) == ["objectives", "agenda", "key_points", "exercise", "role_play"]
    assert keys.count("role_play") == 3
    assert made.quiz


@pytest.mark.parametrize("language", list(Language))
def test_every_line_is_a_quote_with_its_source_or_a_fixed_phrase(language: Language) -> None:
    made = module(TrainingOrder(TOPIC, learners="new packers", minutes=45), language)
    quotes = {citation.number: citation.quote for citation in made.citations}
    for line in (line for block in made.blocks for line in block.lines):
        if line.citations:
            assert line.text == quotes[line.citations[0]]
        else:
            assert WORDING.is_fixed(line.text, language), line.text
    ids = [line.id for block in made.blocks for line in block.lines]
    assert len(ids) == len(set(ids))
    assert {number for item in made.quiz for number in item.citations} <= set(quotes)


@pytest.mark.parametrize("minutes", [5, 7, 19, 45, 90, 480])
def test_the_agenda_adds_up_and_names_what_is_there(minutes: int) -> None:
    made = module(TrainingOrder(TOPIC, minutes=minutes))
    agenda = [block for block in made.blocks if block.key == "agenda"]
    assert sum(block.minutes or 0 for block in agenda) == minutes
    headings = {block.heading for block in agenda}
    for key, heading in (("exercise", "Exercise"), ("role_play", "Role-play")):
        assert (heading in headings) is any(block.key == key for block in made.blocks)


@pytest.mark.parametrize("minutes", [-1, 0, 4, 481, 10_000])
def test_impossible_minutes_are_an_error(minutes: int) -> None:
    with pytest.raises(InputError, match="5 to 480"):
        writer().write(TrainingOrder(TOPIC, minutes=minutes), Language.EN)


def test_the_same_order_gives_the_same_module_and_another_seed_another_quiz() -> None:
    one, again, other = module(), module(), module(TrainingOrder(TOPIC, seed=1))
    assert replace(one, id="") == replace(again, id="")
    assert one.blocks == other.blocks
    assert one.quiz != other.quiz


def test_the_quiz_is_solved_from_the_modules_own_key_points() -> None:
    made = module()
    for item in made.quiz:
        answer = solver(made, WORDING).solve(item)
        assert answer == item.answer or (isinstance(answer, tuple) and answer[0] in (item.answer, *_told(item.answer)))


def _told(answer: object) -> tuple[object, ...]:
    return answer if isinstance(answer, tuple) else ()


def test_steps_stay_steps_and_each_section_has_its_heading() -> None:
    points = [block for block in module().blocks if block.key == "key_points"]
    assert [(block.heading, block.style) for block in points][:2] == [
        ("Cleaning", BlockStyle.PARAGRAPH),
        (None, BlockStyle.STEPS),
    ]
    assert "Grades" in {block.heading for block in points}


def test_the_callers_role_goes_into_every_search() -> None:
    asked: list[Role] = []
    writer(asked=asked).write(TrainingOrder(TOPIC, role=Role.MANAGER), Language.EN)
    assert set(asked) == {Role.MANAGER}


def test_what_no_text_is_about_is_not_covered() -> None:
    assert isinstance(writer().write(TrainingOrder("baking bread"), Language.EN), NotCovered)


def test_what_the_role_may_not_read_is_not_taught() -> None:
    assert isinstance(writer(views=[]).write(TrainingOrder(TOPIC), Language.EN), NotCovered)


def test_a_topic_in_peoples_own_words_is_found_by_the_librarys() -> None:
    phrase = WORDING.phrase(TopicPhrase.PAYMENT, Language.EN)

    def search(text: str, language: Language, role: Role) -> Search:
        return found(text, *(hits_on(VIEWS[2], *[0.5] * 4) if text == phrase else ()), asked=0.3, decoy=0.2)

    cash = TrainingWriter(lambda _, __: VIEWS, search, WORDING, Occasions.load())
    assert isinstance(cash.write(TrainingOrder("the cash they owe us"), Language.EN), Material)
    assert isinstance(cash.write(TrainingOrder("the cash"), Language.EN), NotCovered)


def test_the_role_play_is_the_first_section_that_is_a_conversation() -> None:
    views = [
        section(0, "Cleaning", STEPS, STEP, {"area": "visit", "phase": "before"}),
        section(1, "Grades", LEVELS, ITEM, {"area": "payment"}),
    ]
    cards = [block.heading for block in _module_of(views).blocks if block.key == "role_play"]
    assert cards == ["The salesperson's card", "The customer's card", "The observer's sheet"]
    alone = next(block.heading for block in _module_of(views[:1]).blocks if block.key == "role_play")
    assert alone == "The presenter's card"


def _module_of(views: list[SectionView]) -> Material:
    hits = [hit for view, score in zip(views, (0.5, 0.45), strict=False) for hit in hits_on(view, *[score] * 6)]

    def search(text: str, language: Language, role: Role) -> Search:
        return found(text, *(hits if text == TOPIC else ()), asked=0.7, decoy=0.2)

    made = TrainingWriter(lambda _, __: views, search, WORDING, Occasions.load()).write(
        TrainingOrder(TOPIC), Language.EN
    )
    assert isinstance(made, Material)
    return made
