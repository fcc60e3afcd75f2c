from __future__ import annotations

import numpy as np
import pytest

from kb.embedding.base import Embedding
from kb.embedding.means import shipped_means
from kb.embedding.sentence_transformer import open_embedding
from kb.types import Language


@pytest.mark.unit
def test_another_model_has_none() -> None:
    assert shipped_means("multilingual-e5-base@1571fc982750") is None
    assert shipped_means("") is None


@pytest.mark.unit
def test_the_bundled_model_has_a_mean_a_language() -> None:
    means = shipped_means(open_embedding().fingerprint_name)
    assert means is not None
    for matrix in (means.questions, means.passages):
        assert matrix.shape == (len(Language), 384)
        assert matrix.dtype == np.float32
        assert ((np.linalg.norm(matrix, axis=1) > 0.85) & (np.linalg.norm(matrix, axis=1) < 0.95)).all()


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (Language.ZH, ["怎样准备一次客户拜访？", "产品介绍应该多长？", "谁负责联系供应商？"]),
        (
            Language.KO,
            ["고객 방문은 어떻게 준비하나요?", "제품 소개는 얼마나 길어야 하나요?", "누가 공급업체에 연락하나요?"],
        ),
        (Language.BG, ["Как се подготвя посещение?", "Колко дълго е представянето?", "Кой се обажда на доставчика?"]),
        (Language.EN, ["How is a visit prepared?", "How long is the presentation?", "Who calls the supplier?"]),
    ],
)
def test_each_row_is_nearest_to_texts_of_its_language(bundled: Embedding, language: Language, texts: list[str]) -> None:
    means = shipped_means(bundled.fingerprint_name)
    assert means is not None
    row = list(Language).index(language)
    for vectors, rows in (
        (bundled.embed_questions(texts), means.questions),
        (bundled.embed_passages(texts), means.passages),
    ):
        assert int(np.argmax(vectors.mean(0) @ rows.T / np.linalg.norm(rows, axis=1))) == row
