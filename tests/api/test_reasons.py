"""Why a file can't be read, in the reader's language: every reason that is raised is worded in all four."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.presenters import report_out
from api.problems import Wording
from api.schemas.common import LANGUAGES, LanguageCode
from ingest.readers.registry import Limits, read
from ingest.report import Failure, Report
from kb.errors import InputError, TooLarge, Why
from tests.api.fake_pipeline import FakePipeline

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
RAISED = {
    code
    for path in (ROOT / "ingest").rglob("*.py")
    for code in re.findall(r"Why\(\s*\"(\w+)\"", path.read_text(encoding="utf-8"))
}
SCRIPT = {"zh": r"[\u4e00-\u9fff]", "ko": r"[가-힣]", "bg": r"[а-яА-Я]", "en": "[a-z]"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_worded_and_names_what_it_is_about(language: LanguageCode) -> None:
    wording = Wording()
    assert wording.reason_codes(language) == RAISED
    for code in RAISED:
        why = Why(code, "файл.pdf", "20.0 MB")
        said = wording.reason("in English", why, language)
        assert said is not None
        assert ("{" not in said) and re.search(SCRIPT[language], said), code
        assert (language == "en") or ("файл.pdf" in said), code


def test_what_nobody_worded_stays_english() -> None:
    wording = Wording()
    assert wording.reason("the disk is full", None, "bg") == "the disk is full"
    assert wording.reason("odd", Why("odd"), "bg") == "odd"
    assert wording.reason(None, Why("empty", "x"), "bg") is None
    assert wording.reason_code(Why("odd")) is None


@pytest.mark.parametrize(
    ("accepted", "said"),
    [
        ("bg", "notes.pdf е празен. Проверете дали файлът е записан и копиран докрай и го добавете отново."),
        ("en", "notes.pdf is empty, alas."),
    ],
)
def test_the_answer_speaks_the_readers_language(
    client: TestClient, pipeline: FakePipeline, accepted: str, said: str
) -> None:
    def preview_upload(name: str, data: bytes, head: object) -> None:
        raise InputError("notes.pdf is empty, alas.", Why("empty", name))

    pipeline.preview_upload = preview_upload  # type: ignore[method-assign, assignment]
    body = client.post(
        "/v1/documents?preview=true", files={"file": ("notes.pdf", b"x")}, headers={"Accept-Language": accepted}
    ).json()
    assert (body["reason"], body["reason_code"]) == (said, "empty")


def test_so_does_the_report_of_a_job() -> None:
    report = Report(failed=(Failure("a.md", "a.md holds no text.", Why("no_text", "a.md")), Failure("b.md", "odd")))
    failed = report_out(report, Wording(), "ko").failed
    assert [(one.reason, one.reason_code) for one in failed] == [
        ("a.md 파일에 텍스트가 없습니다. 내용을 적어 저장한 뒤 다시 추가해 주세요.", "no_text"),
        ("odd", None),
    ]
    assert report_out(report).failed[0].reason == "a.md holds no text."


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.md", b"", "empty"),
        ("a.md", b" \n", "no_text"),
        ("a.txt", b"%PDF-1.7 x", "wrong_suffix"),
        ("a.pdf", b"no pdf", "wrong_suffix"),
        ("a.docx", b"PK\x03\x04 broken", "broken"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old_or_password"),
        ("a.odt", b"x", "unknown_format"),
        ("a.md", b"x" * 2_001, "file_too_large"),
        ("a.pdf", b"%PDF-1.7 broken", "broken"),
    ],
)
def test_each_file_says_why(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    limits = Limits(2_000, 1_000, 20.0)
    with pytest.raises((InputError, TooLarge)) as raised:
        read(tmp_path / name, name, limits=limits)
    assert raised.value.why is not None
    assert (raised.value.why.code, raised.value.why.name) == (code, name)
