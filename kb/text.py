"""Text as everything else sees it: normalised, cut into sentences, made into search tokens, shown plainly."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from kb.types import Language

# Han with its extensions, Hangul with its jamo, kana: written without blanks between (all) words.
# Grows when search tokens would be made otherwise: stored documents are read again then.
TOKENS_VERSION = 3

_RUN = "\u3005\u3006\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_RUN += "\uf900-\ufaff\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\U00020000-\U0003ffff"
_WORD = re.compile(rf"([{_RUN}]+)|[^\W_{_RUN}]+")
_MARK = re.compile("[\u0300-\u036f]")
# Python's normalisation is quadratic in the length of a run of combining marks: 20,000 marks take 0.3 s, 40,000 take
# 1.2 s (measured here). 30 is the limit of Unicode's own stream-safe text format (UAX 15).
_MARKS_IN_A_ROW = 30
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NEWLINE = re.compile("\r\n?")


def normalise(text: str) -> str:
    """Text as it is stored: NFC, LF, a blank for NUL, U+FFFD for a lone surrogate; idempotent."""
    if "\r" in text:
        text = _NEWLINE.sub("\n", text)
    text = _UNSTORABLE.sub(lambda match: " " if match[0] == "\x00" else "\ufffd", text)
    return unicodedata.normalize("NFC", text if text.isascii() else stream_safe(text))


def stream_safe(text: str) -> str:
    """The text with at most 30 combining marks in a row, which no language needs: the rest of a run is left out."""
    run = 0
    kept: list[str] = []
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def spoken(text: str) -> str:
    """A text as tables of words are matched against it: NFKC and casefolded."""
    return unicodedata.normalize("NFKC", text).casefold()


def spoken_question(text: str) -> str:
    """A question as the patterns of its forms are matched against it: spoken, with plain apostrophes."""
    return spoken(text).replace("’", "'")


def leads_over(text: str) -> bool:
    """Whether a text ends in a colon: it leads over to what follows it."""
    return text.rstrip().endswith((":", "："))


def short_digest(text: str) -> str:
    """What tells texts apart in the names of passages, questions and tasks: twelve digits of their SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def search_tokens(text: str) -> list[str]:
    """What a text is found by, in its order, repetitions kept.

    NFKC and casefold; letters and digits only. Runs of Han, Hangul or kana give their pairs of characters
    (a single one: itself), other words all their 4-grams (shorter ones: themselves). As good as jieba, kiwi
    and a lemmatiser together (BM25 nDCG@10 74.1 to 73.3 over 17 sets: embedding.md 5c) without their 200 MB.
    """
    # Casefolding can decompose (ΐ), hence the second pass; stressed Cyrillic (за́мък) has no composed form.
    folded = unicodedata.normalize("NFKC", spoken(text))
    folded = _MARK.sub("", folded)
    tokens: list[str] = []
    for match in _WORD.finditer(folded):
        word, size = match[0], 2 if match[1] else 4
        if len(word) <= size:
            tokens.append(word)
        else:
            tokens.extend([word[i : i + size] for i in range(len(word) - size + 1)])
    return tokens


# What a sentence may end in, the closing quotes and brackets that still belong to it, the blanks after it.
_STOP = re.compile(r"([。！？!?．｡]+|\.+|…+)([\"'”’“»」』）)\]】》]*)(\s*)|(\n[ \t]*\n\s*)")
# Inside a pair of quotes or brackets nothing ends: a quoted „Колко струва? Скъпо е.“ stays whole.
_PAIR = re.compile(
    r"„[^„“”\n]{0,300}[“”]|“[^“”\n]{0,300}”|«[^«»\n]{0,300}»|\"[^\"\n]{0,300}\"|「[^「」\n]{0,300}」|『[^『』\n]{0,300}』"
    r"|《[^《》\n]{0,300}》|（[^（）\n]{0,300}）|\([^()\n]{0,300}\)"
)
# Abbreviations after which a sentence always goes on, and those after which it may also end.
_ALWAYS = """
e.g i.e mr mrs ms dr prof st vs cf no nos fig approx est gen sen rep dept vol ed eds pp p
т.е т.нар т напр вж срв вкл проф доц д-р инж акад г-н г-жа ул бул ж.к кв бл вх ет ап чл ал стр с св хил ок
пр гр
"""
_SOMETIMES = """
etc inc ltd co corp jr sr a.m p.m u.s u.k u.s.a e.u bros
др т.н т.п г гг в лв ст бр мин сек ч тел млн млрд м см км кг пр.хр сл.хр пр.н.е н.е ад оод еад еоод
"""
_GOES_ON, _MAY_END = frozenset(_ALWAYS.split()), frozenset(_SOMETIMES.split())
# 2024. 5. 1. as Korean writes dates.
_DATE = re.compile(r"\d{4}\. ?\d{1,2}\. ?\d{1,2}\Z")
_TAIL = re.compile(r"[^\s\"'“„«(（\[]*\Z")
_CJK = re.compile(f"[{_RUN}]")


