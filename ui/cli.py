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
from typing import TYPE_CHECKING, Any

from index.errors import GongkaiError
from ui.arguments import COMMANDS, Run, command_line
from ui.question_lines import plain, read_line
from ui.settings import Settings, WrongSetting, read_settings

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
    arguments = command_line(RUNS, only=named).parse_args(given)
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


# the commands


def settings_of(arguments: argparse.Namespace) -> Settings:
    return read_settings(vars(arguments))


RUNS: dict[str, Run] = {
    "build": run_build,
    "ask": run_ask,
    "sql": run_sql,
    "serve": run_serve,
    "parse": run_parse,
    "check": run_check,
    "eval": run_eval,
    "feedback": run_feedback,
}
