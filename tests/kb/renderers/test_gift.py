from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.renderers import FileForm, render
from kb.renderers.cleaning import one_line
from kb.types import Language, MaterialKind, QuizItem, QuizType
from tests.kb.renderers import moodle, samples

pytestmark = pytest.mark.unit

TEXTS = st.text(st.characters(exclude_characters="\ue058\ue035\ue061\ue123\ue125\ue126\ue092"), min_size=1).filter(
    lambda text: one_line(text) != ""
) | st.sampled_from(samples.HOSTILE)


def imported(*items: QuizItem, title: str = "Visit") -> list[moodle.Read]:
    maker = samples.Maker(Language.EN)
    maker.line("Bring samples.", samples.Section("tools", "Tools", ()))
    material = maker.material(MaterialKind.TRAINING_MODULE, (), quiz=items, title=title)
    return moodle.read(render(material, FileForm.GIFT).decode())[1]


@pytest.mark.parametrize("language", Language)
def test_all_five_types_are_read_by_moodles_rules(language: Language) -> None:
    material = samples.training(language)
    category, questions = moodle.read(render(material, FileForm.GIFT).decode())
    assert category == f"$course$/Fieldcoach/{material.title}"
    kinds = [question.kind for question in questions]
    assert kinds == ["multichoice", "truefalse", "truefalse", "match", "match", "shortanswer"]
    choice, true, false, order, match, gap = questions
    item = material.quiz[0]
    assert choice.answers == tuple((text, float(n == 2)) for n, text in enumerate(item.options))
    assert (true.answers[0][0], false.answers[0][0]) == ("TRUE", "FALSE")
    ordered = [material.quiz[3].options[index] for index in (3, 4, 0, 1, 2)]
    assert order.pairs == tuple((text, str(place)) for place, text in enumerate(ordered, start=1))
    sides = material.quiz[4].options
    assert match.pairs == ((sides[0], sides[4]), (sides[1], sides[5]), (sides[2], sides[3]))
    assert [answer for answer, _ in gap.answers] == [one_line(text) for text in material.quiz[5].answer]  # type: ignore[union-attr]
    assert choice.feedback.startswith(item.explanation)
    assert samples.shipped(language)[0].heading in choice.feedback


@given(TEXTS, TEXTS, TEXTS)
@example("a -> b", "left -> right", "if # then ####")
@example("[html]x", "%50%x*", "//x")
@example("{T}", "TRUE", "}")
def test_any_text_survives_the_import(prompt: str, option: str, explanation: str) -> None:
    texts = [one_line(text) for text in (prompt, option, explanation)]
    choice = QuizItem("a", QuizType.CHOICE, prompt, ("x", option), 1, explanation, (1,))
    gap = QuizItem("b", QuizType.GAP, prompt, (), (option,), explanation, (1,))
    match = QuizItem("c", QuizType.MATCH, prompt, (option, "x", "y", option), ((0, 3), (1, 2)), explanation, (1,))
    first, second, third = imported(choice, gap, match)
    assert {first.text, second.text, third.text} == {texts[0]}
    assert {first.text_format, second.text_format, third.text_format} == {"plain"}
    assert first.answers == (("x", 0.0), (texts[1], 1.0))
    arrowless = texts[1].replace("->", "→")
    assert second.answers == ((arrowless.replace("*", "\\*"), 1.0),)
    assert third.pairs == ((arrowless, texts[1]), ("x", "y"))
    assert first.feedback == f"{texts[2]} ({samples.TITLES[Language.EN]} › Tools)"


def test_hostile_quizzes_are_read_whole() -> None:
    material = samples.hostile()
    _, questions = moodle.read(render(material, FileForm.GIFT).decode())
    assert len(questions) == len(material.quiz)


def test_a_right_side_that_matches_nothing_stays_as_a_wrong_answer() -> None:
    item = QuizItem("m", QuizType.MATCH, "Match", ("a", "b", "one", "two", "three"), ((0, 3), (1, 2)), "Because.", (1,))
    assert imported(item)[0].pairs == (("a", "two"), ("b", "one"), ("", "three"))


def test_a_title_with_slashes_makes_one_category() -> None:
    maker = samples.Maker(Language.EN)
    material = maker.material(MaterialKind.TRAINING_MODULE, (), title="Price: A/B \\n {x}")
    category, _ = moodle.read(render(replace(material, quiz=()), FileForm.GIFT).decode())
    assert category == "$course$/Fieldcoach/Price: A//B \\n {x}"


@pytest.mark.parametrize(
    ("language", "ending"), [(Language.ZH, "准备准备…"), (Language.KO, "준비하고…"), (Language.BG, "подготовка…")]
)
def test_a_long_name_ends_at_a_word_and_says_that_it_goes_on(language: Language, ending: str) -> None:
    prompt = {Language.ZH: "准备" * 50, Language.KO: "미리 준비하고 " * 20, Language.BG: "подготовка " * 20}[language]
    material = samples.training(Language.EN)
    material = replace(material, quiz=(replace(material.quiz[0], prompt=prompt),))
    name = render(material, FileForm.GIFT).decode().split("::")[1]
    assert name.endswith(ending)
    assert len(name) <= 60
