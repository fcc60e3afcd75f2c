"""Search by words: BM25 as the formula says, roles inside the query, any token is safe."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.store.catalog import SqliteCatalog
from kb.store.records import DocumentRecord
from kb.text import search_tokens
from kb.types import Language, Role
from tests.kb.store.handmade import document

pytestmark = pytest.mark.unit

Put = Callable[[DocumentRecord], DocumentRecord]

ITEMS = (
    "Bring samples, samples and a price list.",
    "Call the reseller.",
    "Price objections: ask what the reseller compares the price with.",
    "A reseller orders.",
    "Stock.",
    "Write down what was agreed.",
    "Thank them.",
)


def bm25(texts: Sequence[str], tokens: Sequence[str]) -> list[float]:
    """BM25 with k1 1.2 and b 0.75, and the idf that FTS5 uses."""
    bags = [search_tokens(text) for text in texts]
    average = sum(map(len, bags)) / len(bags)
    scores = []
    for bag in bags:
        score = 0.0
        for token in dict.fromkeys(tokens):
            holding = sum(token in other for other in bags)
            idf = max(math.log((len(bags) - holding + 0.5) / (holding + 0.5)), 1e-6)
            times = bag.count(token)
            score += idf * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * len(bag) / average))
        scores.append(score)
    return scores


@pytest.mark.parametrize("question", ["reseller price", "samples", "what was the price of samples?"])
def test_scores_are_those_of_the_formula(catalog: SqliteCatalog, put: Put, question: str) -> None:
    record = put(document(sections={"visit": ITEMS}))
    tokens = search_tokens(question)
    expected = bm25([passage.embedded_text for passage in record.passages], tokens)
    hits = {hit.id: hit.score for hit in catalog.lexical(Language.EN, tokens, Role.REP, 50)}
    wanted = {passage.id: score for passage, score in zip(record.passages, expected, strict=True) if score > 0}
    assert hits == pytest.approx(wanted, rel=1e-9)
    assert list(hits.values()) == sorted(hits.values(), reverse=True)


def test_the_maximum_is_the_sum_of_the_idfs(catalog: SqliteCatalog, put: Put) -> None:
    put(document(sections={"visit": ITEMS}))
    # Of seven passages "stoc" is in one, "unse" in none.
    expected = 2.2 * (math.log(6.5 / 1.5) + math.log(7.5 / 0.5))
    assert catalog.lexical_maximum(Language.EN, ["stoc", "unse", "stoc"]) == pytest.approx(expected)
    # "visi", from the heading, is in all of them.
    assert catalog.lexical_maximum(Language.EN, ["visi"]) == pytest.approx(2.2e-6)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.lists(st.sampled_from(sorted({w for item in ITEMS for w in item.split()})), max_size=8))
def test_no_score_exceeds_the_maximum(catalog: SqliteCatalog, put: Put, question: list[str]) -> None:
    if not catalog.documents():
        put(document(sections={"visit": ITEMS}))
    tokens = search_tokens(" ".join(question))
    maximum = catalog.lexical_maximum(Language.EN, tokens)
    assert all(0 < hit.score <= maximum for hit in catalog.lexical(Language.EN, tokens, Role.REP, 50))


def test_a_token_said_twice_counts_once(catalog: SqliteCatalog, put: Put) -> None:
    put(document(sections={"visit": ITEMS}))
    once = catalog.lexical(Language.EN, ["pric", "stoc"], Role.REP, 9)
    assert catalog.lexical(Language.EN, ["pric", "stoc", "pric"], Role.REP, 9) == once


def test_equal_scores_come_and_are_cut_in_the_order_of_ids(catalog: SqliteCatalog, put: Put) -> None:
    for name in ("c.en", "a.en", "d.en", "b.en"):
        put(document(name, {"visit": ["Bring samples."]}))
    hits = catalog.lexical(Language.EN, search_tokens("samples"), Role.REP, 3)
    assert [hit.id.split("/")[0] for hit in hits] == ["a.en", "b.en", "c.en"]


@pytest.mark.parametrize(
    ("language", "item", "question"),
    [
        (Language.ZH, "客户说价格太贵。", "价格"),
        (Language.ZH, "𠮷野家的𪚥𮯠字", "𮯠字"),
        (Language.KO, "고객이 비싸다고 하면", "비싸"),
        (Language.BG, "Уговорете следваща среща", "СРЕЩАТА"),
        (Language.EN, "XQ-5000 price lists", "ｘｑ-５０００"),
    ],
)
def test_words_are_found_in_every_language(
    catalog: SqliteCatalog, put: Put, language: Language, item: str, question: str
) -> None:
    record = put(document(f"visit.{language}", {"一": [item, "Nothing of the kind; 전혀; нищо; 无"]}))
    hits = catalog.lexical(language, search_tokens(question), Role.REP, 9)
    assert [hit.id for hit in hits] == [record.passages[0].id]


def test_tokens_are_kept_as_they_are(catalog: SqliteCatalog, put: Put) -> None:
    """SQLite folds nothing further: what equals what is decided by search_tokens alone."""
    record = put(document("visit.bg", {"а": ["Кафе café, ПОЙ", "ѝ"]}))
    for token in search_tokens(record.passages[0].text):
        assert [hit.id for hit in catalog.lexical(Language.BG, [token], Role.REP, 9)] == [record.passages[0].id]
        assert catalog.lexical_maximum(Language.BG, [token]) < catalog.lexical_maximum(Language.BG, ["unseen"])
    assert catalog.lexical(Language.BG, ["cafe"], Role.REP, 9) == []


def test_each_language_has_its_own_table(catalog: SqliteCatalog, put: Put) -> None:
    put(document("visit.ko", {"가": ["CRM"]}))
    assert catalog.lexical(Language.EN, ["crm"], Role.REP, 9) == []
    assert len(catalog.lexical(Language.KO, ["crm"], Role.REP, 9)) == 1


def test_what_a_role_may_not_read_is_not_counted_among_the_best(catalog: SqliteCatalog, put: Put) -> None:
    """The limit holds for what may be read: hidden passages never push readable ones out."""
    for number in range(10):
        put(document(f"secret-{number}.en", {"a": ["Samples samples samples"]}, readers=[Role.HR]))
    put(document("open.en", {"a": ["Samples are heavy, so bring only a few of them along"]}))
    hits = catalog.lexical(Language.EN, search_tokens("samples"), Role.REP, 3)
    assert [hit.id.split("/")[0] for hit in hits] == ["open.en"]
    assert len(catalog.lexical(Language.EN, search_tokens("samples"), Role.ADMIN, 30)) == 11


@pytest.mark.parametrize(
    "token",
    [
        '"',
        '""',
        "a OR b",
        "tokens:a",
        "NEAR(a b)",
        "a*",
        "(",
        "^a",
        "\x00",
        "\ud800",
        "",
        " ",
        "'",
        "{a}",
        "+",
    ],
)
def test_any_token_is_a_word_and_nothing_else(catalog: SqliteCatalog, put: Put, token: str) -> None:
    put(document(sections={"visit": ITEMS}))
    assert catalog.lexical(Language.EN, [token, "stoc"], Role.REP, 9)[0].score > 0
    assert catalog.lexical_maximum(Language.EN, [token, "stoc"]) > 0


def test_no_words_find_nothing(catalog: SqliteCatalog, put: Put) -> None:
    put(document(sections={"visit": ITEMS}))
    assert catalog.lexical(Language.EN, [], Role.REP, 9) == []
    assert catalog.lexical(Language.EN, ["\x00"], Role.REP, 9) == []
    assert catalog.lexical(Language.EN, ["stoc"], Role.REP, 0) == []
    assert catalog.lexical_maximum(Language.EN, []) == 0.0


def test_a_very_long_question_is_answered(catalog: SqliteCatalog, put: Put) -> None:
    """The longest question that the API takes, 8,000 characters, all of them different pairs."""
    put(document(sections={"visit": ITEMS}))
    tokens = [chr(0x4E00 + number) + chr(0x4E01 + number) for number in range(8000)]
    assert catalog.lexical(Language.EN, [*tokens, "stoc"], Role.REP, 9)
    assert catalog.lexical_maximum(Language.EN, tokens) > 0


def test_a_token_is_known_where_any_language_has_it(catalog: SqliteCatalog, put: Put) -> None:
    put(document("visit.en", {"visit": ["Stock."]}))
    put(document("visit.ko", {"visit": ["재고."]}))
    assert catalog.known_tokens(["stoc", "재고", "unse", ""]) == {"stoc", "재고"}
    assert catalog.known_tokens([]) == frozenset()
