"""The command line of `gongkai`: each command, its arguments and settings, and its help."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from ui.settings import FIELDS, PREFIX

Run = Callable[[argparse.Namespace], int]


def command_line(runs: Mapping[str, Run], only: str | None = None) -> argparse.ArgumentParser:
    """Every command with its help and what runs it; `only` leaves the others out, as an answer's start should not wait for them."""
    parser = argparse.ArgumentParser(
        prog="gongkai",
        description="Ask Chinese government-information-disclosure annual reports.",
        epilog=settings_help(),
        formatter_class=Help,
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog=parser.prog)
    for name, add in COMMANDS.items():
        if only in (None, name):
            add(commands).set_defaults(run=runs[name])
    return parser


def add_build(commands: Any) -> argparse.ArgumentParser:
    build = add_command(commands, "build", "index report files into the store", BUILD_EXAMPLES)
    build.add_argument(
        "path", nargs="*", type=Path, metavar="PATH", help="report files, folders, .zip archives"
    )
    build.add_argument("--force", action="store_true", help="read every file again, unchanged or not")
    build.add_argument("--verbose", action="store_true", help="name every file that was skipped or removed")
    build.add_argument("--json", action="store_true", help="print what was done as a JSON object")
    add_settings(build, "store", "embedding")
    return build


def add_ask(commands: Any) -> argparse.ArgumentParser:
    ask = add_command(commands, "ask", "answer a question on the terminal", ASK_EXAMPLES)
    ask.add_argument(
        "question", nargs="+", metavar="QUESTION", help="the question; - reads one a line from stdin"
    )
    form = ask.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the answer object, one a line")
    form.add_argument(
        "--csv", action="store_true", help="print the rows of the answer as comma-separated values"
    )
    ask.add_argument("--sql", action="store_true", help="show the SQL that was run, too")
    ask.set_defaults(usage=ask.error)
    add_settings(ask, "store", "embedding")
    return ask


def add_serve(commands: Any) -> argparse.ArgumentParser:
    serve = add_command(commands, "serve", "open the chat page", SERVE_EXAMPLES)
    add_settings(serve, "host", "port", "auth", "upload", "browser", "store", "uploads", "embedding")
    return serve


def add_parse(commands: Any) -> argparse.ArgumentParser:
    text = "show what is read in one file, storing nothing"
    parse = add_command(commands, "parse", text, PARSE_EXAMPLES)
    parse.add_argument(
        "file", type=Path, metavar="FILE", help="a report file; ARCHIVE.zip/FILE for one in an archive"
    )
    parse.add_argument("--json", action="store_true", help="every cell with its place, as JSON")
    return parse


def add_check(commands: Any) -> argparse.ArgumentParser:
    text = "list the problems found in the indexed reports"
    check = add_command(commands, "check", text, CHECK_EXAMPLES)
    check.add_argument("--json", action="store_true", help="as a JSON list")
    add_settings(check, "store")
    return check


def add_eval(commands: Any) -> argparse.ArgumentParser:
    evaluate = add_command(commands, "eval", "run a question file and print the scores", EVAL_EXAMPLES)
    evaluate.add_argument("file", type=Path, metavar="FILE", help="questions as JSON lines")
    evaluate.add_argument(
        "--about", default="", metavar="STORE", help="only the questions whose `store` is this one"
    )
    evaluate.add_argument("--json", action="store_true", help="as one JSON object")
    add_settings(evaluate, "store", "embedding")
    return evaluate


def add_feedback(commands: Any) -> argparse.ArgumentParser:
    text = "list what visitors of the page said of its answers"
    feedback = add_command(commands, "feedback", text, FEEDBACK_EXAMPLES)
    feedback.add_argument("--json", action="store_true", help="with the answers, as a JSON list")
    add_settings(feedback, "store")
    return feedback


def add_sql(commands: Any) -> argparse.ArgumentParser:
    text = "answer a SELECT over the published tables; without one, list them"
    sql = add_command(commands, "sql", text, SQL_EXAMPLES)
    sql.add_argument("query", nargs="?", metavar="QUERY", help="one SELECT; - reads it from stdin")
    form = sql.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print columns and rows as one object")
    form.add_argument("--csv", action="store_true", help="print comma-separated values")
    add_settings(sql, "store")
    return sql


COMMANDS = {
    "build": add_build,
    "ask": add_ask,
    "sql": add_sql,
    "serve": add_serve,
    "parse": add_parse,
    "check": add_check,
    "eval": add_eval,
    "feedback": add_feedback,
}


class Help(argparse.RawDescriptionHelpFormatter):
    """Texts as they stand, as wide as the terminal; argparse itself would load shutil at every start to ask that."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=terminal_width() - 2)


def terminal_width() -> int:
    """The columns of the terminal, 80 where there is none; COLUMNS overrules it."""
    told = os.environ.get("COLUMNS", "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:  # not a terminal
        return 80


def add_command(commands: Any, name: str, text: str, examples: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog="examples:\n" + examples,
        formatter_class=Help,
    )
    return command


def add_settings(command: argparse.ArgumentParser, *keys: str) -> None:
    """A flag for each of these settings, with the setting's own description."""
    for key in keys:
        setting = FIELDS[key]
        if setting.type is bool:
            command.add_argument(f"--{key}", action=argparse.BooleanOptionalAction, help=setting.text)
        else:
            command.add_argument(f"--{key}", metavar=key.upper(), help=setting.text)


def settings_help() -> str:
    """The settings, one a line."""
    lines = [f"  {PREFIX + key.upper():<18} {FIELDS[key].text}" for key in FIELDS]
    return "\n".join(["settings, in the environment or as keys of gongkai.toml:", *lines])


class ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for: finding it is slower than an answer's start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print("gongkai", version("gongkai"))
        parser.exit()


BUILD_EXAMPLES = """\
  gongkai build
  gongkai build ~/reports 黄埔区2021.txt --store my-store
  gongkai build 年报.zip --verbose"""
ASK_EXAMPLES = """\
  gongkai ask 哪个局收到的政府信息公开申请最多
  gongkai ask --sql "which bureau got the most applications"
  gongkai ask --csv "各单位收到的申请" > rows.csv
  gongkai ask --json - < questions.txt > answers.jsonl"""
SQL_EXAMPLES = """\
  gongkai sql
  gongkai sql "SELECT agency, total FROM applications WHERE row = 'received' ORDER BY total DESC"
  gongkai sql --csv - < query.sql > rows.csv"""
SERVE_EXAMPLES = """\
  gongkai serve --port 8000 --no-browser
  GONGKAI_AUTH=li:secret gongkai serve --host 0.0.0.0"""
PARSE_EXAMPLES = """\
  gongkai parse report.txt
  gongkai parse report.txt --json
  gongkai parse 年报.zip/黄埔区/2021.txt"""
CHECK_EXAMPLES = """\
  gongkai check
  gongkai check --json"""
FEEDBACK_EXAMPLES = """\
  gongkai feedback
  gongkai feedback --json"""
EVAL_EXAMPLES = """\
  gongkai eval data/questions.jsonl
  gongkai eval tests/questions_text.jsonl --about five --json"""
