"""Checks on the words of each edition: its language, its typography, the glossary's terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kb.languages import Reason, detect
from kb.types import Language
from tests.corpus.library import Library

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CYRILLIC = "\u0400-\u052f"
_FULL_WIDTH = "，。：；？！（）、《》「」『』"
_DOUBLED = re.compile("[ \u00a0]{2,}|\u3000")
_DASH = re.compile(r"[a-zа-яА-Я가-힣]\s?—|\s[-—]\s|[\w]–|–\w")

Rule = tuple[re.Pattern[str], str]
_RULES: Mapping[Language, Sequence[Rule]] = {
    Language.ZH: (
        (re.compile(rf"[{_HAN}”）][,;:?!()]|[,;:?!()][{_HAN}“（]"), "half-width punctuation beside Han"),
        (re.compile(rf"[{_HAN}]\.|\.\.\."), "a half-width full stop"),
        (re.compile("[「」『』\"'‘’]"), "quotation marks other than “”"),
        (re.compile(rf"[{_HAN}，。：；？！（）、“”] +[{_HAN}，。：；？！（）、“”]"), "a blank between Han"),
        (re.compile(rf"[{_HAN}] +[A-Za-z0-9]|[A-Za-z0-9] +[{_HAN}]"), "a blank beside Han"),
        (re.compile(r"[，；：、][，。；：、]|。。"), "doubled punctuation"),
    ),
    Language.KO: (
        (re.compile(rf"[{_FULL_WIDTH}]"), "full-width punctuation"),
        (re.compile(r"\s[,.?!:;)”’]"), "a blank before punctuation"),
        (re.compile(r"[(“‘]\s"), "a blank after an opening mark"),
        (re.compile(r"[가-힣][,;:?!][가-힣]|[가-힣]\.[가-힣]"), "no blank after punctuation"),
        (re.compile("[\"']"), "straight quotation marks"),
    ),
    Language.BG: (
        (re.compile("[\"'”«»‘’]"), "quotation marks other than „…“"),
        (re.compile("[ыэёЫЭЁіїєґѓќљњћђџѕјІЇЄҐЃЌЉЊЋЂЏЅЈ]"), "a letter that Bulgarian lacks"),
        (re.compile(r"\s[,.?!:;)“]"), "a blank before punctuation"),
        (re.compile(r"[(„]\s"), "a blank after an opening mark"),
        (re.compile(r"[а-я][,;:?!][а-я]"), "no blank after punctuation"),
        (re.compile(rf"[A-Za-z][{_CYRILLIC}]|[{_CYRILLIC}][A-Za-z]"), "Latin and Cyrillic letters in one word"),
        (re.compile(r"(?<![\w-])[aceopxy](?![\w-])"), "a Latin letter as a Bulgarian word"),
        (re.compile(r"(?<=[а-я,] )[АВЕКМНОРСТХ](?![\w-])"), "a Cyrillic letter as the name of a class"),
        (re.compile(r"(?<!\w)й(?!\w)"), "й for ѝ"),
    ),
    Language.EN: (
        (re.compile('"'), "straight quotation marks"),
        (re.compile("[‘’]"), "a curly apostrophe"),
        (re.compile(r"\s[,.?!:;)”]"), "a blank before punctuation"),
        (re.compile(r"[(“]\s"), "a blank after an opening mark"),
        (re.compile(r"[a-z][,;:?!][a-z]"), "no blank after punctuation"),
    ),
}
_PAIRS: Mapping[Language, Sequence[str]] = {
    Language.ZH: ("“”", "（）"),
    Language.KO: ("‘’", "“”", "()"),
    Language.BG: ("„“", "()"),
    Language.EN: ("“”", "()"),
}
_LOOKALIKE = re.compile(rf"[A-Za-z][{_CYRILLIC}]|[{_CYRILLIC}][A-Za-z]|[ыэёЫЭЁ]")


def languages(library: Library) -> Iterator[str]:
    """Passages, titles and headings that are in another language than their edition.

    Short English without a function word can only be doubted, never told.
    """
    for edition in library.editions.values():
        for where, text in edition.texts():
            found = detect(text)
            short = edition.language is Language.EN and found.reason is Reason.DOUBT and len(text.split()) <= 15
            if found.language is not edition.language or not (found.reason is Reason.SCRIPT or short):
                yield f"{where}: {found.language or found.evidence}, by {found.reason}: {text}"


def typography(library: Library) -> Iterator[str]:
    """Marks and letters that the edition's language does not use, unpaired quotation marks and brackets."""
    for edition in library.editions.values():
        language = edition.language
        for where, text in edition.texts():
            yield from (f"{where}: {fault}: {sample!r}" for fault, sample in _broken(text, language))
            yield from (f"{where}: {pair} are not paired" for pair in _PAIRS[language] if not _paired(text, pair))


