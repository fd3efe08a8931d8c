"""Finds the messages in the project's own code and templates, without the gettext programs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.template import Engine, Node
from django.template.base import TextNode, VariableNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

CODE = ("arnsberg_hilfe", "offers", "network", "sponsorship")
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_EXPRESSION = re.compile(r"""_\(\s*(["'])(.*?)\1\s*\)""")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]")


class Message(NamedTuple):
    """A source text, and its plural where it has one."""

    text: str
    plural: str = ""

    @property
    def has_placeholders(self) -> bool:
        return bool(PLACEHOLDER.search(self.text + self.plural))


def source_messages() -> list[Message]:
    """Every message once, code before templates, each in the order of its files."""
    found: dict[Message, None] = {}
    for folder in CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            found |= dict.fromkeys(of_code(path.read_text()))
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            found |= dict.fromkeys(of_template(path))
    return list(found)


def of_code(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [argument.value for argument in node.args if _is_text(argument)]  # type: ignore[attr-defined]
            if node.func.id in SINGULAR and texts:
                yield Message(texts[0])
            elif node.func.id in PLURAL and len(texts) > 1:
                yield Message(texts[0], texts[1])


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def of_template(path: Path) -> Iterator[Message]:
    source = path.read_text()
    for node in _nodes(Engine.get_default().from_string(source).nodelist):
        if isinstance(node, TranslateNode) and isinstance(node.filter_expression.var.literal, str):
            yield Message(node.filter_expression.var.literal)
        elif isinstance(node, BlockTranslateNode):
            singular, _names = node.render_token_list(node.singular)
            plural = node.render_token_list(node.plural)[0] if node.plural else ""
            yield Message(*(_trimmed(node, text) for text in (singular, plural)))
    for _quote, text in IN_EXPRESSION.findall(source):
        yield Message(text)


def _trimmed(node: BlockTranslateNode, text: str) -> str:
    return " ".join(line.strip() for line in text.strip().splitlines()) if node.trimmed else text


def _nodes(nodes: list[Node]) -> Iterator[Node]:
    """All nodes of a template, those inside other tags included."""
    for node in nodes:
        if isinstance(node, TextNode | VariableNode):
            continue
        yield node
        for name in dict.fromkeys((*node.child_nodelists, "nodelist")):
            yield from _nodes(getattr(node, name, None) or [])
        for _condition, branch in getattr(node, "conditions_nodelists", []):
            yield from _nodes(branch)
