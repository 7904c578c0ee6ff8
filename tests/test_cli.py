"""The command `gongkai` as a person and as a program meet it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.report_writer import corpus as corpus_of
from tests.report_writer import random_report, write_files
from ui.arguments import COMMANDS, command_line
from ui.cli import RUNS, main
from ui.question_lines import WrongLine, read_line
from ui.terminal import markdown_to_text, problems_to_text, table_lines

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "data" / "reports"
WINNER = "哪个局收到的政府信息公开申请最多"
ENGLISH = "which bureau got the most applications"


def gongkai(
    *arguments: str | Path, stdin: str | bytes = "", cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Runs the real command in a process of its own."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui", *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, cwd=cwd, env=environ, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def could_not(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that says why, of a command that could not."""
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    return line


def a_report() -> Path:
    return next(path for path in sorted(REPORTS.rglob("*.txt")))


# Help and usage


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_examples_and_stands_in_the_readme(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    told = capsys.readouterr().out
    assert left.value.code == 0
    assert f"examples:\n  gongkai {command}" in told
    assert f"gongkai {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_help_names_every_command_and_setting() -> None:
    told = command_line(RUNS).format_help()
    assert all(f"    {command} " in told for command in COMMANDS)
    assert "GONGKAI_STORE" in told


def test_version_is_that_of_the_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert (left.value.code, capsys.readouterr().out) == (0, f"gongkai {version('gongkai')}\n")


@pytest.mark.parametrize(
    "arguments", [[], ["ask"], ["ask", " "], ["nosuch"], ["parse"], ["build", "--nosuch"]], ids=str
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: gongkai" in capsys.readouterr().err


def test_a_flag_with_a_wrong_value_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "abc"]) == 2
    told = capsys.readouterr().err
    assert told == "gongkai: port = “abc” (--port): a port is a whole number from 1 to 65535\n"


# build


