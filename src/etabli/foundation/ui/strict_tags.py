"""Template tags that refuse what they don't know.

A Django template is silent about mistakes; a component is not. An argument that its function doesn't take, or a
value outside its `Literal`, stops the compilation of the template; a value of the wrong type stops its rendering.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from django import template
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText  # a lazy translation, in the stubs alone
else:
    LazyText = Promise

type Text = str | LazyText

type Fits = Callable[[object], bool]


def _type_check(hint: Any) -> Fits | None:
    """Whether a value is of this type, as one function made once; None when everything is."""
    hint = getattr(hint, "__value__", hint)
    if hint is Any or hint is object:
        return None
    origin = get_origin(hint)
    if origin is Literal:
        return get_args(hint).__contains__
    if origin in (Union, UnionType):
        return _any_type_check([_type_check(part) for part in get_args(hint)])
    if hint is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    kind = origin or hint
    return lambda value: isinstance(value, kind)


def _any_type_check(parts: list[Fits | None]) -> Fits | None:
    fitting = [part for part in parts if part is not None]
    return (lambda value: any(fits(value) for fits in fitting)) if len(fitting) == len(parts) else None


def _hint_text(hint: Any) -> str:
    hint = getattr(hint, "__value__", hint)
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(repr(value) for value in get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(_hint_text(part) for part in get_args(hint))
    return "None" if hint is NoneType else getattr(hint, "__name__", str(hint))


@dataclass(frozen=True)
class _Argument:
    """One argument of one tag, and what it takes."""

    tag: str
    name: str
    hint: Any
    fits: Fits

    def check(self, value: object) -> None:
        if not self.fits(value):
            raise TemplateSyntaxError(
                f"{{% {self.tag} %}}: {self.name}={value!r}, where it takes {_hint_text(self.hint)}."
            )


def _is_constant(expression: FilterExpression) -> bool:
    return not expression.is_var and not expression.filters


class ComponentLibrary(template.Library):
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

            @wraps(func)
            def render_tag(*args: Any, **kwargs: Any) -> SafeString:
                result = func(*args, **kwargs)
                html = result if template_name is None else render_to_string(template_name, result).strip()
                return mark_safe(html)  # written by a template of ours, which escapes what it is given

            maker = self.simple_block_tag if block else self.simple_tag
            maker(render_tag, takes_context=takes_context or None, name=name)
            self.tags[name] = _compile_strictly(func, self.tags[name], skipped=takes_context + block)
            return func

        return register


def _compile_strictly(
    func: Callable[..., Any], compile_tag: Callable[..., Any], *, skipped: int
) -> Callable[[Parser, Token], Node]:
    """Compile the tag, check what is written; what is only known at rendering is checked there, and nothing else.

    `skipped`: how many arguments come before those of the template (the context, the content of a block).
    """
    arguments = {
        key: _Argument(func.__name__, key, hint, fits)
        for key, hint in get_type_hints(func).items()
        if key != "return" and (fits := _type_check(hint)) is not None
    }
    positional = [p.name for p in signature(func).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]

    @wraps(compile_tag)
    def compile_checked(parser: Parser, token: Token) -> Node:
        node: Any = compile_tag(parser, token)
        placed = [*zip(positional[skipped:], node.args, strict=False), *node.kwargs.items()]
        at_rendering: dict[int | str, _Argument] = {}
        for place, (name, expression) in enumerate(placed, skipped):
            if name not in arguments:
                continue
            if _is_constant(expression):
                arguments[name].check(expression.var)
            else:
                at_rendering[name if name in node.kwargs else place] = arguments[name]
        if at_rendering:
            node.func = _with_checks(node.func, at_rendering)
        checked: Node = node
        return checked

    return compile_checked


def _with_checks(
    tag_function: Callable[..., Any], arguments: dict[int | str, _Argument]
) -> Callable[..., Any]:
    """The tag's function, once these arguments, by place or by name, are what it takes."""
    by_place = [(place, argument) for place, argument in arguments.items() if isinstance(place, int)]
    by_name = [(name, argument) for name, argument in arguments.items() if isinstance(name, str)]

    def checked(*args: Any, **kwargs: Any) -> Any:
        for place, argument in by_place:
            argument.check(args[place])
        for name, argument in by_name:
            argument.check(kwargs[name])
        return tag_function(*args, **kwargs)

    return checked
