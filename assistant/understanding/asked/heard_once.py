"""Parts of a reading that are asked for again and again, and come out the same once the whole question has been heard."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

P = ParamSpec("P")
Result = TypeVar("Result")


class Hears(Protocol):
    """A question being read: `cues` may still grow while its figures are found, `remembered` is None while it is heard."""

    cues: set[str]
    remembered: dict[tuple[Any, ...], Any] | None


Self = TypeVar("Self", bound=Hears)
Method = Callable[Concatenate[Self, P], Result]


def heard_once(method: Method[Self, P, Result]) -> Method[Self, P, Result]:
    """A method worked out once for the same arguments and cues. What it gives must not be changed; lists are given anew."""

    @wraps(method)
    def told(self: Self, *arguments: P.args, **named: P.kwargs) -> Result:
        if self.remembered is None:
            return method(self, *arguments, **named)
        key = (method.__qualname__, len(self.cues), *map(_as_key, arguments), *named.items())
        if key not in self.remembered:
            self.remembered[key] = method(self, *arguments, **named)
        result: Any = self.remembered[key]
        return cast("Result", list(result) if isinstance(result, list) else result)

    return cast("Method[Self, P, Result]", told)


def _as_key(argument: Any) -> Any:
    return tuple(argument) if isinstance(argument, list) else argument