def test_build_skips_what_has_not_changed(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = gongkai("build", REPORTS, "--store", store)
    again = gongkai("build", REPORTS, "--store", store)
    assert (first.returncode, again.returncode) == (0, 0)
    assert first.stdout.startswith(
        f"5 indexed, 0 unchanged, 0 removed, 0 skipped; {store} now holds 5 reports ("
    )
    assert again.stdout.startswith(
        f"0 indexed, 5 unchanged, 0 removed, 0 skipped; {store} now holds 5 reports ("
    )


def test_build_reads_what_changed_and_takes_out_what_is_gone(tmp_path: Path) -> None:
    folder, store = tmp_path / "reports", tmp_path / "store"
    shutil.copytree(REPORTS, folder)
    gongkai("build", folder, "--store", store)
    changed, gone, *_ = sorted(folder.rglob("*.txt"))
    changed.write_bytes(changed.read_bytes() + b"\n")
    gone.unlink()
    again = gongkai("build", folder, "--store", store)
    assert (again.returncode, again.stderr) == (0, "")
    told, removed, *_ = again.stdout.splitlines()
    assert told.startswith(f"1 indexed, 3 unchanged, 1 removed, 0 skipped; {store} now holds 4 reports (")
    assert removed == f"  removed {gone.relative_to(folder).as_posix()}"


def test_build_names_each_bad_file_and_indexes_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(a_report(), folder / "good.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "novel.txt").write_text("从前有座山，山里有座庙。\n", encoding="utf-8")
    done = gongkai("build", folder, "--store", tmp_path / "store")
    assert done.returncode == 0
    assert done.stdout.startswith("1 indexed, 0 unchanged, 0 removed, 3 skipped;")
    assert [line.split(":")[0] for line in sorted(done.stderr.splitlines())] == [
        "  skipped binary.txt",
        "  skipped empty.txt",
        "  skipped novel.txt",
    ]


def test_build_of_a_folder_that_does_not_exist_builds_nothing(tmp_path: Path) -> None:
    done = gongkai("build", REPORTS, tmp_path / "nosuch", "--store", tmp_path / "store")
    assert (
        could_not(done)
        == f"gongkai: {tmp_path / 'nosuch'}: there is no such file or folder; nothing was built"
    )
    assert not (tmp_path / "store").exists()


def test_build_fails_where_nothing_can_be_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    done = gongkai("build", folder, "--store", tmp_path / "store")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "gongkai: nothing could be indexed"
    assert "Traceback" not in done.stderr


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A report, a copy of it, and things that are no reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    text = random_report(5, 2021, agency="长春市南关区民政局").text
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_text(text + "\n", encoding="utf-8")
    for number in range(5):
        (folder / f"poem{number}.txt").write_text(f"床前明月光{number}", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"x")
    return folder


def test_build_groups_what_it_skipped_and_verbose_names_it_all(mixed: Path, tmp_path: Path) -> None:
    first = gongkai("build", mixed, "--store", tmp_path / "store")
    assert first.stdout.startswith("1 indexed, 0 unchanged, 0 removed, 7 skipped;")
    assert first.stderr.splitlines() == [
        "  skipped b.txt: the same report as a.txt",
        "  skipped photo.png: no reader for .png",
        "  skipped 5 files (poem0.txt, poem1.txt, poem2.txt, …): not an annual report",
        "  --verbose names every file and the reason in full",
    ]
    again = gongkai("build", mixed, "--store", tmp_path / "store", "--verbose").stderr.splitlines()
    why = "not an annual report (no title of an annual report and no agency's name in it)"
    assert again == [
        "  skipped b.txt: the same report as a.txt",
        "  skipped photo.png: no reader for .png",
        *(f"  skipped poem{number}.txt: {why}" for number in range(5)),
        "  6 of 7 skipped as before: they have not changed since, and were not read again (--force reads them)",
    ]


def test_build_json_says_what_was_done(mixed: Path, tmp_path: Path) -> None:
    done = gongkai("build", mixed, "--store", tmp_path / "store", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (told["indexed"], told["unchanged"], told["removed"]) == (["a.txt"], 0, [])
    assert told["skipped"][0] == {"file": "b.txt", "why": "the same report as a.txt", "unchanged": False}
    assert (told["reports"], told["store"]) == (1, str(tmp_path / "store"))
    assert told["seconds"] > 0


def test_build_says_which_kinds_of_problems_it_found(tmp_path: Path) -> None:
    done = gongkai("build", REPORTS, "--store", tmp_path / "store")
    assert done.stdout.splitlines()[1:] == [
        "2 problems found in 5 reports read:",
        "  1 × 正文前后的数字不一致 (text_text)",
        "  1 × 一行的单元格不能对号入座 (unaligned_row)",
        "`gongkai check` lists them by report",
    ]


def test_a_folder_of_copies_is_built_without_an_error(mixed: Path, tmp_path: Path) -> None:
    gongkai("build", mixed, "--store", tmp_path / "store")
    copies = tmp_path / "copies"
    copies.mkdir()
    shutil.copy(mixed / "a.txt", copies / "c.txt")
    done = gongkai("build", copies, "--store", tmp_path / "store")
    assert (done.returncode, done.stderr) == (0, "  skipped c.txt: the same report as a.txt\n")


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_stops_a_build_without_a_word_and_leaves_the_old_store(mixed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    gongkai("build", mixed, "--store", store)
    corpus = tmp_path / "corpus"
    write_files(corpus_of(300, [2020]), corpus)
    command = [sys.executable, "-m", "ui", "build", str(corpus), "--store", str(store)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True) as running:
        while not list(store.glob(".*.building.db")) and running.poll() is None:
            time.sleep(0.02)
        time.sleep(0.3)
        os.killpg(running.pid, signal.SIGINT)
        told = running.communicate(timeout=30)[1]
    assert (running.returncode, told) == (130, b"")
    assert "1 reports" in gongkai("build", mixed, "--store", store).stdout


# ask


def test_ask_prints_answer_sources_and_sql(store_path: Path) -> None:
    done = gongkai("ask", WINNER, "--sql", "--store", store_path)
    assert done.returncode == 0
    assert "来源\n[1] " in done.stdout
    assert "SQL\nWITH" in done.stdout
    assert "**" not in done.stdout
    assert "\x1b" not in done.stdout  # no colours into a pipe


def test_ask_json_prints_the_answer_object(store_path: Path) -> None:
    done = gongkai("ask", WINNER, "--json", "--store", store_path)
    [line] = done.stdout.splitlines()
    answer = json.loads(line)
    assert (answer["question"], answer["status"], answer["route"]) == (WINNER, "answered", "statistics")
    assert set(answer) == {
        "question", "language", "status", "route", "answer", "result", "sql", "parameters",
        "citations", "caveats", "reason", "choices",
    }  # fmt: skip


def test_ask_csv_prints_the_rows_and_says_beside_them_what_to_mind(store_path: Path) -> None:
    done = gongkai("ask", "各单位采购总金额", "--csv", "--store", store_path)
    head, *rows = csv.reader(done.stdout.splitlines())
    assert (done.returncode, head) == (0, ["agency", "procurement_amount"])
    assert dict(rows)["北京市大兴区应急管理局"] == "9299082.0"
    answer = json.loads(gongkai("ask", "各单位采购总金额", "--json", "--store", store_path).stdout)
    assert [[str(value) for value in row] for row in answer["result"]["rows"]] == rows
    assert done.stderr.splitlines() == [f"! {caveat}" for caveat in answer["caveats"]]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("今天天气怎么样", "无关"),
        ("黄埔区应急管理局政务公开领导小组的组长是谁", "a text and has no rows"),
        ("黄埔区政府2035年收到多少件申请", "2035"),
    ],
)
def test_ask_csv_refuses_an_answer_without_rows(store_path: Path, question: str, why: str) -> None:
    assert why in could_not(gongkai("ask", question, "--csv", "--store", store_path))


@pytest.mark.parametrize("more", [["--json"], ["--sql"], ["-"]], ids=str)
def test_ask_csv_prints_nothing_but_the_rows_of_one_question(store_path: Path, more: list[str]) -> None:
    question = [] if more == ["-"] else [WINNER]
    done = gongkai("ask", *question, "--csv", *more, "--store", store_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--csv" in done.stderr


def test_ask_takes_a_question_of_several_words(store_path: Path) -> None:
    done = gongkai(
        *["ask", "which", "bureau", "got", "the", "most", "applications", "--json", "--store"], store_path
    )
    assert json.loads(done.stdout)["language"] == "en"


def test_ask_answers_standard_input_in_order_and_skips_empty_lines(store_path: Path) -> None:
    lines = [WINNER, "", json.dumps({"question": ENGLISH}), "\ufeff" + WINNER]
    answers = ask_lines(store_path, "\r\n".join(lines))
    assert [answer["question"] for answer in answers] == [WINNER, ENGLISH, WINNER]


def test_ask_passes_the_history_on(store_path: Path) -> None:
    [first] = ask_lines(store_path, "黄埔区政府2020年收到多少件申请")
    turn = {"question": first["question"], "answer": first}
    line = json.dumps({"question": "其中自然人占多少", "history": [turn]})
    done = gongkai("ask", "--json", "-", "--store", store_path, stdin=line)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["question"] == "其中自然人占多少"


def ask_lines(store: Path, lines: str) -> list[dict[str, Any]]:
    done = gongkai("ask", "--json", "-", "--store", store, stdin=lines)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_bad_line_is_named_and_the_others_are_answered(store_path: Path) -> None:
    lines = (
        b'{"question": \n'
        + WINNER.encode()
        + b'\n{"history": []}\n\xff\xfe\n{"question": "a", "history": 1}\n'
    )
    done = gongkai("ask", "--json", "-", "--store", store_path, stdin=lines)
    assert done.returncode == 1
    printed = [
        json.loads(line) for line in done.stdout.splitlines()
    ]  # one a line, in step with the questions
    assert [answer["status"] == "answered" for answer in printed] == [False, True, False, False, False]
    assert [line[:16] for line in done.stderr.splitlines()] == [f"gongkai: line {n}:" for n in (1, 3, 4, 5)]


def test_answers_come_while_questions_are_still_being_written(store_path: Path) -> None:
    command = [sys.executable, "-m", "ui", "ask", "--json", "-", "--store", str(store_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8"
    ) as running:
        assert running.stdin and running.stdout
        for _ in range(2):
            running.stdin.write(WINNER + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["question"] == WINNER
        running.stdin.close()
    assert running.returncode == 0


def test_a_reader_that_leaves_gets_no_traceback(store_path: Path) -> None:
    command = f"{sys.executable} -m ui ask --json - --store {store_path} | head -n 1"
    questions = (WINNER + "\n") * 200
    done = subprocess.run(
        command, shell=True, input=questions.encode(), capture_output=True, cwd=ROOT, check=False
    )
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "not JSON"),
        (b'{"question": 1}', 'an object needs a "question"'),
        (b'{"question": " "}', 'an object needs a "question"'),
        (b'{"question": "a", "history": [1]}', '"history" is a list'),
        (b'{"question": "a", "history": [{"question": "b"}]}', '"history" is a list'),
        (b'{"question": "a", "history": [{"question": "b", "answer": "c"}]}', '"history" is a list'),
        ("局".encode("gbk"), "not UTF-8"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line: bytes, why: str) -> None:
    with pytest.raises(WrongLine, match=why):
        read_line(line)


# sql

RECEIVED = "SELECT agency, total FROM applications WHERE row = 'received' AND total > 0 ORDER BY total DESC"


def test_sql_prints_a_table(store_path: Path) -> None:
    done = gongkai("sql", RECEIVED, "--store", store_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "agency                  total",
        "----------------------  -----",
        "广州市黄埔区人民政府     1586",
        "北京市大兴区应急管理局     21",
        "",
        "2 rows",
    ]


def test_sql_says_what_its_table_does_not_show(store_path: Path) -> None:
    nulls = gongkai("sql", "SELECT 1 AS a, NULL AS b", "--store", store_path).stdout
    assert nulls.splitlines() == ["a  b", "-  -", "1", "", "1 row; 1 empty place: NULL"]
    cut = gongkai("sql", "SELECT 1 FROM cells a, cells b", "--store", store_path).stdout
    assert cut.endswith("\n1,000 rows shown, and there are more\n")
    long = gongkai("sql", "SELECT text FROM passages WHERE length(text) > 130", "--store", store_path).stdout
    assert long.endswith("; long texts end in …; --json has them whole\n")
    assert gongkai("sql", "SELECT 1 WHERE 0", "--store", store_path).stdout == "no rows\n"


def test_sql_gives_json_and_csv_and_reads_standard_input(store_path: Path) -> None:
    shown = gongkai("sql", "-", "--json", "--store", store_path, stdin="\ufeff" + RECEIVED + ";\n")
    assert json.loads(shown.stdout) == {
        "columns": ["agency", "total"],
        "rows": [["广州市黄埔区人民政府", 1586], ["北京市大兴区应急管理局", 21]],
        "cut": False,
    }
    query = "SELECT 'a,b' AS x, NULL AS y, 9e999 AS z"
    assert gongkai("sql", query, "--csv", "--store", store_path).stdout == 'x,y,z\n"a,b",,inf\n'
    assert json.loads(gongkai("sql", query, "--json", "--store", store_path).stdout)["rows"] == [
        ["a,b", None, None]
    ]
    cut = gongkai("sql", "SELECT 1 FROM cells a, cells b", "--csv", "--store", store_path)
    assert cut.stderr == "gongkai: there are more than these 1,000 rows\n"


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("DROP TABLE reports", "it begins with DROP; only a SELECT is run"),
        (
            "WITH x AS (SELECT 1) REPLACE INTO reports (id) SELECT * FROM x",
            "it cannot be read as SQL near “INTO”;",
        ),
        ('SELECT "no_such" FROM problems', "there is no column “no_such”; problems has id, report_id, kind,"),
        ("", "it is empty; write one SELECT"),
    ],
)
def test_sql_that_is_refused_is_one_clear_line(query: str, why: str, store_path: Path) -> None:
    told = could_not(gongkai("sql", query, "--store", store_path))
    assert told.startswith(f"gongkai: the query is refused: {why}")


def test_sql_without_a_query_lists_the_tables_and_needs_no_store(tmp_path: Path) -> None:
    told = gongkai("sql", "--store", tmp_path / "nosuch").stdout
    assert "\napplications  三、收到和处理政府信息公开申请情况\n" in told
    assert "\n  natural_person  integer  自然人\n" in told
    assert "documents\n" not in told


# parse and check


def test_parse_reads_a_report_in_an_archive(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "年报.zip", "w") as archive:
        archive.write(a_report(), "内/2020.txt")
    for named in ("年报.zip", "年报.zip/内/2020.txt"):
        assert (
            json.loads(gongkai("parse", tmp_path / named, "--json").stdout)["file"] == "年报.zip/内/2020.txt"
        )
    told = could_not(gongkai("parse", tmp_path / "年报.zip" / "外.txt"))
    assert told == "gongkai: 年报.zip/外.txt: there is no such file in the archive"


def test_parse_prints_the_parse_object() -> None:
    done = gongkai("parse", a_report(), "--json")
    found = json.loads(done.stdout)
    wanted = {"file", "agency", "year", "edition", "region", "statistics", "sections", "problems"}
    assert wanted <= set(found)
    cell = {"table", "row", "column", "value", "raw", "state", "unit", "start", "end"}
    assert all(set(statistic) == cell for statistic in found["statistics"])


def test_parse_shows_a_report_at_a_glance() -> None:
    done = gongkai("parse", a_report())
    assert done.returncode == 0
    assert "applications" in done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 64),
        ("novel.txt", "从前有座山，山里有座庙。\n".encode()),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    ],
)
def test_parse_of_a_bad_file_says_why_in_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert name in could_not(gongkai("parse", tmp_path / name, "--json"))


