"""What must hold for any result, checked again from outside: language, sources, and quotes to the character."""

from __future__ import annotations

import re
from collections.abc import Callable

from eval.types import Soundness
from kb.errors import NotFound
from kb.text import plain
from kb.types import Language, Material, Refusal, WrittenBy

# (document, version) → stored text; raises NotFound.
TextOf = Callable[[str, str], str]
# Whether a line is one of the catalogues' phrases.
Fixed = Callable[[str, Language], bool]

_BLANK = re.compile(r"\s+")
# A Han character is worth about two letters, a Hangul syllable three: so terms like "M-A-N" outvote nobody.
_SCRIPTS = {
    Language.ZH: (re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"), 2),
    Language.KO: (re.compile("[\uac00-\ud7a3]"), 3),
    Language.BG: (re.compile("[\u0400-\u04ff]"), 1),
    Language.EN: (re.compile("[A-Za-z]"), 1),
}


def said(result: Material | Refusal) -> str:
    """All lines of a material, a line each; nothing of a refusal."""
    if isinstance(result, Refusal):
        return ""
    return "\n".join(line.text for block in result.blocks for line in block.lines)


def script_of(text: str) -> Language | None:
    """The language whose script most of `text` is in; None without letters of the four."""
    weights = {language: weight * len(letter.findall(text)) for language, (letter, weight) in _SCRIPTS.items()}
    best = max(weights, key=lambda language: weights[language])
    return best if weights[best] else None


def written_words(text: str, language: Language) -> int:
    """How long a text is to a reader: words; in Chinese two characters count as one."""
    return round(len(_BLANK.sub("", text)) / 2) if language is Language.ZH else len(text.split())


def soundness(result: Material | Refusal, language: Language, text_of: TextOf, is_fixed: Fixed) -> Soundness:
    """Judge a result asked for in `language`."""
    if isinstance(result, Refusal):
        right = result.language is language and script_of(result.message) is language
        return Soundness(own_language=right, exact=None, sourced=None)
    own = result.language is language and script_of(said(result)) is language
    quoted = all(citation.language is language for citation in result.citations)
    return Soundness(
        own_language=own and quoted,
        exact=_quotes_stand(result, text_of) and _lines_are_quoted(result),
        sourced=_sourced(result, is_fixed),
    )


def _quotes_stand(material: Material, text_of: TextOf) -> bool:
    for citation in material.citations:
        try:
            text = text_of(citation.document, citation.version)
        except NotFound:
            return False
        if not citation.quote or text[citation.start : citation.end] != citation.quote:
            return False
    return True


def _lines_are_quoted(material: Material) -> bool:
    """Whether each line that cites holds nothing but what its quotes say, one after the other."""
    quotes = {citation.number: _letters(plain(citation.quote)) for citation in material.citations}
    for line in (line for block in material.blocks for line in block.lines):
        if not set(line.citations) <= quotes.keys():
            return False
        joined = "".join(quotes[number] for number in line.citations)
        if material.written_by is WrittenBy.EXTRACT and line.citations and _letters(line.text) not in joined:
            return False
    return True


def _sourced(material: Material, is_fixed: Fixed) -> float | None:
    lines = [line for block in material.blocks for line in block.lines]
    stated = [line for line in lines if line.citations or not is_fixed(line.text, material.language)]
    return sum(bool(line.citations) for line in stated) / len(stated) if stated else None


def _letters(text: str) -> str:
    return _BLANK.sub("", text)
