"""One cell, and one column of numbers: what each may look like and what comes out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partytrack.findings import Code
from partytrack.intake.numbers import Number, decimal_mark, exact, left_open, parse_count, parse_number
from partytrack.intake.values import Bad, Per, choice_parser, parse_date, parse_identifier, parse_period, parse_yes_no
from partytrack.records import KINDS, RATINGS_BY_ASPECT

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def label(found: object) -> str | None:
    if isinstance(found, Bad):
        return found.code.slug
    return None if found is None else found.label  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param("31/12/1990", "1990-12-31", id="the usual form"),
        pytest.param("03/02/1930", "1930-02-03", id="day before month"),
        pytest.param("3.2.1930", "1930-02-03", id="dots"),
        pytest.param("03-02-1930", "1930-02-03", id="dashes"),
        pytest.param("03 / 02 / 1930", "1930-02-03", id="spaces between"),
        pytest.param("\u00a003/02/1930\u00a0", "1930-02-03", id="no-break spaces around"),
        pytest.param("1930-02-03", "1930-02-03", id="the international form"),
        pytest.param("ngày 3 tháng 2 năm 1930", "1930-02-03", id="in words"),
        pytest.param("Ngày 3/2/1930", "1930-02-03", id="the word day before it"),
        pytest.param("29/02/2024", "2024-02-29", id="a leap day"),
        pytest.param("29/02/2023", "bad-date", id="a leap day of another year"),
        pytest.param("31/02/1990", "bad-date", id="a day that does not exist"),
        pytest.param("12/13/1990", "bad-date", id="month before day"),
        pytest.param("03/02/30", "year-short", id="a year of two digits"),
        pytest.param("5-1-23", "year-short", id="a year of two digits behind dashes"),
        pytest.param("tháng 5 năm 23", "year-short", id="a year of two digits in words"),
        pytest.param("5/23", "year-short", id="a month and two digits"),
        pytest.param("00/00/92", "year-short", id="nothing but a year of two digits"),
        pytest.param("'90", "year-short", id="a year of two digits with the mark for text"),
        pytest.param(90.0, "year-short", id="a number of two digits"),
        pytest.param("29/02/23", "year-short", id="a leap day of some year"),
        pytest.param("30/02/23", "bad-date", id="a day of no year"),
        pytest.param("31/12/1899", "year-outside", id="the day before the first year"),
        pytest.param("01/01/1900", "1900-01-01", id="the first day of the first year"),
        pytest.param("31/12/2100", "2100-12-31", id="the last day of the last year"),
        pytest.param("01/01/2101", "year-outside", id="the day after the last year"),
        pytest.param("1823-01-05", "year-outside", id="an old year in the international form"),
        pytest.param("5/1/990", "year-outside", id="a year of three digits"),
        pytest.param("5/1/19900", "bad-date", id="a year of five digits"),
        pytest.param(datetime(1823, 1, 5), "year-outside", id="a date cell of an old year"),
        pytest.param("2023-1-45", "bad-date", id="no 45th day"),
        pytest.param("19900105", "bad-date", id="eight digits"),
        pytest.param("03/02-1930", "bad-date", id="two different marks"),
        pytest.param("00/00/1992", "1992", id="nothing but the year filled in"),
        pytest.param("5/2015", "2015-05", id="a month"),
        pytest.param("Tháng 5 năm 2015", "2015-05", id="a month in words"),
        pytest.param("tháng 5/2015", "2015-05", id="a month half in words"),
        pytest.param("13/2015", "bad-date", id="no thirteenth month"),
        pytest.param("2015", "2015", id="a year as text"),
        pytest.param(2015.0, "2015", id="a year as a number"),
        pytest.param(1900.0, "1900", id="the first year"),
        pytest.param(1899.0, "year-outside", id="a year too early"),
        pytest.param(2100.0, "2100", id="the last year"),
        pytest.param(2101.0, "year-outside", id="a year too late"),
        pytest.param(36526.0, "date-as-number", id="a serial number is not guessed"),
        pytest.param("36526", "date-as-number", id="a serial number as text"),
        pytest.param(73415.0, "date-as-number", id="the serial number of the last day"),
        pytest.param(73416.0, "bad-date", id="a number past the last day"),
        pytest.param(2015.5, "bad-date", id="half a year"),
        pytest.param(datetime(2015, 5, 1, 14, 30), "2015-05-01", id="a date cell with a time"),
        pytest.param(date(2015, 5, 1), "2015-05-01", id="a date cell"),
        pytest.param("", None, id="blank"),
        pytest.param(" - ", None, id="a dash"),
        pytest.param("không rõ", "bad-date", id="words"),
    ],
)
def test_a_date_cell(cell: object, said: str | None) -> None:
    assert label(parse_date(cell)) == said


def test_a_serial_number_is_shown_as_its_day() -> None:
    found = parse_date(36526.0)
    assert isinstance(found, Bad)
    assert found.values == {"day": date(2000, 1, 1)}


@given(
    DAYS,
    st.sampled_from(
        [
            "{0.day}/{0.month}/{0.year}",
            "{0:%d}.{0:%m}.{0.year}",
            "{0:%d}-{0:%m}-{0.year}",
            "{0.year}-{0:%m}-{0:%d}",
            "ngày {0.day} tháng {0.month} năm {0.year}",
        ]
    ),
)
def test_reading_a_written_day_gives_the_day(day: date, form: str) -> None:
    assert label(parse_date(form.format(day))) == day.isoformat()


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_dates_periods_and_numbers(said: str) -> None:
    for found in (parse_date(said), parse_period(said, days=True), parse_number(said, None), parse_count(said)):
        assert found is None or isinstance(found, Bad | Number | int) or found.first <= found.last


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param("2023", "2023", id="a year"),
        pytest.param(2023.0, "2023", id="a year as a number"),
        pytest.param("Năm 2023", "2023", id="a year with the word"),
        pytest.param("2023-Q2", "2023-Q2", id="a label of a quarter"),
        pytest.param("Quý II/2023", "2023-Q2", id="a quarter in Roman numbers"),
        pytest.param("Quý 2 năm 2023", "2023-Q2", id="a quarter in words"),
        pytest.param("Q2/2023", "2023-Q2", id="a quarter in short"),
        pytest.param("quý IV năm 2023", "2023-Q4", id="the fourth quarter"),
        pytest.param("Quý V/2023", "bad-period", id="no fifth quarter"),
        pytest.param("6 tháng đầu năm 2023", "2023-H1", id="the first half"),
        pytest.param("6 tháng cuối năm 2023", "2023-H2", id="the second half"),
        pytest.param("2023-H1", "2023-H1", id="a label of a half"),
        pytest.param("05/2023", "2023-05", id="a month"),
        pytest.param("Tháng 5/2023", "2023-05", id="a month with the word"),
        pytest.param("tháng 5 năm 2023", "2023-05", id="a month in words"),
        pytest.param("2023-05", "2023-05", id="a label of a month"),
        pytest.param("2023-13", "bad-period", id="a label of no month"),
        pytest.param("Quý II", "bad-period", id="a quarter of no year"),
        pytest.param("Quý II/23", "year-short", id="a quarter of a year of two digits"),
        pytest.param("5/23", "year-short", id="a month of a year of two digits"),
        pytest.param("Quý II/1823", "year-outside", id="a quarter of an old year"),
        pytest.param(23.0, "year-short", id="a number of two digits"),
        pytest.param("2020-2025", "bad-period", id="a term is no period"),
        pytest.param("", None, id="blank"),
    ],
)
def test_a_period_cell(cell: object, said: str | None) -> None:
    assert label(parse_period(cell, days=False)) == said


def test_a_day_is_a_period_of_figures_only() -> None:
    assert label(parse_period(date(2023, 12, 31), days=True)) == "2023-12-31"
    assert label(parse_period(date(2023, 12, 31), days=False)) == "bad-period"


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        pytest.param(["1.841", "634"], None, id="one group of three digits decides nothing"),
        pytest.param(["1.841", "2.005"], ",", id="only dots before three digits: thousands"),
        pytest.param(["634,095", "1,200"], ".", id="only commas before three digits: thousands"),
        pytest.param(["1.841", "634,095"], None, id="dots and commas before three digits decide nothing"),
        pytest.param(["1.841", "19,39"], ",", id="one decimal comma decides for all"),
        pytest.param(["1,133", "19.39"], ".", id="one decimal dot decides for all"),
        pytest.param(["5.356,5"], ",", id="both marks in one cell decide"),
        pytest.param(["1,234.5"], ".", id="both marks the other way round decide"),
        pytest.param(["1.234.567"], ",", id="a mark that comes twice parts thousands"),
        pytest.param(["19,39", "19.39"], None, id="a contradiction decides nothing"),
        pytest.param([1.133, 2.25], None, id="real numbers decide nothing"),
    ],
)
def test_the_column_decides_the_mark(cells: list[object], mark: str | None) -> None:
    assert decimal_mark(cells) == mark


@pytest.mark.parametrize(
    ("cells", "open_"),
    [
        pytest.param(["12,5", "1.250", "1,511"], {"1,511"}, id="the dot parts thousands, so the comma may as well"),
        pytest.param(["12.5", "1,250", "1.511"], {"1.511"}, id="the other way round"),
        pytest.param(["1.250.000", "1,511"], {"1,511"}, id="millions show what parts thousands"),
        pytest.param(["1.250.000", "-1,511"], {"-1,511"}, id="below zero"),
        pytest.param(["12,5", "1,510", "1,511"], set(), id="no thousands: the column decides"),
        pytest.param(["12,5", "1.250", "1,510", "1,511"], {"1,510", "1,511"}, id="thousands: all of that shape are open"),
        pytest.param(["1.250", "0,375", "1,510"], set(), id="another fraction of three digits"),
        pytest.param(["1.250", "0,37", "1,510"], {"1,510"}, id="a fraction of two digits shows nothing"),
        pytest.param(["1.250,375", "1,510"], set(), id="thousands and three digits in one cell"),
        pytest.param(["1.250", "2.340"], set(), id="only thousands"),
        pytest.param(["1.250", "1,510"], set(), id="without a mark every group is open already"),
        pytest.param(["12,5", "1,510%"], set(), id="a share is no thousands"),
        pytest.param(["12,5", 1.51, None], set(), id="a real number"),
    ],
)
def test_what_the_mark_of_a_column_leaves_open(cells: list[object], open_: set[object]) -> None:
    assert left_open(cells, decimal_mark(cells)) == open_


@pytest.mark.parametrize(
    ("cell", "mark", "value", "share"),
    [
        pytest.param("1.841", ",", "1841", False, id="thousands"),
        pytest.param("634,095", ".", "634095", False, id="thousands the other way"),
        pytest.param("1.841", ".", "1.841", False, id="a fraction where the column says so"),
        pytest.param("19,39%", None, "0.1939", True, id="a share"),
        pytest.param("12 ‰", None, "0.012", True, id="per mille"),
        pytest.param("5.356,5", None, "5356.5", False, id="both marks"),
        pytest.param("1 234 567", None, "1234567", False, id="blanks between thousands"),
        pytest.param("-3,5", ",", "-3.5", False, id="below zero"),
        pytest.param(0.1 + 0.2, None, "0.3", False, id="binary noise is trimmed"),
        pytest.param(0.1939, None, "0.1939", False, id="a real number is exact"),
        pytest.param(1841.0, None, "1841", False, id="a whole real number"),
        pytest.param(Per(0.525, 100), None, "0.525", True, id="a cell formatted in per cent is divided already"),
    ],
)
def test_a_number_cell(cell: object, mark: str | None, value: str, share: bool) -> None:
    assert parse_number(cell, mark) == Number(Decimal(value), share)


@pytest.mark.parametrize(
    ("cell", "mark", "code"),
    [
        pytest.param("1.133", None, Code.AMBIGUOUS_NUMBER, id="nothing decides"),
        pytest.param("1,133", None, Code.AMBIGUOUS_NUMBER, id="nothing decides, comma"),
        pytest.param("12/6", None, Code.BAD_NUMBER, id="a school class"),
        pytest.param("1.84.1", ",", Code.BAD_NUMBER, id="groups of the wrong length"),
        pytest.param("khoảng 5", None, Code.BAD_NUMBER, id="words"),
        pytest.param(True, None, Code.BAD_NUMBER, id="a truth value"),
        pytest.param(date(2020, 1, 1), None, Code.BAD_NUMBER, id="a date"),
        pytest.param(float("inf"), None, Code.BAD_NUMBER, id="infinity"),
    ],
)
def test_a_cell_that_is_no_number(cell: object, mark: str | None, code: Code) -> None:
    assert parse_number(cell, mark) == Bad(code)


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=4, allow_nan=False, allow_infinity=False))
def test_a_written_number_is_read_as_itself(value: Decimal) -> None:
    written = f"{value:,.4f}"
    swapped = written.translate(str.maketrans(",.", ".,"))
    assert parse_number(written, ".") == Number(value)
    assert parse_number(swapped, ",") == Number(value)


@given(st.integers(-(10**11), 10**11), st.integers(0, 4))
def test_a_real_number_is_kept_as_the_spreadsheet_shows_it(digits: int, places: int) -> None:
    assert exact(digits / 10**places) == Decimal(digits).scaleb(-places)


@pytest.mark.parametrize(
    ("cell", "count"),
    [(20.0, 20), ("20", 20), (0.0, 0), ("1.841", 1841), ("1,841", 1841), ("", None), ("-", None)],
)
def test_a_count_cell(cell: object, count: int | None) -> None:
    assert parse_count(cell) == count


@pytest.mark.parametrize("cell", [20.5, -1.0, "-1", "hai", "2,5", True, "1.84"])
def test_a_cell_that_is_no_count(cell: object) -> None:
    assert parse_count(cell) == Bad(Code.BAD_COUNT)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [(10000001.0, "10000001"), ("00012345", "00012345"), (" 12-QĐ/ĐU ", "12-QĐ/ĐU"), ("'007", "007"), ("", None), (1.5, "1.5")],
)
def test_an_identifier_cell(cell: object, kept: str | None) -> None:
    assert parse_identifier(cell) == kept


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("x", True),
        ("X", True),
        ("Có", True),
        (1.0, True),
        (True, True),
        ("", False),
        ("không", False),
        (0.0, False),
        ("-", False),
        (False, False),
    ],
)
def test_a_yes_no_cell(cell: object, said: bool) -> None:
    assert parse_yes_no(cell) is said


def test_a_word_that_is_neither_yes_nor_no() -> None:
    found = parse_yes_no("có lẽ")
    assert isinstance(found, Bad)
    assert found.code is Code.BAD_CHOICE


@pytest.mark.parametrize(
    ("aspect", "cell", "kept"),
    [
        ("work", "Hoàn thành xuất sắc nhiệm vụ", "excellent"),
        ("work", "HTTNV", "good"),
        ("work", "hoan thanh tot nhiem vu", "good"),
        ("work", "Tốt", "good"),
        ("work", "Hoàn thành xuất sắc NV", "excellent"),
        ("work", "HT xuất sắc nhiệm vụ", "excellent"),
        ("work", "HTXS NV", "excellent"),
        ("work", "HT XSNV", "excellent"),
        ("work", "Hoàn thành tốt NV", "good"),
        ("work", "HT tốt nhiệm vụ", "good"),
        ("work", "HT TỐT NV.", "good"),
        ("work", "Hoàn thành NV", "completed"),
        ("work", "HT nhiệm vụ", "completed"),
        ("work", "Không HTNV", "failed"),
        ("work", "Không hoàn thành NV", "failed"),
        ("work", "Chưa HTNV", "failed"),
        ("work", "Chưa hoàn thành", None),
        ("work", "NV", None),
        ("work", "Hoàn thành khá NV", None),
        ("work", "Khá", None),
        ("meetings", "Tốt", "good"),
        ("meetings", "Khá", "fair"),
        ("meetings", "HTXS", None),
        ("meetings", "Hoàn thành nhiệm vụ", None),
    ],
)
def test_the_words_of_a_rating_depend_on_its_aspect(aspect: str, cell: str, kept: str | None) -> None:
    found = choice_parser("ratings", KINDS["ratings"].field("rating"), RATINGS_BY_ASPECT[aspect])(cell)
    assert (None if isinstance(found, Bad) else found) == kept


@pytest.mark.parametrize(("cell", "code"), [("HTXS; HTT", Code.SEVERAL_CHOICES), ("HTXS; khá", Code.BAD_CHOICE), ("HTXS;", None)])
def test_several_ratings_at_once_are_told_from_an_unknown_word(cell: str, code: Code | None) -> None:
    found = choice_parser("ratings", KINDS["ratings"].field("rating"), RATINGS_BY_ASPECT["work"])(cell)
    assert (found.code if isinstance(found, Bad) else None) == code


def test_the_place_of_the_tone_mark_does_not_change_a_word() -> None:
    parse = choice_parser("units", KINDS["units"].field("kind"))
    assert parse("Đảng uỷ cơ sở") == parse("đảng ủy cơ sở") == "grassroots_committee"


@pytest.mark.parametrize(
    ("kind", "name", "cell", "kept"),
    [
        ("ratings", "rating", "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ", "excellent"),
        ("ratings", "rating", "Đảng viên đủ tư cách hoàn thành tốt nhiệm vụ", "good"),
        ("ratings", "rating", "Đủ tư cách - HTNV", "completed"),
        ("ratings", "rating", "Đủ tư cách", None),
        ("ratings", "rating", "Vi phạm tư cách", "failed"),
        ("ratings", "rating", "Vi phạm tư cách hoặc không hoàn thành nhiệm vụ", "failed"),
        ("ratings", "rating", "Vi phạm tư cách, hoàn thành nhiệm vụ", None),
        ("ratings", "rating", "Hoàn thành tốt nhiệm vụ (HTTNV)", "good"),
        ("ratings", "rating", "Hoàn thành tốt nhiệm vụ (HTXSNV)", None),
        ("ratings", "rating", "HTXSNV (tiêu biểu)", None),
        ("ratings", "rating", "HTXSNV tiêu biểu", None),
        ("ratings", "rating", "Xếp loại HTTNV", "good"),
        ("ratings", "rating", "Chi bộ hoàn thành nhiệm vụ", "completed"),
        ("ratings", "rating", "Chi bộ", None),
        ("ratings", "rating", "CB HTXSNV", "excellent"),
        ("ratings", "rating", "TCĐ HT tốt NV", "good"),
        ("ratings", "rating", "Ko HTNV", "failed"),
        ("ratings", "rating", "Không XL", "not_rated"),
        ("ratings", "rating", "Chưa ĐGXL", "not_rated"),
        ("ratings", "rating", "Không đánh giá, XL chất lượng", "not_rated"),
        ("ratings", "rating", "Khong XL", "not_rated"),
        ("ratings", "rating", "XL", None),
        ("ratings", "rating", "Không", None),
        ("ratings", "rating", "TSVM tiêu biểu", None),
        ("meetings", "quality", "Loại tốt", "good"),
        ("meetings", "quality", "Xếp loại khá", "fair"),
        ("meetings", "quality", "Yếu kém", "poor"),
        ("meetings", "quality", "XL: Tốt", "good"),
        ("meetings", "quality", "CLSH khá", "fair"),
        ("meetings", "quality", "Không XL", None),
        ("meetings", "quality", "Tốt, khá", None),
        ("meetings", "quality", "Đạt", None),
        ("meetings", "quality", "Chưa tốt", None),
        ("meetings", "kind", "SH chuyên đề", "thematic"),
        ("meetings", "kind", "Họp chi bộ thường kỳ", "regular"),
        ("meetings", "kind", "SHCĐ", "thematic"),
        ("meetings", "kind", "Hội nghị cấp ủy", "committee"),
        ("meetings", "kind", "SH ĐK", "regular"),
        ("meetings", "kind", "SHCB thường xuyên", "regular"),
        ("meetings", "kind", "SHCB theo CĐ", "thematic"),
        ("meetings", "kind", "cd", "thematic"),
        ("meetings", "kind", "Họp BCH", "committee"),
        ("meetings", "kind", "ĐK, CĐ", None),
        ("meetings", "kind", "SHCB", None),
        ("meetings", "kind", "Sinh hoạt", None),
        ("classes", "kind", "Sơ cấp LLCT", "theory"),
        ("classes", "kind", "Lớp BD ĐV mới", "new_member"),
        ("classes", "kind", "Lớp đối tượng Đảng", "prospective_member"),
        ("classes", "kind", "BD QCƯT", "prospective_member"),
        ("classes", "kind", "Quán triệt NQ", "resolution_study"),
        ("classes", "kind", "TC LLCT", None),
        ("classes", "kind", "BD nghiệp vụ công tác Đảng", None),
        ("assignments", "kind", "Dự SHCB", "cell_visits"),
        ("assignments", "kind", "Dự họp BTV", "committee_attendance"),
        ("assignments", "kind", "Dự SH", "cell_visits"),
        ("assignments", "kind", "CB", None),
        ("members", "status", "ĐV CT", "official"),
        ("members", "status", "Miễn CT và SH", "exempt"),
        ("members", "status", "Đảng viên được miễn công tác và sinh hoạt đảng", "exempt"),
        ("members", "status", "Diện miễn SH", "exempt"),
        ("members", "status", "Miễn", "exempt"),
        ("members", "status", "Miễn nhiệm", None),
        ("members", "status", "Đang được miễn sinh hoạt", "exempt"),
        ("members", "status", "Miễn CT&SH", "exempt"),
        ("members", "status", "Chuyển SH đi", "transferred"),
        ("members", "status", "Chuyển đến", None),
        ("members", "status", "Đang sinh hoạt", None),
        ("members", "status", "Đưa ra khỏi Đảng", None),
        ("members", "status", "Xóa tên ĐV", "name_deleted"),
        ("classes", "kind", "Lớp đối tượng kết nạp Đảng", "prospective_member"),
        ("successions", "change", "Sát nhập", "merged"),
        ("successions", "change", "Sát hạch", None),
        ("members", "status", "Đảng viên bị khai trừ ra khỏi Đảng", "expelled"),
        ("members", "status", "Xóa tên trong danh sách đảng viên", "name_deleted"),
        ("members", "status", "Đảng viên", None),
        ("members", "status", "Đảng viên chính thức, miễn sinh hoạt đảng", None),
        ("meetings", "kind", "Chi bộ thường kỳ", "regular"),
        ("meetings", "kind", "Họp chi bộ chuyên đề", "thematic"),
        ("meetings", "kind", "Sinh hoạt định kỳ tháng 3/2024", "regular"),
        ("meetings", "kind", "Chuyên đề quý II", "thematic"),
        ("meetings", "kind", "Chi bộ", None),
        ("meetings", "kind", "Chi bộ mở rộng", None),
        ("meetings", "kind", "Chi bộ không thường kỳ", None),
        ("ratings", "rating", "Miễn sinh hoạt", "not_rated"),
        ("ratings", "rating", "Đảng viên miễn SH", "not_rated"),
        ("ratings", "rating", "Được miễn công tác", "not_rated"),
        ("ratings", "rating", "Đảng viên vi phạm tư cách", "failed"),
        ("ratings", "rating", "Miễn nhiệm", None),
        ("members", "status", "Đã chuyển SHĐ", "transferred"),
        ("members", "status", "Chuyển SH tạm thời", None),
        ("units", "kind", "CB trực thuộc ĐUCS", "sub_cell"),
        ("units", "kind", "ĐB CS", "grassroots_committee"),
        ("units", "kind", "CB BP", None),
        ("meetings", "kind", "Thường kỳ và chuyên đề", None),
        ("inspections", "kind", "KT chuyên đề", "inspection"),
        ("inspections", "kind", "Giám sát thường xuyên", "supervision"),
        ("inspections", "kind", "Kiểm tra đảng viên khi có dấu hiệu vi phạm", "signs_of_violation"),
        ("inspections", "kind", "KT, GS", None),
        ("inspections", "kind", "Kiểm tra chấp hành", "inspection"),
        ("inspections", "kind", "KT việc chấp hành Điều lệ Đảng, NQ, chỉ thị", "inspection"),
        ("inspections", "kind", "KT TCĐ, đảng viên", "inspection"),
        ("inspections", "kind", "KT thực hiện nhiệm vụ KT, GS và thi hành kỷ luật", "inspection"),
        ("inspections", "kind", "GS ĐV", "supervision"),
        ("inspections", "kind", "GS theo CĐ", "supervision"),
        ("inspections", "kind", "KT TCĐ khi có DHVP", "signs_of_violation"),
        ("inspections", "kind", "KT ĐV khi có dấu hiệu VP", "signs_of_violation"),
        ("inspections", "kind", "KTGS", None),
        ("inspections", "kind", "KT chi bộ, GS đảng viên", None),
        ("inspections", "kind", "Kiểm tra đảng viên vi phạm", None),
        ("inspections", "kind", "Kiểm tra việc giải quyết tố cáo", None),
        ("inspections", "kind", "Kiểm tra tổ chức đảng không có dấu hiệu vi phạm", None),
        ("inspections", "kind", "Thi hành kỷ luật", None),
    ],
)
def test_choices_as_offices_write_them(kind: str, name: str, cell: str, kept: str | None) -> None:
    found = choice_parser(kind, KINDS[kind].field(name))(cell)
    assert (None if isinstance(found, Bad) else found) == kept


@pytest.mark.parametrize(
    ("cell", "yes"), [("Có vi phạm", True), ("Không vi phạm", False), ("Chưa phát hiện vi phạm", False), ("Vi phạm nhẹ", None)]
)
def test_whether_there_was_a_violation_in_words(cell: str, yes: bool | None) -> None:
    found = parse_yes_no(cell)
    assert (None if isinstance(found, Bad) else found) is yes