def lookalikes(library: Library) -> Iterator[str]:
    """Bulgarian questions and decoys with letters that only look Bulgarian: nobody types them, nothing finds them."""
    for edition in library.of(Language.BG):
        for question in edition.questions:
            if _LOOKALIKE.search(question.text):
                yield f"{edition.name}, #{question.anchor}: {question.text}"
    for decoy in library.decoys.get(Language.BG, ()):
        if re.search(rf"[A-Za-z][{_CYRILLIC}]|[{_CYRILLIC}][A-Za-z]", decoy.text):
            yield f"decoys.bg.yaml: {decoy.text}"


def _broken(text: str, language: Language) -> Iterator[tuple[str, str]]:
    for pattern, fault in (
        *_RULES[language],
        (_DOUBLED, "two blanks, or a wide one"),
        (_DASH, "another dash than “ – ”"),
    ):
        if match := pattern.search(text):
            yield fault, text[max(0, match.start() - 8) : match.end() + 8]
    if language is Language.KO and (match := re.search(f"[{_HAN}]", re.sub(r"\([^()]*\)", "", text))):
        yield "Han outside brackets", match[0]


def _paired(text: str, pair: str) -> bool:
    found = [mark for mark in text if mark in pair]
    return "".join(found) == pair * (len(found) // 2)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary in the four languages, and the renderings that our texts do not use."""

    id: str
    words: Mapping[Language, str]
    avoid: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The glossary; raises ValueError for a term that lacks a language or says something else."""
    terms = []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        if set(entry) != {"id", "avoid", *Language} or not all(isinstance(entry[code], str) for code in Language):
            raise ValueError(f"{path.name}: a term has an id, four languages and avoid: {entry}")
        terms.append(Term(entry["id"], {code: entry[code] for code in Language}, _avoided(path, entry)))
    return tuple(terms)


def _avoided(path: Path, entry: dict[str, Any]) -> dict[Language, tuple[str, ...]]:
    avoid = entry["avoid"]
    if not isinstance(avoid, dict) or not set(avoid) <= set(Language):
        raise ValueError(f"{path.name}: avoid holds a list for some of the languages: {entry}")
    return {Language(code): tuple(words) for code, words in avoid.items()}


def terms_unused(library: Library, terms: Sequence[Term]) -> Iterator[str]:
    """Terms that stand twice, and terms that no text of their language uses: all their words in one passage."""
    ids = [term.id for term in terms]
    yield from (f"{name} stands twice" for name in sorted({name for name in ids if ids.count(name) > 1}))
    for language in Language:
        texts = [words.casefold() for edition in library.of(language) for _, words in edition.texts()]
        for term in terms:
            stems = [stem.search for stem in stems_of(term.words[language], language)]
            if not any(all(stem(text) for stem in stems) for text in texts):
                yield f"{term.id}: no text uses {term.words[language]!r} in {language}"


def terms_avoided(library: Library, terms: Sequence[Term]) -> Iterator[str]:
    """Renderings that the glossary warns of and that stand in a text all the same."""
    for language in Language:
        forms = [(word, form_of(word, language)) for term in terms for word in term.avoid.get(language, ())]
        for edition in library.of(language):
            for where, text in edition.texts():
                yield from (f"{where}: {word}" for word, form in forms if form.search(text))


def stems_of(term: str, language: Language) -> list[re.Pattern[str]]:
    """What finds a term's words in a casefolded text, however they are inflected or turned into a verb."""
    words = [term.casefold()] if language is Language.ZH else re.findall(r"[\w-]+", term.casefold())
    if language in {Language.ZH, Language.KO}:
        return [re.compile(re.escape(word)) for word in words]
    return [re.compile(rf"(?<!\w){_stem(word, language)}\w*") for word in words if len(word) > 3 or len(words) == 1]


def _stem(word: str, language: Language) -> str:
    if len(word) > 6:
        return word[: int(len(word) * 0.6)]
    # The vowel of a last syllable comes and goes: възел, възли.
    return re.sub(r"[еъ]([лнрц])$", r"[еъ]?\1", re.sub("[аеиоуъюя]$", "", word)) if language is Language.BG else word


def form_of(term: str, language: Language) -> re.Pattern[str]:
    """What finds a rendering that is to be avoided, word beside word, with the usual endings."""
    if language is Language.ZH:
        return re.compile(re.escape(term))
    if language is Language.KO:
        return re.compile(r"(?<![가-힣])" + " ?".join(map(re.escape, term.split())))
    words = [_inflected(word) if language is Language.BG else rf"{re.escape(word)}s?" for word in term.split()]
    return re.compile(r"(?<!\w)" + r"[\s-]+".join(words) + r"(?!\w)", re.IGNORECASE)


def _inflected(word: str) -> str:
    """A Bulgarian word in its usual forms; an adjective's neuter is left out, which is an adverb more often."""
    if len(word) > 4 and word.endswith("ен"):
        return word[:-2] + "(?:ен|е?н(?:ия|ият|и|ите|а|ата|ото))"
    return re.escape(re.sub("[аеиоуъюяй]$", "", word) if len(word) > 3 else word) + r"\w{0,4}"
