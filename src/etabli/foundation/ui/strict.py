"""Template tags that refuse what they don't know.

A Django template is silent about mistakes; a component is not. An argument that its function doesn't take, or a
value outside its `Literal`, stops the compilation of the template; a value of the wrong type stops its rendering.
"""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from django import template
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

type Text = str | Promise


def _fits(value: object, hint: Any) -> bool:
    if hint is Any or hint is object:
        return True
    hint = getattr(hint, "__value__", hint)
    origin = get_origin(hint)
    if origin is Literal:
        return str(value) in get_args(hint) if isinstance(value, str) else value in get_args(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, part) for part in get_args(hint))
    if hint is None:
        return value is None
    if hint is int and isinstance(value, bool):
        return False
    return isinstance(value, origin or hint)


def _said(hint: Any) -> str:
    hint = getattr(hint, "__value__", hint)
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(repr(value) for value in get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(_said(part) for part in get_args(hint))
    return "None" if hint is NoneType else getattr(hint, "__name__", str(hint))


def _check(tag: str, argument: str, value: object, hints: dict[str, Any]) -> None:
    if argument in hints and not _fits(value, hints[argument]):
        raise TemplateSyntaxError(
            f"{{% {tag} %}}: {argument}={value!r}, where it takes {_said(hints[argument])}."
        )


def _constant(expression: FilterExpression) -> bool:
    return not expression.is_var and not expression.filters


class Components(template.Library):
    """A library whose tags are checked twice: what is written at compilation, what is given at rendering."""

    def component(
        self, template_name: str | None = None, *, block: bool = False, takes_context: bool = False
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register a tag of the function's name.

        With `template_name`, the function returns that template's context; without, it returns safe HTML.
        With `block`, the function's first argument is `content`, what stands between the tag and its end.
        """

        def register(func: Callable[..., Any]) -> Callable[..., Any]:
            name = func.__name__
            hints = {
                key: hint for key, hint in get_type_hints(func).items() if key not in ("return", "context")
            }
            parameters = list(signature(func).parameters.values())

            @wraps(func)
            def shown(*args: Any, **kwargs: Any) -> SafeString:
                bound = signature(func).bind(*args, **kwargs)
                for parameter in parameters:
                    if parameter.name in bound.arguments and parameter.kind is not Parameter.VAR_POSITIONAL:
                        _check(name, parameter.name, bound.arguments[parameter.name], hints)
                result = func(*args, **kwargs)
                html = result if template_name is None else render_to_string(template_name, result).strip()
                return mark_safe(html)  # written by a template of ours, which escapes what it is given

            maker = self.simple_block_tag if block else self.simple_tag
            maker(shown, takes_context=takes_context or None, name=name)
            self.tags[name] = self._compiled(name, self.tags[name], parameters, hints)
            return func

        return register

    def _compiled(
        self, name: str, compile_tag: Callable[..., Node], parameters: list[Parameter], hints: dict[str, Any]
    ) -> Callable[[Parser, Token], Node]:
        positional = [p.name for p in parameters if p.kind is Parameter.POSITIONAL_OR_KEYWORD]
        positional = [argument for argument in positional if argument not in ("context", "content")]

        @wraps(compile_tag)
        def compile_checked(parser: Parser, token: Token) -> Node:
            node = compile_tag(parser, token)
            given = [*zip(positional, node.args, strict=False), *node.kwargs.items()]  # type: ignore[attr-defined]  # set by simple_tag
            for argument, expression in given:
                if _constant(expression):
                    _check(name, argument, expression.var, hints)
            return node

        return compile_checked