def test_parse_of_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    assert (
        could_not(gongkai("parse", tmp_path / "nosuch.txt")) == "gongkai: nosuch.txt: there is no such file"
    )
    assert could_not(gongkai("parse", tmp_path)).startswith(f"gongkai: {tmp_path.name}: this is a folder;")


def test_eval_of_a_file_that_is_not_there(store_path: Path) -> None:
    told = could_not(gongkai("eval", "nosuch.jsonl", "--store", store_path))
    assert told == "gongkai: nosuch.jsonl: No such file or directory"


def test_check_lists_the_problems_of_the_store(store_path: Path) -> None:
    listed = json.loads(gongkai("check", "--json", "--store", store_path).stdout)
    shown = gongkai("check", "--store", store_path).stdout
    assert listed
    assert set(listed[0]) == {"report", "agency", "year", "kind", "message", "message_en", "cells"}
    assert all(problem["message"] in shown for problem in listed)
    assert "\n2 problems in 2 reports:\n" in shown


def test_problems_of_thousands_of_reports_are_listed_in_no_time() -> None:
    problems = [
        {"report": f"{number}", "kind": "sum_total", "message": "…", "cells": []} for number in range(20_000)
    ]
    started = time.perf_counter()
    shown = problems_to_text(problems).splitlines()
    assert time.perf_counter() - started < 2
    assert shown[-2:] == [
        "20,000 problems in 20,000 reports:",
        "  20000 × 六类申请人之和 ≠ 总计 (sum_total)",
    ]


