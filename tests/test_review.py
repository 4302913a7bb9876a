"""`partytrack review`: who looks like one person, deciding it, and taking it back; by the real store and the real command."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from commands import partytrack, workbook
from partytrack.quality import rules
from partytrack.quality.lookalikes import REASONS, look_alikes, still_alike, why
from partytrack.quality.problems import Asking
from storing import sheet, storing

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

DAY = date(2023, 12, 31)


def row(name: str = "Lê Văn An", unit: str = "Chi bộ 1", **more: Any) -> dict[str, Any]:
    return {"full_name": name, "unit": unit, **more}


BORN = {"birth_date": "1990-05-03"}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        pytest.param(row(**BORN, card_number="1"), row(**BORN, card_number="2"), "same-birth", id="two cards, one day of birth"),
        pytest.param(row(**BORN), row(unit="Chi bộ 2", **BORN, card_number="2"), None, id="a first card and another unit make one of them"),
        pytest.param(
            row(**BORN, admitted_on="2020"), row(unit="Chi bộ 2", **BORN, admitted_on="2021"), "two-units", id="in two units at once"
        ),
        pytest.param(row(**BORN), row(birth_date="1990-05-04"), None, id="another day of birth"),
        pytest.param(row(**BORN), row(birth_date="1990"), "near-birth", id="the year alone"),
        pytest.param(row(**BORN), row(birth_date="1991"), None, id="another year"),
        pytest.param(row(**BORN), row(unit="Chi bộ 2", birth_date="1990-05"), "near-birth", id="the month alone, in another unit"),
        pytest.param(row(**BORN), row(), "same-name", id="no date of birth, in one unit"),
        pytest.param(row(**BORN), row(unit="Chi bộ 2"), None, id="no date of birth, in two units"),
        pytest.param(row(**BORN, card_number="1"), row(card_number="222"), None, id="two cards and no date of birth"),
        pytest.param(row(file_number="A"), row(file_number="B", **BORN), None, id="two file numbers and no date of birth"),
        pytest.param(row(card_number="12345678"), row(card_number="12345679", **BORN), "card-slip", id="one digit of the card"),
        pytest.param(row(card_number="12345678"), row(card_number="12345687"), "card-slip", id="two digits changed places"),
        pytest.param(
            row(card_number="12345678", birth_date="1991"), row(card_number="12345679", **BORN), None, id="one digit, other dates of birth"
        ),
        pytest.param(row(card_number="12345678"), row(card_number="12345699"), None, id="two digits of the card"),
        pytest.param(row(card_number="12345678"), row(card_number="82345671"), None, id="two far digits changed places"),
        pytest.param(row("Lê An", card_number="12345678"), row("Võ Ba", card_number="12345679"), None, id="neighbours with cards in a row"),
        pytest.param(row("Lê An", card_number="00123"), row("Võ Ba", card_number="123"), "same-card", id="one card in two ways"),
        pytest.param(row("Lê Hùng", **BORN), row("Lê Hưng", **BORN), "accents", id="other accents, one day of birth"),
        pytest.param(row("Lê Hùng", **BORN), row("Lê Hưng", unit="Chi bộ 2", **BORN), None, id="other accents in another unit"),
        pytest.param(row("Lê Hùng"), row("Lê Hưng"), None, id="other accents and no date"),
        pytest.param(
            row("Lê Hoà", **BORN, card_number="1"), row("LÊ HÒA", **BORN, card_number="2"), "same-birth", id="case and tone place"
        ),
    ],
)
def test_who_looks_alike(one: dict[str, Any], other: dict[str, Any], reason: str | None) -> None:
    with storing() as files:
        files.take(sheet("members", one, day="2022-12-31"))
        files.take(sheet("members", other, day="2023-12-31"))
        files.store.look()
        found = look_alikes(Asking(files.store, DAY))
        assert [pair.reason for pair in found] == ([reason] if reason else [])
        assert all(why(pair.one, pair.other) == why(pair.other, pair.one) for pair in found)


def test_who_has_left_looks_like_nobody() -> None:
    with storing() as files:
        files.take(sheet("members", row(**BORN, card_number="1", status="transferred"), row(**BORN, card_number="2"), day="2022-12-31"))
        files.store.look()
        assert look_alikes(Asking(files.store, DAY)) == []


@pytest.mark.parametrize(
    ("apart", "left"),
    [
        pytest.param(set(), [{1, 2, 3}], id="nobody is told apart"),
        pytest.param({(1, 2)}, [{1, 2, 3}], id="two still look like the third"),
        pytest.param({(1, 2), (1, 3)}, [{2, 3}], id="one is told from both"),
        pytest.param({(1, 2), (1, 3), (2, 3)}, [], id="all are told apart"),
    ],
)
def test_a_group_of_which_some_are_told_apart(apart: set[tuple[int, int]], left: list[set[int]]) -> None:
    assert still_alike([1, 2, 3], apart) == left


# --- the command ---

ROSTER: list[list[Any]] = [
    ["DANH SÁCH ĐẢNG VIÊN"],
    ["(Tính đến ngày 31/12/2022)"],
    ["TT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Chi bộ"],
    [1, "@Lê [red]An", "03/05/1990", "00000007", "Chi bộ 1"],
    [2, "@Lê [red]An", "03/05/1990", None, "Chi bộ 2"],
    [3, "Võ Thị Bình", "01/01/1980", "00000009", "Chi bộ 1"],
]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    (folder / "partytrack.yaml").touch()
    second = [*ROSTER[:3], [1, "@Lê [red]An", "03/05/1990", "00000008", "Chi bộ 2"]]
    for number, rows in enumerate((ROSTER[:4] + ROSTER[5:], second)):
        done = partytrack("import", workbook(folder / f"{number}.xlsx", rows), cwd=folder)
        assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture
def here(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path, dirs_exist_ok=True)


def review(folder: Path, *words: str, **more: Any) -> CompletedProcess[str]:
    return partytrack("review", *words, cwd=folder, **more)


def pairs(folder: Path, *words: str) -> list[dict[str, Any]]:
    answer = json.loads(review(folder, "-f", "json", *words).stdout)
    assert answer["schema"] == "partytrack.review/1"
    return list(answer["pairs"])


def numbers(folder: Path) -> list[str]:
    (pair,) = pairs(folder)
    return [str(member["number"]) for member in pair["members"]]


def look_alike_count(folder: Path) -> int:
    answer = json.loads(partytrack("quality", "--rule", "look-alike", "-f", "json", cwd=folder).stdout)
    return int(answer["summary"]["look-alike"])


def members_now(folder: Path) -> int:
    (folder / "targets").mkdir(exist_ok=True)
    (folder / "targets" / "t.yaml").write_text(
        "term: T\nfrom: 2023-01\nthrough: 2023-12\nyears: [2023]\ntargets:\n"
        "  - id: all\n    title: Đảng viên\n    count: members\n    every: year\n",
        encoding="utf-8",
    )
    verdicts = json.loads(partytrack("check", "--as-of", "2023-12-31", "-f", "json", cwd=folder).stdout)["verdicts"]
    return int(verdicts[0]["value"])


def test_a_pair_is_listed_with_reason_and_places_and_nobody_is_joined(here: Path) -> None:
    (pair,) = pairs(here)
    assert pair["reason"] == "two-units"
    assert [(each["name"], each["unit"], each["place"], each["birth_date"], each["card_number"]) for each in pair["members"]] == [
        ("@Lê [.", "Chi bộ 1", "0.xlsx!Sheet1!4", None, None),
        ("@Lê [.", "Chi bộ 2", "1.xlsx!Sheet1!4", None, None),
    ]
    shown = pairs(here, "--show-names")[0]["members"][0]
    assert (shown["name"], shown["birth_date"], shown["card_number"]) == ("@Lê [red]An", "1990-05-03", "00000007")
    assert (look_alike_count(here), members_now(here)) == (1, 3)


def test_same_makes_one_of_two_and_forget_two_of_one(here: Path) -> None:
    done = review(here, "same", *numbers(here))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == "Take it back with: partytrack review forget 3"
    assert (pairs(here), look_alike_count(here), members_now(here)) == ([], 0, 2)
    assert review(here, "forget", "3").stdout.startswith("Decision 3 (two members are one) was taken back;")
    assert (len(pairs(here)), look_alike_count(here), members_now(here)) == (1, 1, 3)


def test_different_lists_them_no_more_and_forget_lists_them_again(here: Path) -> None:
    done = review(here, "different", *(f"#{number}" for number in numbers(here)))
    assert done.stdout.splitlines()[0] == "@Lê [. and @Lê [. are two members; they are listed no more."
    assert (pairs(here), look_alike_count(here), members_now(here)) == ([], 0, 3)
    decided = json.loads(review(here, "--decided", "-f", "json").stdout)["decisions"]
    assert [(each["decision"], each["action"], each["one_name"]) for each in decided] == [(3, "different", "@Lê [.")]
    assert review(here, "forget", "#3").returncode == 0
    assert (len(pairs(here)), look_alike_count(here)) == (1, 1)
    assert json.loads(review(here, "--decided", "-f", "json").stdout)["decisions"] == []


def test_what_cannot_be_decided(here: Path) -> None:
    one, other = numbers(here)
    for words, said in (
        (("same", one, "99999"), "No member has the number #99999."),
        (("same", one, one), "are one member already"),
        (("same", one, "x"), "is not a whole number"),
        (("forget", "1"), "There is no decision 1 about members that stands."),
        (("different", one), "NO. is missing"),
    ):
        done = review(here, *words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert said in done.stderr
    review(here, "different", one, other)
    assert "Decision 3 says so already." in review(here, "different", other, one).stderr
    assert "partytrack review forget 3" in review(here, "same", other, one).stderr
    review(here, "forget", "3")
    review(here, "same", one, other)
    assert "are one member already" in review(here, "different", one, other).stderr


def test_of_one_unit(here: Path) -> None:
    assert len(pairs(here, "--unit", "Chi bộ 2")) == 1
    assert review(here, "--unit", "Chi bộ 9").returncode == 2


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["the same name and date of birth, in two units at once", "1 pair. One person: partytrack review same"]),
        ("vi", ["cùng họ tên và ngày sinh, ở hai đơn vị cùng lúc", "Có 1 cặp. Cùng một người: partytrack review same"]),
    ],
)
def test_the_page_in_both_languages(lang: str, expected: list[str], here: Path) -> None:
    page = review(here, lang=lang).stdout
    assert [each for each in expected if each not in page] == []
    assert "@Lê [red]An" not in page


def test_the_other_formats(here: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(review(here, "-f", "csv", "--show-names").stdout.removeprefix("\ufeff"))))
    assert [(each["one_name"], each["reason"]) for each in rows] == [("'@Lê [red]An", "two-units")]
    assert "@Lê \\[red\\]An" in review(here, "-f", "markdown", "--show-names").stdout
    assert review(here, "-f", "plain").stdout.splitlines()[1].startswith("two-units\t")
    review(here, "different", *numbers(here))
    assert review(here).stdout == "There is nothing to decide.\n"
    assert review(here, "-q").stdout == ""
    for form in ("table", "plain", "csv", "markdown"):
        assert "different" in review(here, "--decided", "-f", form).stdout or "not one" in review(here, "--decided", "-f", form).stdout


def test_every_reason_stands_in_the_table_above() -> None:
    told = {param.values[2] for param in test_who_looks_alike.pytestmark[0].args[1]}
    assert told - {None} == set(REASONS)


def test_the_rule_counts_only_what_nobody_told_apart() -> None:
    from partytrack.store.joins import Decision  # noqa: PLC0415

    with storing() as files:
        files.take(sheet("members", *(row(**BORN, card_number=card) for card in "123"), day="2022-12-31"))
        records = [record for (record,) in files.store.rows("SELECT DISTINCT record FROM members_said ORDER BY record")]
        for one, other in ((0, 1), (0, 2)):
            files.store.decide(Decision("different", apart=(records[one], records[other])), files.at)
        files.store.look()
        (problem,) = rules.run(files.store, DAY, rules.chosen(["look-alike"])).problems
        assert str(problem.message(names=True)) == "2 members called Lê Văn An have the same date of birth."
