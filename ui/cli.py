"""The command `gongkai`: each command reads its arguments, calls one function and prints.

Nothing heavy is imported up here: `gongkai ask` has to start quickly, so each command imports what it needs.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from index.errors import GongkaiError
from ui.settings import FIELDS, PREFIX, Settings, WrongSetting, read_settings

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.conversation import Answer, Turn
    from index.build import BuildSummary

DONE, COULD_NOT, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
OBJECTS_BETWEEN_LOOKS = 50_000  # for unused cycles; Python's 700 are for nothing while modules are loaded


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status: 0 done, 1 could not, 2 wrong usage."""
    write_utf8(sys.stdout, sys.stderr)
    if argv is not None:
        return run_command(argv)
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's have no large matrix to work on here
    try:
        return run_command(sys.argv[1:])
    finally:
        gc.freeze()  # what is there goes with the process: nothing is gained by looking through it


def run_command(given: Sequence[str]) -> int:
    """Runs one command; what a person can have caused is told in one line."""
    named = given[0] if given and given[0] in COMMANDS else None
    arguments = command_line(only=named).parse_args(given)
    try:
        status = int(arguments.run(arguments))
        sys.stdout.flush()
        return status
    except WrongSetting as error:
        say(str(error))
        return WRONG_USAGE if error.source.startswith("--") else COULD_NOT
    except GongkaiError as error:
        return say(str(error))
    except BrokenPipeError:  # whoever read our output has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except OSError as error:
        return say(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        return INTERRUPTED


def say(message: str) -> int:
    """Prints why it could not be done, as one line."""
    print("gongkai:", " ".join(message.split()), file=sys.stderr)
    return COULD_NOT


def write_utf8(*streams: Any) -> None:
    """The reports are Chinese: what is printed is UTF-8, wherever it goes."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


# The commands


def run_build(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    uploaded = [settings.uploads] if settings.uploads.is_dir() else []
    paths = arguments.path or [settings.reports, *uploaded]
    import time

    from index.build import build
    from index.embedding import load_embedder

    started = time.perf_counter()
    with progress_bar() as progress:
        embedder = load_embedder(settings.embedding or None)
        summary = build(paths, settings.store, embedder, force=arguments.force, progress=progress)
    seconds = round(time.perf_counter() - started, 1)
    if arguments.json:
        print(to_json({**as_data(summary), "store": str(settings.store), "seconds": seconds}, indent=2))
    else:
        print_summary(summary, settings.store, seconds, arguments.verbose)
    read = summary.indexed or summary.unchanged or any(skipped.duplicate for skipped in summary.skipped)
    return DONE if read else say("nothing could be indexed")


def run_ask(arguments: argparse.Namespace) -> int:
    question = plain(" ".join(arguments.question)).strip()
    if not question:
        arguments.usage("the question is empty")
    if arguments.csv and (question == "-" or arguments.sql):
        arguments.usage("--csv prints the rows of one question and nothing else; --json has all of many")
    from ui.opening import open_assistant

    assistant = open_assistant(settings_of(arguments))
    if question == "-":
        return ask_lines(assistant, arguments)
    if arguments.csv:
        return print_rows(assistant.ask(question, ()))
    print_answer(assistant, question, (), arguments)
    return DONE


def run_serve(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    refuse_taken_port(settings.host, settings.port)
    if not settings.is_local and not settings.auth:
        say(
            f"the page on {settings.host} is open to everyone who can reach it; --auth asks for a password"
            + ("" if settings.may_upload else ", and lets visitors add reports")
        )
    from ui.server import serve

    serve(settings)
    return DONE


def run_parse(arguments: argparse.Namespace) -> int:
    from index.parse import parse_file, parse_object

    found = parse_object(parse_file(arguments.file))
    if arguments.json:
        print(to_json(found, indent=2))
    else:
        from ui.terminal import parse_to_text

        print(parse_to_text(found))
    return DONE


def run_check(arguments: argparse.Namespace) -> int:
    from index.store import Store

    problems = Store.open(settings_of(arguments).store).problems()
    if arguments.json:
        print(to_json(problems, indent=2))
    else:
        from ui.terminal import problems_to_text

        print(problems_to_text(problems))
    return DONE


def run_eval(arguments: argparse.Namespace) -> int:
    from assistant.evaluate import evaluate
    from assistant.evaluate_text import text_score
    from ui.opening import open_assistant

    assistant = open_assistant(settings_of(arguments))
    score = evaluate(assistant, arguments.file, arguments.about)
    on_text = text_score(assistant, score.verdicts)
    if arguments.json:
        print(to_json(score.to_json() | {"text": on_text.groups() if on_text else None}, indent=2))
    else:
        print(*filter(None, (score, on_text)), sep="\n\n")
    return DONE


def run_feedback(arguments: argparse.Namespace) -> int:
    from ui.feedback import all_feedback, feedback_file

    said = all_feedback(feedback_file(settings_of(arguments).store))
    if arguments.json:
        print(to_json([feedback.to_json() for feedback in said], indent=2))
    elif not said:
        print("nobody has said anything of an answer yet")
    for feedback in () if arguments.json else said:
        word = f"  “{feedback.word}”" if feedback.word else ""
        before = f"  (after: {feedback.before})" if feedback.before else ""
        print(f"{feedback.said_at[:16]}  {'+' if feedback.good else '-'}  {feedback.question}{before}{word}")
    return DONE


def run_sql(arguments: argparse.Namespace) -> int:
    if arguments.query is None:
        from ui.terminal import published_to_text

        print(published_to_text())
        return DONE
    from assistant.guard import Guard
    from index.store import Store

    sql = read_query() if arguments.query == "-" else arguments.query
    found = Guard(Store.open(settings_of(arguments).store)).ask(sql)
    if arguments.json:
        print(to_json({"columns": found.columns, "rows": finite(found.rows), "cut": found.cut}))
    elif arguments.csv:
        import csv

        csv.writer(sys.stdout, lineterminator="\n").writerows([found.columns, *found.rows])
        if found.cut:
            print(f"gongkai: there are more than these {len(found.rows):,} rows", file=sys.stderr)
    else:
        from ui.terminal import rows_to_text

        print(rows_to_text(found))
    return DONE


def read_query() -> str:
    """A query on standard input."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GongkaiError("the query on standard input is not UTF-8") from None


def finite(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows as JSON can give them: it has no infinite numbers."""
    return [
        [None if isinstance(value, float) and value in (INFINITE, -INFINITE) else value for value in row]
        for row in rows
    ]


INFINITE = float("inf")


# ask


def ask_lines(assistant: Assistant, arguments: argparse.Namespace) -> int:
    """Answers standard input, one question a line; a bad line is named and the rest answered."""
    status = DONE
    for number, line in enumerate(sys.stdin.buffer, start=1):
        try:
            question, history = read_line(line)
            if question:
                print_answer(assistant, question, history, arguments)
                sys.stdout.flush()
        except GongkaiError as error:
            status = say(f"line {number}: {error}")
            if arguments.json:  # one object a line, so that answers stay in step with their questions
                print(to_json(not_read(line, error).to_json()))
    return status


def not_read(line: bytes, error: GongkaiError) -> Answer:
    """The answer to a line that holds no question."""
    from assistant.conversation import Answer

    text = line.decode("utf-8", "replace").strip()
    return Answer(text, "en", "out_of_scope", None, str(error), reason="unrelated")


class WrongLine(GongkaiError):
    """A line of standard input is neither a question nor an object that holds one."""


def read_line(line: bytes) -> tuple[str, tuple[Turn, ...]]:
    """The question of an input line with what was said before; "" for an empty line."""
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise WrongLine("not UTF-8") from None
    if not text.startswith("{"):
        return text, ()
    import json

    try:
        given = json.loads(text)
    except ValueError as error:
        raise WrongLine(f"not JSON ({error})") from None
    if not isinstance(given.get("question"), str) or not given["question"].strip():
        raise WrongLine('an object needs a "question"')
    return plain(given["question"]).strip(), read_history(given.get("history") or [])


def read_history(history: Any) -> tuple[Turn, ...]:
    """The turns of a "history"."""
    from assistant.conversation import Turn

    try:
        turns = tuple(Turn(turn["question"], turn["answer"]) for turn in history)
    except (TypeError, KeyError):
        turns = None
    if turns is None or not all(isinstance(t.question, str) and isinstance(t.answer, dict) for t in turns):
        raise WrongLine('"history" is a list of {"question": "…", "answer": {…}}')
    return turns


def print_answer(
    assistant: Assistant, question: str, history: tuple[Turn, ...], arguments: argparse.Namespace
) -> None:
    answer = assistant.ask(question, history)
    if arguments.json:
        print(to_json(answer.to_json()))
        return
    from ui.terminal import answer_to_text, has_color

    print(answer_to_text(answer, sql=arguments.sql, color=has_color(sys.stdout)))


def print_rows(answer: Answer) -> int:
    """Prints the rows of an answer as CSV, and beside them what is to be minded; refuses where there are none."""
    from ui.sql_box import to_csv
    from ui.terminal import markdown_to_text

    if answer.result is None or not answer.result.rows:
        if answer.status == "answered" and answer.result is None:
            return say("this answer is a text and has no rows; without --csv it is printed")
        return say(f"this answer has no rows: {markdown_to_text(answer.answer, color=False)}")
    print(to_csv(answer.result.columns, answer.result.rows), end="")
    for caveat in answer.caveats:
        print(f"! {markdown_to_text(caveat, color=False)}", file=sys.stderr)
    return DONE


def plain(text: str) -> str:
    """A text without what is no character (half of a surrogate pair, a byte that was no UTF-8)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def to_json(value: object, indent: int | None = None) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=indent)


# build


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None] | None]:
    """What `build` reports its progress to: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("indexing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("indexing", total=None)
        yield lambda done, total, file: bar.update(task, completed=done, total=total)


def print_summary(summary: BuildSummary, store: Path, seconds: float, verbose: bool) -> None:
    """What a build did, the files that it had to leave out and why, and what is wrong in the reports it read."""
    from ui.terminal import found_lines, removed_lines, skipped_lines

    print(
        f"{len(summary.indexed)} indexed, {summary.unchanged} unchanged, {len(summary.removed)} removed, "
        f"{len(summary.skipped)} skipped; {store} now holds {summary.reports} reports ({seconds:.1f} s)"
    )
    for line in removed_lines(summary, verbose):
        print(line)
    sys.stdout.flush()
    for line in skipped_lines(summary, verbose):
        print(line, file=sys.stderr)
    for line in found_lines(summary, verbose):
        print(line)


def as_data(summary: BuildSummary) -> dict[str, Any]:
    """A summary as JSON gives it."""
    skipped = [{"file": s.file, "why": s.why, "unchanged": s.again} for s in summary.skipped]
    return {
        "indexed": summary.indexed,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "skipped": skipped,
        "problems": summary.problems,
        "reports": summary.reports,
    }


# serve


def refuse_taken_port(host: str, port: int) -> None:
    """Stops at once when the page could not listen there, before anything slow is loaded."""
    import errno
    import socket

    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if os.name == "posix":  # as the server does: a port in its closing minute is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "another program listens there; choose another port with --port" if taken else error.strerror
        raise GongkaiError(f"{host}:{port}: {why}") from None


# The command line itself


def settings_of(arguments: argparse.Namespace) -> Settings:
    return read_settings(vars(arguments))


def command_line(only: str | None = None) -> argparse.ArgumentParser:
    """Every command with its help; `only` leaves the others out, as an answer's start should not wait for them."""
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
            add(commands)
    return parser


