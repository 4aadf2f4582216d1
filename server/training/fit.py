"""One linear model for each category, and its threshold, from the training sentences alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from training.sentences import Labeled
from unruffle.core.learned import FEWEST, Feature

# Marked sentences are few: each counts as so many.
_MARKED_COUNT = 4.0
_STRENGTH = 10.0
# So close to the best weights that other arithmetic rounds to the same digits.
_TOLERANCE = 1e-9
# A feature in one sentence only says nothing about others.
_LEAST_SEEN = 2
# What weighs less decides nothing, and would fill the file.
_LEAST_WEIGHT = 0.15
_DIGITS = 2
_FOLDS = 5
#: Of the training sentences found while their scenario is held out, so many are to be marked.
PRECISION = 0.8
_LEAST_FOUND = 8


class Fitted:
    """The features of the training sentences as columns; fits one category after the other."""

    def __init__(self, sentences: Sequence[Labeled]) -> None:
        self.sentences = sentences
        seen = Counter(feature for one in sentences for feature in one.features)
        kept = sorted((f for f, n in seen.items() if n >= _LEAST_SEEN), key=_text)
        self.columns = {feature: column for column, feature in enumerate(kept)}
        self.names = [_text(feature) for feature in kept]
        self.matrix = self._matrix(sentences)
        self.folds = list(
            GroupKFold(_FOLDS).split(sentences, groups=[one.group for one in sentences])
        )

    def _matrix(self, sentences: Sequence[Labeled]) -> Any:
        rows, columns, values = [], [], []
        for row, one in enumerate(sentences):
            value = 1 / np.sqrt(max(len(one.features), FEWEST))
            # In order, so that the last digit of a sum is the same each time.
            for column in sorted(self.columns[f] for f in one.features if f in self.columns):
                rows.append(row)
                columns.append(column)
                values.append(value)
        shape = (len(sentences), len(self.columns))
        return csr_matrix(
            (values, (np.array(rows, np.int32), np.array(columns, np.int32))), shape=shape
        )

    def category(self, name: str) -> dict[str, Any]:
        """Threshold, weights by feature and typical sentences, as the server reads them."""
        marked = np.array([name in one.flags for one in self.sentences])
        held_out = np.zeros(len(marked))
        for train, test in self.folds:
            weights, bias = self._fit(marked, train)
            held_out[test] = self.matrix[test] @ weights + bias
        threshold = self._threshold(name, held_out)
        weights, bias = self._fit(marked, np.arange(len(marked)))
        sums = self.matrix @ weights
        typical = sorted(
            (-sums[row], one.text)
            for row, one in enumerate(self.sentences)
            if marked[row] and one.weight == 1
        )
        return {
            "threshold": round(threshold - bias, _DIGITS),
            "weights": {self.names[column]: weights[column] for column in np.flatnonzero(weights)},
            "typical": [text for _, text in typical],
        }

    def _fit(self, marked: Any, rows: Any) -> tuple[Any, float]:
        counts = np.array([self.sentences[row].weight for row in rows])
        counts = counts * np.where(marked[rows], _MARKED_COUNT, 1.0)
        model = LogisticRegression(
            C=_STRENGTH, solver="liblinear", random_state=0, max_iter=5000, tol=_TOLERANCE
        )
        model.fit(self.matrix[rows], marked[rows], sample_weight=counts)
        weights = np.round(model.coef_[0], _DIGITS)
        weights[np.abs(weights) < _LEAST_WEIGHT] = 0
        return weights, float(model.intercept_[0])

    def _threshold(self, name: str, held_out: Any) -> float:
        """The lowest from which on enough of the sentences held out are to be marked.

        Those that a rule has words for count too: the rules were written with an eye on them.
        """
        rows = [row for row, one in enumerate(self.sentences) if one.weight == 1]
        rows.sort(key=lambda row: -held_out[row])
        right, best = 0, np.inf
        for count, row in enumerate(rows, 1):
            right += name in self.sentences[row].flags
            if count >= _LEAST_FOUND and right >= PRECISION * count:
                best = held_out[row]
        return float(best)


def _text(feature: Feature) -> str:
    return feature if isinstance(feature, str) else " ".join(feature)
