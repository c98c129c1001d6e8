"""Grown trees evaluated column by column: the numbers of scikit-learn's own evaluation, many times faster.

All rows go through one node at a time. Leaves of a tree are numbered from left to right; at each node that
a row leaves to the right, the leaves on the left are crossed out: the first one left over is the row's.

C. Lucchese et al., "QuickScorer: a Fast Algorithm to Rank Documents with Additive Ensembles of Regression
Trees", SIGIR 2015.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from largesse.personalization.scorer.arrays import Bools, Floats, Ints, Singles

# Leaves are crossed out in the bits of a byte.
MOST_LEAVES: Final = 8
# So many rows that a column of them stays in the processor's cache.
ROWS: Final = 8_192
# So few that all nodes are looked at together.
FEW: Final = 500
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Node:
    """A row goes to the right when its `column` is above `threshold`; then `left` leaves are crossed out."""

    column: int
    threshold: np.float32
    # Where rows go that have no value.
    missing_left: bool
    left: np.uint8


@dataclass(frozen=True, slots=True)
class Tree:
    """Its inner nodes, and the value of the first leaf that is left over of each set of crossed out ones."""

    nodes: tuple[Node, ...]
    values: Floats


@dataclass(frozen=True)
class Forest:
    """Trees whose values are added to a first value, in their order."""

    first: float
    trees: tuple[Tree, ...]

    def log_odds(self, values: Singles) -> Floats:
        """The sum for each row: bit by bit what the classifier's `decision_function` gives.

        In the calling thread alone: for few rows threads wait for each other longer than they work.
        """
        if len(values) <= FEW:
            return self._few(values)
        total = np.full(len(values), self.first)
        for begin in range(0, len(values), ROWS):
            self._add(np.ascontiguousarray(values[begin : begin + ROWS].T), total[begin : begin + ROWS])
        return total

    def _add(self, columns: Singles, total: Floats) -> None:
        count = columns.shape[1]
        right, crossed = np.empty(count, np.bool_), np.empty(count, np.uint8)
        gone, value = np.empty(count, np.uint8), np.empty(count)
        for tree in self.trees:
            gone.fill(0)
            for node in tree.nodes:
                if node.missing_left:
                    np.greater(columns[node.column], node.threshold, out=right)
                else:
                    np.less_equal(columns[node.column], node.threshold, out=right)
                    np.logical_not(right, out=right)
                np.multiply(right.view(np.uint8), node.left, out=crossed)
                np.bitwise_or(gone, crossed, out=gone)
            np.take(tree.values, gone, out=value, mode="clip")
            total += value

    def _few(self, values: Singles) -> Floats:
        """All nodes of all trees at once."""
        board = self._board
        asked = values[:, board.columns]
        right = asked > board.thresholds
        right |= np.isnan(asked) & board.missing_right
        crossed = (right.view(np.uint8) * board.left).reshape(len(values), MOST_LEAVES - 1, len(self.trees))
        gone = np.bitwise_or.reduce(crossed, axis=1)
        sums = np.empty((len(values), len(self.trees) + 1))
        sums[:, 0] = self.first
        sums[:, 1:] = board.values[board.begins + gone]
        # One after the other, as the classifier adds them.
        return np.asarray(np.cumsum(sums, axis=1)[:, -1], np.float64)

    @cached_property
    def _board(self) -> "_Board":
        """The first nodes of all trees, then the second ones, and so on; missing ones do nothing."""
        nothing = Node(0, np.float32(np.inf), missing_left=True, left=np.uint8(0))
        nodes = [
            tree.nodes[place] if place < len(tree.nodes) else nothing
            for place in range(MOST_LEAVES - 1)
            for tree in self.trees
        ]
        return _Board(
            np.array([node.column for node in nodes], np.int64),
            np.array([node.threshold for node in nodes], np.float32),
            np.array([not node.missing_left for node in nodes], np.bool_),
            np.array([node.left for node in nodes], np.uint8),
            np.concatenate([tree.values for tree in self.trees]),
            np.arange(len(self.trees), dtype=np.int64) * (1 << MOST_LEAVES),
        )

    def __getstate__(self) -> dict[str, object]:
        """Without what can be made anew."""
        return {"first": self.first, "trees": self.trees}


@dataclass(frozen=True, slots=True)
class _Board:
    columns: Ints
    thresholds: Singles
    missing_right: Bools
    left: Bytes
    values: Floats
    begins: Ints


def forest_of(classifier: HistGradientBoostingClassifier, *, columns: Ints) -> Forest | None:
    """The trees of a classifier with two classes; None when some have too many leaves or categories.

    `columns` says where each of the classifier's columns stands in the rows that will be asked about.
    """
    baseline = float(np.ravel(classifier._baseline_prediction)[0])
    grown = [predictor.nodes for (predictor,) in classifier._predictors]
    if any(nodes["is_leaf"].sum() > MOST_LEAVES or nodes["is_categorical"].any() for nodes in grown):
        return None
    return Forest(baseline, tuple(_tree(nodes, columns.tolist()) for nodes in grown))


def _tree(nodes: NDArray[Any], columns: list[int]) -> Tree:
    inner: list[Node] = []
    leaves: list[float] = []

    def walk(place: int) -> None:
        node = nodes[place]
        if node["is_leaf"]:
            leaves.append(float(node["value"]))
            return
        before = len(leaves)
        walk(int(node["left"]))
        crossed = np.uint8((1 << len(leaves)) - (1 << before))
        threshold = _below(float(node["num_threshold"]))
        column = columns[int(node["feature_idx"])]
        inner.append(Node(column, threshold, bool(node["missing_go_to_left"]), crossed))
        walk(int(node["right"]))

    walk(0)
    crossed_out = np.arange(1 << MOST_LEAVES)
    first = np.array([(~gone & (gone + 1)).bit_length() - 1 for gone in crossed_out.tolist()])
    return Tree(tuple(inner), np.array(leaves)[np.minimum(first, len(leaves) - 1)])


def _below(threshold: float) -> np.float32:
    """The largest single-precision number up to the threshold: no such number lies between both."""
    near = np.float32(threshold)
    return near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf))
