# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Python that simple expressions consist of. Knows nothing of Blender."""

from __future__ import annotations

import ast
import builtins
from functools import lru_cache

LONGEST_EXPRESSION = 4000


class NotSimple(Exception):
    """The expression needs the whole of Python."""


_POSSIBLE = (
    ast.expr_context,
    ast.boolop,
    ast.cmpop,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.FloorDiv,
    ast.Mod,
    ast.Pow,
    ast.USub,
    ast.UAdd,
    ast.Not,
    ast.Attribute,
    ast.BinOp,
    ast.BoolOp,
    ast.Call,
    ast.Compare,
    ast.Constant,
    ast.FormattedValue,
    ast.GeneratorExp,
    ast.IfExp,
    ast.JoinedStr,
    ast.List,
    ast.ListComp,
    ast.Name,
    ast.Slice,
    ast.Subscript,
    ast.Tuple,
    ast.UnaryOp,
    ast.comprehension,
)


@lru_cache(maxsize=512)
def parsed(text: str, functions: frozenset[str], methods: frozenset[str]) -> ast.expr:
    """The expression, if it consists of what is possible here. Raises NotSimple or SyntaxError."""
    if len(text) > LONGEST_EXPRESSION:
        raise NotSimple
    root = ast.parse(text.strip(), mode="eval").body
    nodes = list(ast.walk(root))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    if not all(_is_possible(node, id(node) in called, functions, methods) for node in nodes):
        raise NotSimple
    return root


def _is_possible(node: ast.AST, is_called: bool, functions: frozenset[str], methods: frozenset[str]) -> bool:
    if isinstance(node, ast.Name):
        is_function = node.id in functions
        return not node.id.startswith("_") and (
            is_function if is_called else not (is_function or hasattr(builtins, node.id))
        )
    if isinstance(node, ast.Attribute):
        return not node.attr.startswith("_") and (not is_called or node.attr in methods)
    if isinstance(node, ast.Call):
        return not node.keywords and isinstance(node.func, (ast.Name, ast.Attribute))
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (str, int, float, type(None)))
    if isinstance(node, ast.comprehension):
        return not node.is_async and isinstance(node.target, ast.Name)
    return isinstance(node, _POSSIBLE)
