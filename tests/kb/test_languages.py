"""Which language a text is in: script first, langdetect only against English, refused on evidence only."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from kb.languages import Detected, Reason, detect
from kb.types import Language

pytestmark = pytest.mark.unit
BENCH = Path(__file__).parents[3] / "shared" / "bench"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("拜访客户时要带什么", Language.ZH),
        ("拜訪客戶時要帶什麼？", Language.ZH),
        ("客户说 too expensive 怎么办", Language.ZH),
        ('客户说 "it is too expensive for us" 怎么办', Language.ZH),
        ("customer的budget不够怎么follow up", Language.ZH),
        ("日本の客户怎么拜访才好呢", Language.ZH),
        ("고객이 비싸다고 하면?", Language.KO),
        ("CRM 고객 관리", Language.KO),
        ("ㅋㅋ", Language.KO),
        ("Как да ползвам Salesforce Lightning dashboards", Language.BG),
        ("Клиентът ми писа „Сколько стоит эта вещь?“ какво да отговоря", Language.BG),
        ("раздел ІІ от договора", Language.BG),
        ("Как вести переговоры", None),
        ("ok", Language.EN),
        ("price list", Language.EN),
        ("αβγ testing what is this", Language.EN),
        ("How do I say 您好请问王经理在吗 to a client?", Language.EN),
        ("sales objectives for a call", Language.EN),
        ("discount promotion quota bonus target", Language.EN),
        ("WHERE DO I PUT THE STOCK LIST", Language.EN),
    ],
)
def test_the_script_decides(text: str, language: Language | None) -> None:
    assert detect(text).language is language


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("東京の天気", "の"),
        ("ما هو أفضل سعر؟", "م"),
        ("ราคาเท่าไหร่", "ร"),
        ("Πώς να πουλήσω περισσότερα", "Π"),
        ("איך מוכרים יותר", "א"),
        ("ग्राहक को कैसे मनाएं", "ग"),
        ("Скільки це коштує і навіщо", "і"),
        ("Шта да кажем купцу ђаче", "ђ"),
        ("wie kann ich meinen kunden besser überzeugen", "de"),
        ("¿cómo puedo convencer a mi cliente de comprar más productos?", "es"),
        ("müşteri pahalı derse ne cevap vermeliyim", "tr"),
        ("KUNDEN SAGEN DAS IST VIEL ZU TEUER", "de"),
    ],
)
def test_another_language_is_said_on_evidence(text: str, evidence: str) -> None:
    assert detect(text) == Detected(None, Reason.FOREIGN, evidence)


@pytest.mark.parametrize("text", ["", "  ", "????", "17 * 243", "😀😀", "2.5 %"])
def test_without_letters_nothing_is_said(text: str) -> None:
    assert detect(text) == Detected(None, Reason.NO_LETTERS)


def test_four_foreign_words_are_no_evidence() -> None:
    assert detect("Wie geht es dir").language is Language.EN


def test_the_answer_is_always_the_same() -> None:
    text = "penalty clause vs liquidated damages"
    assert len({detect(text) for _ in range(20)}) == 1


def test_script_needs_no_langdetect_and_no_time() -> None:
    already = "langdetect" in sys.modules
    best = 1.0
    for _ in range(200):
        start = time.perf_counter()
        detect("客户说太贵了怎么办")
        best = min(best, time.perf_counter() - start)
    assert best < 100e-6
    assert ("langdetect" in sys.modules) is already


def test_at_most_one_question_in_two_hundred_is_lost() -> None:
    """On questions and headings that nobody here wrote; two Bulgarian ones of the set are in English."""
    if not BENCH.is_dir():
        pytest.skip("the public question sets are not beside the project")
    lost: dict[str, list[str]] = {}
    total: dict[str, int] = {}
    for path in sorted(BENCH.glob("*/queries.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            total[row["lang"]] = total.get(row["lang"], 0) + 1
            if detect(row["q"]).language != row["lang"]:
                lost.setdefault(row["lang"], []).append(row["q"])
    english_among_bulgarian = {"Help people find and follow your project", "Build a reputation"}
    assert set(lost.pop("bg", [])) <= english_among_bulgarian
    for language, questions in lost.items():
        assert len(questions) <= 0.005 * total[language], questions