def add_build(commands: Any) -> None:
    build = add_command(commands, "build", run_build, "index report files into the store", BUILD_EXAMPLES)
    build.add_argument(
        "path", nargs="*", type=Path, metavar="PATH", help="report files, folders, .zip archives"
    )
    build.add_argument("--force", action="store_true", help="read every file again, unchanged or not")
    build.add_argument("--verbose", action="store_true", help="name every file that was skipped or removed")
    build.add_argument("--json", action="store_true", help="print what was done as a JSON object")
    add_settings(build, "store", "embedding")


def add_ask(commands: Any) -> None:
    ask = add_command(commands, "ask", run_ask, "answer a question on the terminal", ASK_EXAMPLES)
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


def add_serve(commands: Any) -> None:
    serve = add_command(commands, "serve", run_serve, "open the chat page", SERVE_EXAMPLES)
    add_settings(serve, "host", "port", "auth", "upload", "browser", "store", "uploads", "embedding")


def add_parse(commands: Any) -> None:
    text = "show what is read in one file, storing nothing"
    parse = add_command(commands, "parse", run_parse, text, PARSE_EXAMPLES)
    parse.add_argument(
        "file", type=Path, metavar="FILE", help="a report file; ARCHIVE.zip/FILE for one in an archive"
    )
    parse.add_argument("--json", action="store_true", help="every cell with its place, as JSON")


