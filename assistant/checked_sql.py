"""SQL from outside → the same SELECT written anew, of nothing but what is allowed; or why not. Needs no database.

Deny by default: kinds of nodes, functions, tables and columns are lists of what may be there. What runs is written from
what was understood here, so SQLite cannot understand something else: no comments, no second statement, and names in
backticks, which SQLite never takes for a string where no column is called so (as it does with "double quotes").
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, NoReturn

from sqlglot import exp
from sqlglot.dialects.sqlite import SQLite
from sqlglot.errors import ErrorLevel, SqlglotError
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope
from sqlglot.schema import MappingSchema
from sqlglot.tokenizer_core import Token, TokenType

from assistant.guard import FUNCTIONS, LONGEST_SQL
from index.errors import SqlRefused
from index.published import published_tables

logging.getLogger("sqlglot").addHandler(logging.NullHandler())  # what it warns of is refused here

MOST_TOKENS = 2_000
DEEPEST = 30  # parentheses and CASEs within each other
MOST_SIGNS = 50  # of - + ~ NOT before one value
MOST_PARTS = 100  # SELECTs once each WITH is put wherever it is used

# fmt: off
_NODES: frozenset[type[exp.Expr]] = frozenset((
    exp.Select, exp.Union, exp.Intersect, exp.Except, exp.Subquery, exp.With, exp.CTE, exp.From, exp.Join,
    exp.Where, exp.Group, exp.Having, exp.Order, exp.Ordered, exp.Limit, exp.Offset, exp.Distinct, exp.Star,
    exp.Table, exp.TableAlias, exp.Alias, exp.Column, exp.Identifier, exp.Literal, exp.Null, exp.Boolean,
    exp.And, exp.Or, exp.Not, exp.Paren, exp.Tuple, exp.In, exp.Exists, exp.Between, exp.Is,
    exp.NullSafeEQ, exp.NullSafeNEQ, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like, exp.Glob, exp.Escape,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.DPipe, exp.Collate, exp.Var,
    exp.Case, exp.If, exp.Cast, exp.DataType, exp.Window, exp.WindowSpec, exp.Filter,
))
_CALLS: frozenset[type[exp.Expr]] = frozenset((
    exp.Count, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Least, exp.Greatest, exp.GroupConcat,
    exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile,
    exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.NthValue,
    exp.Abs, exp.Round, exp.Ceil, exp.Floor, exp.Sign, exp.Sqrt, exp.Coalesce, exp.Nullif,
    exp.Length, exp.Substring, exp.Upper, exp.Lower, exp.StrPosition, exp.Replace,
))
# fmt: on
_NODE_NAMES: dict[type[exp.Expr], str] = {
    exp.Values: "VALUES",
    exp.Into: "INTO",
    exp.HexString: "a blob",
    exp.Placeholder: "a parameter",
}
_WORDS = (TokenType.VAR, TokenType.NUMBER)
_QUOTED = TokenType.IDENTIFIER
_OPENING = (TokenType.L_PAREN, TokenType.CASE)
_CLOSING = (TokenType.R_PAREN, TokenType.END)
_SIGNS = (TokenType.DASH, TokenType.PLUS, TokenType.TILDE, TokenType.NOT)


class Written(SQLite):
    """SQLite's dialect, but a quoted name is written in backticks."""

    class Tokenizer(SQLite.Tokenizer):
        IDENTIFIERS: ClassVar = ["`", '"', ("[", "]")]


def checked_sql(sql: str) -> str:
    """The query as it may be run. Raises SqlRefused.

    >>> checked_sql("select sum(total) as 合计 from applications where row = 'received';")
    "SELECT SUM(total) AS 合计 FROM applications WHERE row = 'received'"
    """
    _check_size(sql)
    try:
        read = SQLite().tokenize(sql)
        _check_tokens(sql, read)
        tree = _one_select(SQLite().parser(error_level=ErrorLevel.RAISE).parse(read, sql))
        _check_nodes(tree)
        _check_names(tree)
        return _written(tree)
    except SqlglotError as error:
        refuse(f"it cannot be read as SQL{_near(error)}", "write one SELECT of SQLite")
    except RecursionError:
        refuse("it is nested too deeply", "write it with WITH")


def refuse(what: str, instead: str) -> NoReturn:
    raise SqlRefused(what, instead) from None


# The text


def _check_size(sql: str) -> None:
    if not sql.strip():
        refuse("it is empty", "write one SELECT")
    if len(sql) > LONGEST_SQL:
        refuse(f"it has {len(sql):,} characters", f"a query has at most {LONGEST_SQL:,}")
    for c in sql:
        if unicodedata.category(c) in ("Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp") and c not in "\t\r\n":
            refuse(f"it holds the character U+{ord(c):04X}, which cannot be seen", "leave it out")


