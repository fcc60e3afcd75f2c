"""Our own worker and the weights that peers get, with the real encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.peers.model_folder import write_model
from eval.peers.texts import read_texts
from eval.peers.workers.ours import Ours
from eval.peers.workers.serving import Text
from kb.embedding.sentence_transformer import open_embedding
from kb.store.catalog import SqliteCatalog
from tests.libraries import SmallLibrary

pytestmark = pytest.mark.model


@pytest.mark.long
def test_our_worker_leaves_an_edition_out_and_takes_it_back(library: SmallLibrary, tmp_path: Path) -> None:
    engine = Ours("delivered", str(library.corpus), str(tmp_path / "ours"))
    engine.load()
    assert engine.build([Text(one.id, str(one.language), one.text) for one in read_texts(library.corpus)]) == 12
    assert {chunk.document for chunk in engine.ask("What tools do I bring?", 9)} == {"visit.en"}
    engine.leave_out("en")
    assert {chunk.document for chunk in engine.ask("What tools do I bring?", 9)} <= {"visit.zh", "visit.ko", "visit.bg"}
    engine.leave_out(None)
    found = engine.ask("What tools do I bring?", 9)[0]
    assert found.document == "visit.en"
    assert library.catalog.text("visit.en")[1][found.start : found.end]


@pytest.mark.long
def test_our_worker_can_do_with_the_texts_alone(library: SmallLibrary, tmp_path: Path) -> None:
    (library.corpus / "decoys.en.yaml").write_text("- {question: What is the weather?, kind: far}\n", encoding="utf-8")
    engine = Ours("texts", str(library.corpus), str(tmp_path / "ours"))
    engine.load()
    engine.build([Text(one.id, str(one.language), one.text) for one in read_texts(library.corpus)])
    catalog = SqliteCatalog(tmp_path / "ours" / "whole" / "home" / "library.sqlite")
    assert not catalog.decoys()
    assert all(info.questions <= 1 for info in catalog.documents()), "its heading is all that asks for a text"
    assert engine.ask("What tools do I bring?", 9)[0].document == "visit.en"


@pytest.mark.long
def test_peers_get_the_very_weights_that_we_have(tmp_path: Path) -> None:
    folder = write_model(tmp_path)
    assert write_model(tmp_path) == folder
    texts = ["How do I prepare for a visit?", "客户漏斗是什么？", "방문 전에 무엇을 준비하나요?", "Какво да нося?"]
    ours, theirs = open_embedding(), open_embedding(str(folder))
    assert theirs.prompts == ours.prompts
    for embed in ("embed_questions", "embed_passages"):
        cosines = (getattr(ours, embed)(texts) * getattr(theirs, embed)(texts)).sum(1)
        assert np.all(cosines > 0.9995)
