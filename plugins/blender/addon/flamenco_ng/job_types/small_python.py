# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes simple expressions in Python, without running any Python that could do harm. Knows nothing of Blender.

There are attributes, items, arithmetic, comparisons, conditions, texts with values in them, lists, and calls of
harmless functions and methods. Whatever an expression reads is checked by whoever offers it.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from .simple_syntax import parsed

LONGEST_VALUE, LARGEST_BITS, MOST_STEPS = 100_000, 4096, 50_000
"""Limits, so that no expression can keep Blender busy or fill its memory."""
TOO_LONG = "it gets too long"


class Offer(Protocol):
    """What an expression may read and call. Each method raises NotSimple for what it may not."""

    @property
    def names(self) -> Mapping[str, Any]: ...
    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]: ...
    @property
    def methods(self) -> frozenset[str]:
        """The names of all methods that some value has."""

    def check(self, value: Any) -> Any: ...
    def read(self, value: Any, name: str) -> Any: ...
    def method(self, value: Any, name: str) -> Callable[..., Any]: ...


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda value, those: value in those,
    ast.NotIn: lambda value, those: value not in those,
}
_CONVERSIONS: dict[int, Callable[[Any], str]] = {ord("s"): str, ord("r"): repr, ord("a"): ascii}
_WIDE = re.compile(r"\d{4}|\*")


def evaluate(text: str, offer: Offer, steps: Iterator[int]) -> Any:
    """The value of the expression. Raises NotSimple, or whatever is wrong with the expression.

    `steps` counts from 0. Expressions that make use of each other share it.
    """
    return _Evaluation(offer, steps).of(parsed(text, frozenset(offer.functions), offer.methods))


class _Evaluation:
    def __init__(self, offer: Offer, steps: Iterator[int]) -> None:
        self._offer = offer
        self._names = dict(offer.names)
        self._steps = steps

    def of(self, node: ast.AST) -> Any:
        """The value of this part of the expression."""
        self._count()
        return _limited(self._offer.check(self._KINDS[type(node)](self, node)))

    def _count(self) -> None:
        if next(self._steps) >= MOST_STEPS:
            raise ValueError("it takes too long")

    def _constant(self, node: ast.Constant) -> Any:
        return node.value

    def _name(self, node: ast.Name) -> Any:
        if node.id not in self._names:
            raise NameError(f"name '{node.id}' is not defined")
        return self._names[node.id]

    def _attribute(self, node: ast.Attribute) -> Any:
        return self._offer.read(self.of(node.value), node.attr)

    def _subscript(self, node: ast.Subscript) -> Any:
        return self.of(node.value)[self.of(node.slice)]

    def _slice(self, node: ast.Slice) -> Any:
        return slice(*(None if each is None else self.of(each) for each in (node.lower, node.upper, node.step)))

    def _binary(self, node: ast.BinOp) -> Any:
        left, right = self.of(node.left), self.of(node.right)
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if isinstance(node.op, ast.Pow) and not (numbers and abs(left) < 1 << 64 and abs(right) <= 32):
            raise ValueError("the power is too large")
        if isinstance(node.op, ast.Mult) and not numbers:
            for repeated, times in ((left, right), (right, left)):
                if isinstance(repeated, (str, list, tuple)) and weight(repeated) * times > LONGEST_VALUE:
                    raise ValueError(TOO_LONG)
        if isinstance(node.op, ast.Mod) and isinstance(left, str) and _WIDE.search(left):
            raise ValueError("the field is too wide")
        return _OPERATORS[type(node.op)](left, right)

    def _unary(self, node: ast.UnaryOp) -> Any:
        return _OPERATORS[type(node.op)](self.of(node.operand))

    def _bool(self, node: ast.BoolOp) -> Any:
        value = None
        for each in node.values:
            value = self.of(each)
            if bool(value) is isinstance(node.op, ast.Or):
                break
        return value

    def _compare(self, node: ast.Compare) -> Any:
        left, outcome = self.of(node.left), True
        for kind, each in zip(node.ops, node.comparators, strict=True):
            right = self.of(each)
            outcome = _OPERATORS[type(kind)](left, right)
            if not outcome:
                break
            left = right
        return outcome

    def _if(self, node: ast.IfExp) -> Any:
        return self.of(node.body if self.of(node.test) else node.orelse)

    def _text(self, node: ast.JoinedStr) -> str:
        return "".join(str(self.of(each)) for each in node.values)

    def _formatted(self, node: ast.FormattedValue) -> str:
        value = self.of(node.value)
        if node.conversion in _CONVERSIONS:
            value = _CONVERSIONS[node.conversion](value)
        form = "" if node.format_spec is None else self.of(node.format_spec)
        if _WIDE.search(form):
            raise ValueError("the field is too wide")
        return format(value, form)

    def _list(self, node: ast.List | ast.Tuple) -> Any:
        return (list if isinstance(node, ast.List) else tuple)(self.of(each) for each in node.elts)

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> list[Any]:
        names = dict(self._names)
        found = [self.of(node.elt) for _ in self._rounds(node.generators)]
        self._names = names
        return found

    def _rounds(self, loops: list[ast.comprehension]) -> Iterator[None]:
        if not loops:
            yield
            return
        loop, *inner = loops
        for each in self.of(loop.iter):
            self._count()
            assert isinstance(loop.target, ast.Name), "or else it was not parsed"
            self._names[loop.target.id] = self._offer.check(each)
            if all(self.of(condition) for condition in loop.ifs):
                yield from self._rounds(inner)

    def _call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Name):
            function = self._offer.functions[node.func.id]
        else:
            assert isinstance(node.func, ast.Attribute), "or else it was not parsed"
            function = self._offer.method(self.of(node.func.value), node.func.attr)
        return function(*(self.of(each) for each in node.args))

    _KINDS: Mapping[type[ast.AST], Callable[..., Any]] = {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.Attribute: _attribute,
        ast.Subscript: _subscript,
        ast.Slice: _slice,
        ast.BinOp: _binary,
        ast.UnaryOp: _unary,
        ast.BoolOp: _bool,
        ast.Compare: _compare,
        ast.IfExp: _if,
        ast.JoinedStr: _text,
        ast.FormattedValue: _formatted,
        ast.List: _list,
        ast.Tuple: _list,
        ast.ListComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.Call: _call,
    }


def weight(value: Any, limit: int = LONGEST_VALUE) -> int:
    """How long the value would be as a text, roughly, or more than `limit`. A list may contain the same list often."""
    if isinstance(value, str):
        return len(value)
    total = 1
    if isinstance(value, (list, tuple)):
        for each in value:
            total += weight(each, limit - total)
            if total > limit:
                break
    return total


def _limited(value: Any) -> Any:
    if isinstance(value, (str, list, tuple)) and weight(value) > LONGEST_VALUE:
        raise ValueError(TOO_LONG)
    if isinstance(value, int) and value.bit_length() > LARGEST_BITS:
        raise ValueError("the number gets too large")
    return value