def _check_tokens(sql: str, read: Sequence[Token]) -> None:
    if len(read) > MOST_TOKENS:
        refuse(f"it has {len(read):,} words and signs", f"a query has at most {MOST_TOKENS:,}")
    if "--" in sql or "/*" in sql:
        _check_comments(sql, read)
    depth = signs = 0
    end = -2
    for number, token in enumerate(read):
        kind = token.token_type
        if kind is TokenType.SEMICOLON and number < len(read) - 1:
            refuse("it is more than one statement", "send one SELECT at a time")
        if kind in _WORDS and token.start == end + 1:
            refuse(f"“{read[number - 1].text}{token.text}” is no number and no name", "put a space between")
        end = token.end if kind in _WORDS else -2
        if kind is not TokenType.STRING:
            _check_letters(token.text, quoted=kind is _QUOTED)
        depth += (kind in _OPENING) - (kind in _CLOSING)
        signs = signs + 1 if kind in _SIGNS else 0
        if depth > DEEPEST or signs > MOST_SIGNS:
            refuse("it is nested too deeply", "write it with WITH")
    if read[0].token_type not in (TokenType.SELECT, TokenType.WITH, TokenType.L_PAREN):
        refuse(f"it begins with {read[0].text[:20]}", "only a SELECT is run")


def _check_comments(sql: str, read: Sequence[Token]) -> None:
    """A comment can hide what is run from who reads it, and the other way round."""
    texts = (TokenType.STRING, _QUOTED)
    bare = list(sql)
    for token in read:
        if token.token_type in texts:
            bare[token.start : token.end + 1] = " " * (token.end + 1 - token.start)
    left = "".join(bare)
    if "--" in left or "/*" in left or any(token.comments for token in read):
        refuse("it holds a comment", "leave comments out (two minus signs: write - (-1))")


def _check_letters(name: str, quoted: bool) -> None:
    """Names are of ASCII and Chinese characters: a full-width or Cyrillic letter looks like another and is not."""
    for c in name:
        if c.isascii() or _is_chinese(c):
            continue
        plain = unicodedata.normalize("NFKC", c)
        if unicodedata.category(c)[0] in "LMN" or not quoted:
            meant = f"“{plain}”" if plain.isascii() and plain != c else "another character"
            refuse(f"“{c}” in “{name[:40]}” (U+{ord(c):04X}) looks like {meant}", "type it in ASCII")


def _is_chinese(c: str) -> bool:
    return unicodedata.name(c, "").startswith("CJK UNIFIED IDEOGRAPH") or c == "〇"


# The tree


def _one_select(trees: Sequence[exp.Expr | None]) -> exp.Query:
    found = [tree for tree in trees if tree is not None and not isinstance(tree, exp.Semicolon)]
    if len(found) != 1:
        refuse("it is more than one statement" if found else "it is empty", "send one SELECT at a time")
    [tree] = found
    if not isinstance(tree, (exp.Select, exp.SetOperation)):
        refuse(f"it is a {tree.key.upper()}", "only a SELECT is run, without parentheses around it")
    return tree


def _check_nodes(tree: exp.Expr) -> None:
    for node in tree.walk():
        if isinstance(node, exp.Anonymous):
            _check_function(node.name)
        elif type(node) in _CALLS:
            pass
        elif isinstance(node, exp.Func) and type(node) not in _NODES:
            _check_function(Written().generate(node, comments=False).split("(")[0])
            refuse(f"{node.key.upper()} is not offered", "write it otherwise")
        elif type(node) not in _NODES:
            refuse(f"{_NODE_NAMES.get(type(node), node.key.upper())} is not offered", "write it without")
        _check_parts(node)


def _check_function(name: str) -> None:
    if name.lower() not in FUNCTIONS:
        refuse(
            f"the function {name[:40].lower()}() is not offered", f"there are {', '.join(sorted(FUNCTIONS))}"
        )


# fmt: off
_PARTS_OF_SELECT = frozenset((
    "expressions", "from_", "joins", "where", "group", "having", "order", "limit", "offset", "distinct",
    "with_", "windows",
))
# fmt: on
_PARTS: dict[type[exp.Expr], frozenset[str]] = {
    exp.Table: frozenset(("this", "alias", "joins")),
    exp.Join: frozenset(("this", "side", "kind", "on", "using")),
    exp.Collate: frozenset(("this", "expression")),
    exp.With: frozenset(("expressions",)),
    exp.CTE: frozenset(("this", "alias")),
    exp.Subquery: frozenset(("this", "alias", "joins", "with_")),
    exp.Select: _PARTS_OF_SELECT,
}
_COLLATIONS = ("BINARY", "NOCASE", "RTRIM")
_TYPES = (exp.DType.INT, exp.DType.TEXT, exp.DType.FLOAT, exp.DType.DOUBLE)
_SIDES, _KINDS = ("", "LEFT"), ("", "INNER", "CROSS", "OUTER")