def sentences(text: str, language: Language) -> list[tuple[int, int]]:
    """Offsets of the sentences in order; blanks between them left out, any other character is in exactly one.

    Full stops of abbreviations, numbers, dates and initials end nothing; what closes a quote belongs to it.
    """
    protected = [(match.start(), match.end()) for match in _PAIR.finditer(text)]
    spans: list[tuple[int, int]] = []
    begin, pair = 0, 0
    for match in _STOP.finditer(text):
        end = match.start() if match[4] else match.end(2)
        while pair < len(protected) and protected[pair][1] < end:
            pair += 1
        inside = pair < len(protected) and protected[pair][0] < end < protected[pair][1]
        if not match[4] and (inside or not _ends(text, begin, match, language)):
            continue
        _keep(text, begin, end, spans)
        begin = end
    _keep(text, begin, len(text), spans)
    return spans


def _keep(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    if piece.strip():
        spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))


def _ends(text: str, begin: int, match: re.Match[str], language: Language) -> bool:
    """Whether a sentence that begins at `begin` ends at this stop."""
    stop, blank = match[1], match[3]
    after = text[match.end() : match.end() + 1]
    if not after:
        return True
    if stop[0] in "。！？．｡" or (stop[0] in "!?" and _CJK.match(after)):
        return after not in "，、；：,;"
    before = text[match.start() - 1 : match.start()]
    if not blank:
        return _ends_without_blank(before, after, stop, language)
    if after.islower() or after in ",;:)）»" or (stop[0] == "…" and _CJK.match(after)):
        return False
    return stop != "." or _full_stop(text, begin, match.start(), after)


def _ends_without_blank(before: str, after: str, stop: str, language: Language) -> bool:
    """A stop with no blank after it: common where Chinese, Korean and Bulgarian are typed in haste."""
    if stop != "." or not before:
        return False
    if language in {Language.ZH, Language.KO}:
        return bool(_CJK.match(before)) and bool(_CJK.match(after) or after.isdecimal())
    return "а" <= before <= "я" and "А" <= after <= "Я"


def _full_stop(text: str, begin: int, stop: int, after: str) -> bool:
    """Whether a full stop, then a blank, then a capital, a digit or a CJK character end a sentence."""
    tail = _TAIL.search(text, begin, stop)
    word = tail[0] if tail else ""
    folded = word.casefold()
    if folded in _GOES_ON:
        return False
    if folded in _MAY_END:
        return not after.isdecimal()
    if word.isdecimal():
        at_the_front = not text[begin : stop - len(word)].strip()
        return not at_the_front and not after.isdecimal() and not _DATE.search(text, begin, stop)
    return not _is_initial(text, begin, stop, word)


def _is_initial(text: str, begin: int, stop: int, word: str) -> bool:
    """`J. Smith`, `Иван П. Петров`, a leading `A.`; but not `call on class A. Then`."""
    if len(word) != 1 or not word.isupper() or _CJK.match(word):
        return False
    ahead = text[begin : stop - 1].split()
    return not ahead or ahead[-1][0].isupper()


_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!|<>~-])"
    r"|(?P<ticks>`+)(?P<code>[^`\n](?:[^\n]*?[^`\n])?)(?P=ticks)(?!`)"
    r"|!?\[(?P<label>[^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"\n]*\")?\)"
    r"|<(?P<link>(?:https?://|mailto:)[^<>\s]+)>"
    r"|(?P<stars>\*{1,3})(?=[^\s*])(?P<starred>[^\n]*?[^\s*\\])(?P=stars)(?!\*)"
    r"|(?<![^\W_])(?P<lines>_{1,3})(?=[^\s_])(?P<lined>[^\n]*?[^\s_\\])(?P=lines)(?![^\W])"
    r"|~~(?=[^\s~])(?P<struck>[^\n]*?[^\s~])~~"
)
_LIST_MARK = re.compile(r"^[ \t]*(?:[-*+•] +|\d{1,3}[.)] +|#{1,6} +|> ?)(?=\S)", re.MULTILINE)


def plain(text: str) -> str:
    """A quote as a line shows it: Markdown list marks and inline Markdown taken off, nothing else changed."""
    return _without_inline(_LIST_MARK.sub("", text))


def _without_inline(text: str) -> str:
    def shown(match: re.Match[str]) -> str:
        for name in ("escaped", "code", "link"):
            if match[name] is not None:
                return match[name]
        names = ("label", "starred", "lined", "struck")
        return _without_inline(next(match[name] for name in names if match[name] is not None))

    return _INLINE.sub(shown, text)