def add_check(commands: Any) -> None:
    text = "list the problems found in the indexed reports"
    check = add_command(commands, "check", run_check, text, CHECK_EXAMPLES)
    check.add_argument("--json", action="store_true", help="as a JSON list")
    add_settings(check, "store")


def add_eval(commands: Any) -> None:
    evaluate = add_command(
        commands, "eval", run_eval, "run a question file and print the scores", EVAL_EXAMPLES
    )
    evaluate.add_argument("file", type=Path, metavar="FILE", help="questions as JSON lines")
    evaluate.add_argument(
        "--about", default="", metavar="STORE", help="only the questions whose `store` is this one"
    )
    evaluate.add_argument("--json", action="store_true", help="as one JSON object")
    add_settings(evaluate, "store", "embedding")


def add_feedback(commands: Any) -> None:
    text = "list what visitors of the page said of its answers"
    feedback = add_command(commands, "feedback", run_feedback, text, FEEDBACK_EXAMPLES)
    feedback.add_argument("--json", action="store_true", help="with the answers, as a JSON list")
    add_settings(feedback, "store")


def add_sql(commands: Any) -> None:
    text = "answer a SELECT over the published tables; without one, list them"
    sql = add_command(commands, "sql", run_sql, text, SQL_EXAMPLES)
    sql.add_argument("query", nargs="?", metavar="QUERY", help="one SELECT; - reads it from stdin")
    form = sql.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print columns and rows as one object")
    form.add_argument("--csv", action="store_true", help="print comma-separated values")
    add_settings(sql, "store")


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


def add_command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str, examples: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog="examples:\n" + examples,
        formatter_class=Help,
    )
    command.set_defaults(run=run)
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