def _check_parts(node: exp.Expr) -> None:
    """What a node of an allowed kind carries that is no node of its own: hints, INDEXED BY, RECURSIVE, NATURAL."""
    allowed = _PARTS.get(type(node))
    if allowed is not None:
        for part, value in node.args.items():
            if value and part not in allowed:
                refuse(f"{part.strip('_').upper()} is not offered here", "write it without")
    if isinstance(node, exp.Table):
        if not isinstance(node.this, exp.Identifier):
            refuse(f"the function {node.name.lower()}() is no table", _tables())
    elif isinstance(node, exp.Join):
        if node.side not in _SIDES or node.kind not in _KINDS:
            refuse(f"{node.side} {node.kind} JOIN is not offered", "there are JOIN and LEFT JOIN")
    elif isinstance(node, exp.Collate):
        if node.expression.name.upper() not in _COLLATIONS:
            refuse(f"COLLATE {node.expression.name}", f"there are {', '.join(_COLLATIONS)}")
    elif isinstance(node, exp.DataType) and (node.this not in _TYPES or node.expressions):
        refuse("this type is not offered in CAST", "there are INTEGER, REAL and TEXT")


# The names


def _check_names(tree: exp.Query) -> None:
    taken: set[str] = set()
    for cte in tree.find_all(exp.CTE):
        name = cte.alias.lower()
        if name in published_tables() or name in taken:
            refuse(f"two tables are called “{cte.alias}”", "give the WITH another name")
        taken.add(name)
    sizes: dict[int, int] = {}
    for scope in traverse_scope(tree):
        _check_tables(scope)
        sizes[id(scope)] = 1 + sum(sizes.get(id(inner), 1) for inner in _inner(scope))
        if sizes[id(scope)] > MOST_PARTS:
            refuse(f"its WITHs put together make more than {MOST_PARTS} SELECTs", "use each less often")
    try:
        qualify(tree.copy(), dialect="sqlite", schema=_schema(), quote_identifiers=False, identify=False)
    except SqlglotError as error:
        refuse(*_unknown(_first_line(error), tree))


def _inner(scope: Scope) -> Iterator[Scope]:
    """The SELECTs that stand in another, each as often as it is used."""
    yield from (source for _, source in scope.selected_sources.values() if isinstance(source, Scope))
    yield from scope.subquery_scopes
    yield from scope.set_operation_scopes


def _check_tables(scope: Scope) -> None:
    names = [name.lower() for name, _ in scope.references]
    if len(set(names)) < len(names):
        refuse("two tables of one FROM have the same name", "give each a name of its own with AS")
    for source in scope.sources.values():
        if isinstance(source, exp.Table) and source.name.lower() not in published_tables():
            refuse(f"there is no table “{source.name}”", _tables())


def _tables() -> str:
    return f"the tables are {', '.join(published_tables())}"


def _unknown(told: str, tree: exp.Expr) -> tuple[str, str]:
    """Which name is of no column here, or of several, and the columns there are."""
    named = {table.name.lower() for table in tree.find_all(exp.Table)}
    tables = [table for name, table in published_tables().items() if name in named]
    found = re.match(r"Column '(.+?)' could not be resolved", told)
    if found and sum(found[1] in (column.name for column in table.columns) for table in tables) > 1:
        return f"“{found[1]}” is a column of several tables", "write the table before it: reports.year"
    has = [f"{table.name} has {', '.join(column.name for column in table.columns)}" for table in tables]
    return f"there is no column “{found[1]}”" if found else told, "; ".join(has) or _tables()


@cache
def _schema() -> MappingSchema:
    tables = published_tables().items()
    return MappingSchema(
        {name: {column.name: column.type for column in table.columns} for name, table in tables},
        dialect="sqlite",
    )


# The text anew


def _written(tree: exp.Query) -> str:
    """The query written from its tree; where that would read otherwise than what was given, it is refused."""
    plain = tree.copy()
    for join in plain.find_all(exp.Join):
        if join.kind == "CROSS" and not join.args.get("on"):
            join.set("kind", None)  # a comma: SQLite keeps the order of tables that CROSS JOIN stands between
    written = Written().generate(plain, comments=False, unsupported_level=ErrorLevel.RAISE)
    [again] = SQLite().parse(written)
    if again != tree:
        refuse("it can be read in two ways", "put parentheses around NOT, IN, IS and CAST")
    return written


def _near(error: SqlglotError) -> str:
    """Where a query stopped making sense."""
    details: Iterable[Mapping[str, Any]] = getattr(error, "errors", ())
    near = next((str(detail["highlight"]) for detail in details if detail.get("highlight")), "")
    return f" near “{near[:40]}”" if near else ""


def _first_line(error: SqlglotError) -> str:
    return re.sub(r" Line:? .*", "", str(error).splitlines()[0]).rstrip(". ")[:200]