# Stores and ports that cannot be used


@pytest.mark.parametrize("command", [["ask", WINNER], ["check"], ["ask", "--json", "-"]], ids=str)
def test_a_store_that_was_not_built_is_one_clear_line(tmp_path: Path, command: list[str]) -> None:
    told = could_not(gongkai(*command, "--store", tmp_path / "nosuch"))
    assert "run `gongkai build` first" in told


def test_a_store_of_another_version_is_one_clear_line(store_path: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(store_path, store, symlinks=True)
    for database in store.rglob("*.db"):
        with sqlite3.connect(database) as connection:
            connection.execute("UPDATE meta SET value = '0' WHERE key = 'version'")
        connection.close()
    assert "run `gongkai build --force`" in could_not(gongkai("ask", WINNER, "--store", store))


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_serve_on_a_port_in_use_is_one_clear_line(taken_port: int) -> None:
    told = could_not(gongkai("serve", "--port", str(taken_port)))
    assert told == (
        f"gongkai: 127.0.0.1:{taken_port}: another program listens there; choose another port with --port"
    )


def test_serve_on_an_address_that_is_none_is_one_clear_line() -> None:
    told = could_not(gongkai("serve", "--host", "no.such.host.invalid"))
    assert told.startswith("gongkai: no.such.host.invalid:7860: ")


# What is printed


def test_strong_words_are_strong_only_in_colour() -> None:
    assert markdown_to_text("**21** 件", color=True) == "\x1b[1m21\x1b[0m 件"
    assert markdown_to_text("**21** 件", color=False) == "21 件"


def test_a_table_lines_up_chinese_and_latin_text() -> None:
    assert table_lines([["机关", "件"], ["黄埔区", "1,586"], ["Daxing", "21"]], [False, True]) == [
        "机关       件",
        "------  -----",
        "黄埔区  1,586",
        "Daxing     21",
    ]
