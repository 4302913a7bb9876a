"""Which heading means which field, and which kind a sheet is."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest

import formats
from intake_sheets import codes, column, options, read_file, seen, sheet_of, table_of, workbook
from partytrack.errors import UsageError
from partytrack.intake import worn
from partytrack.intake.headings import plan
from partytrack.intake.table import read
from partytrack.intake.wording import CAME_TO, LEFT_FROM, Heading, exact, key
from partytrack.records import KINDS

if TYPE_CHECKING:
    from pathlib import Path


def field(kind: str, *levels: str, grouped: bool = False) -> str | None:
    found = plan(KINDS[kind], [Heading(0, levels, grouped)], {}, frozenset())
    return next(iter(found.fields), None)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        pytest.param("Họ và tên", "full_name", id="as it is known"),
        pytest.param("HỌ VÀ TÊN", "full_name", id="capitals"),
        pytest.param("Họ  và\ntên", "full_name", id="a line break and two blanks"),
        pytest.param(unicodedata.normalize("NFD", "Họ và tên"), "full_name", id="not in normal form"),
        pytest.param("Ho va ten", "full_name", id="without accents"),
        pytest.param("Họ và tên (chữ in hoa)", "full_name", id="a hint in brackets"),
        pytest.param("Ngày sinh (dd/mm/yyyy)", "birth_date", id="a form in brackets"),
        pytest.param("Ngày vào Đng", "admitted_on", id="a letter lost"),
        pytest.param("Ngày chính thc", "official_on", id="another letter lost"),
        pytest.param("Số thẻ ĐV", "card_number", id="shortened"),
        pytest.param("Ngày tháng năm sinh", "birth_date", id="without commas"),
        pytest.param("Họ và tên ĐV", "full_name", id="a member in short"),
        pytest.param("Tên ĐV", None, id="in short a unit as well"),
        pytest.param("Vào Đảng ngày", "admitted_on", id="the day behind"),
        pytest.param("Trình độ văn hoá", "education", id="classes of school"),
        pytest.param("NGÀY C.THỨC", "official_on", id="a word in short"),
        pytest.param("Sinh năm", "birth_date", id="the year behind"),
        pytest.param("Ngày vào Đảng lần 1", "admitted_on", id="the first time"),
        pytest.param("Ngày vào Đảng lần 2", None, id="not the second time"),
        pytest.param("Đồng chí đang sinh hoạt tại chi bộ nào?", "unit", id="a question"),
        pytest.param("Điện thoại", None, id="never kept"),
        pytest.param("Số điện thoại", None, id="never kept, long"),
        pytest.param("Ngày cấp thẻ", None, id="another date"),
        pytest.param("Nơi sinh", None, id="near the place of meeting, yet another thing"),
        pytest.param("Ngày chuyển đ", None, id="as near to coming as to going"),
        pytest.param("Tên", None, id="too little"),
        pytest.param("Họ tên cha", None, id="somebody else's name"),
    ],
)
def test_a_heading_of_a_roster(heading: str, meant: str | None) -> None:
    assert field("members", heading) == meant


@pytest.mark.parametrize(
    ("kind", "levels", "meant"),
    [
        ("members", ("Ngày vào Đảng", "Dự bị"), "admitted_on"),
        ("members", ("Ngày vào Đảng", "Chính thức"), "official_on"),
        ("meetings", ("Số đảng viên", "Triệu tập"), "due"),
        ("meetings", ("Số đảng viên", "Vắng có lý do"), "excused"),
        ("admissions", ("Quyết định", "Số"), "decision_number"),
        ("admissions", ("Quyết định", "Ngày"), "decided_on"),
        ("successions", ("Tổ chức đảng", "Trước khi sáp nhập"), "from_unit"),
        ("successions", ("Chi bộ sau hợp nhất",), "to_unit"),
        ("successions", ("Tên gọi cũ",), "from_unit"),
        ("ratings", ("BTV Huyện ủy xếp loại",), "rating"),
        ("ratings", ("XL năm 2023",), "rating"),
        ("ratings", ("Tự xếp loại",), None),
        ("inspections", ("Đơn vị chủ trì",), "by_unit"),
        ("inspections", ("Loại hình KT, GS",), "kind"),
        ("meetings", ("ĐV có mặt",), "present"),
        ("meetings", ("ĐV được triệu tập",), "due"),
        ("members", ("ĐV công tác",), None),
        ("admissions", ("Chi bộ kết nạp",), "unit"),
        ("admissions", ("Số QĐ kết nạp",), "decision_number"),
        ("units", ("Tên chi bộ, đảng bộ cơ sở",), "name"),
        ("assignments", ("Chi bộ được phân công dự sinh hoạt",), "object"),
        ("figures", ("Ước TH năm 2022",), "value"),
        ("members", ("Chức vụ hiện nay", "Đảng"), "position"),
        ("members", ("Chức vụ hiện nay", "Chính quyền, đoàn thể"), None),
        ("members", ("Nơi ở hiện nay", "Xã"), None),
        ("members", ("Trình độ hiện nay", "LLCT"), "theory_level"),
        ("members", ("Đảng viên", "Ngày vào"), "admitted_on"),
        ("members", ("Đoàn viên", "Ngày vào"), None),
        ("inspections", ("Đối tượng", "Đảng viên"), "full_name"),
        ("inspections", ("Đối tượng", "Tổ chức đảng"), "unit"),
        ("inspections", ("Đối tượng được kiểm tra", "Đảng viên"), "full_name"),
        ("inspections", ("Đối tượng được KT, GS", "Tổ chức đảng"), "unit"),
        ("assignments", ("Thời gian", "Từ tháng"), "from_date"),
        ("members", ("Cấp giấy", "Ngày"), None),
        ("meetings", ("Văn bản", "Ngày"), None),
    ],
)
def test_a_heading_under_another(kind: str, levels: tuple[str, ...], meant: str | None) -> None:
    assert field(kind, *levels, grouped=True) == meant


@pytest.mark.parametrize(
    ("kind", "meant", "headings"),
    [
        ("members", "card_number", "Thẻ đảng viên số; Số hiệu thẻ đảng; Số thẻ đảng viên của đồng chí là gì?; Đ/c cho biết số thẻ đảng viên"),
        ("members", "file_number", "Số lí lịch đảng viên; Lý lịch số; Số HSĐV"),
        ("members", "citizen_id", "Số CCCD/CMND; Số CMND hoặc CCCD; Số chứng minh nhân dân; Số thẻ căn cước; Căn cước số"),
        ("members", "full_name", "Họ tên khai sinh; Họ, đệm và tên; Họ và tên cán bộ, đảng viên; Vui lòng nhập họ và tên; Họ tên đ/c"),
        ("members", "birth_date", "Đồng chí sinh ngày tháng năm nào?; Ngày sinh theo lý lịch đảng viên; Tháng, năm sinh; Ngày sinh hoặc năm sinh"),
        ("members", "sex", "Nam hay nữ; Nam hoặc nữ; G.tính; Giới tính của đồng chí?"),
        ("members", "ethnicity", "D.tộc; Đồng chí là người dân tộc nào?; Dân tộc theo giấy khai sinh"),
        ("members", "unit", "TCĐ; Tên chi bộ sinh hoạt; Chi bộ hoặc đảng bộ; Hiện đang sinh hoạt tại chi bộ; Đồng chí đang sinh hoạt ở chi bộ nào?"),
        ("members", "admitted_on", "Ngày KN; Ngày vào Đảng DB; Kết nạp Đảng ngày; Thời điểm kết nạp; Đồng chí được kết nạp Đảng ngày nào?; Ngày kết nạp lần đầu"),
        ("members", "official_on", "Công nhận CT từ ngày; Được công nhận chính thức kể từ ngày; Ngày chuyển ĐVCT; Ngày công nhận đảng viên CT; Năm chuyển chính thức; Đồng chí chuyển chính thức ngày nào?"),
        ("members", "status", "ĐVCT/ĐVDB; Đảng viên chính thức hay dự bị; Tình trạng sinh hoạt đảng"),
        ("members", "joined_on", "Ngày chuyển SHĐ đến; Tiếp nhận ngày; Ngày về sinh hoạt tại chi bộ"),
        ("members", "left_on", "Chuyển đi ngày; Ngày chuyển sinh hoạt đảng đi; Ngày đưa ra khỏi Đảng"),
        ("members", "left_reason", "Lí do giảm; Lý do chuyển sinh hoạt; Nguyên nhân giảm"),
        ("members", "position", "Chức vụ, đơn vị công tác; Chức vụ - Nơi công tác; Chức danh, chức vụ; Đồng chí giữ chức vụ gì?; Chức vụ đang đảm nhiệm"),
        ("members", "education", "TĐHV; Trình độ chuyên môn, nghiệp vụ; Trình độ chuyên môn cao nhất; Học hàm, học vị"),
        ("members", "theory_level", "TĐLLCT; Trình độ LL chính trị; Lí luận chính trị; Trình độ lý luận chính trị cao nhất"),
        ("admissions", "full_name", "Họ và tên người được kết nạp; Họ tên đảng viên mới kết nạp; Họ và tên quần chúng ưu tú; Người được kết nạp"),
        ("admissions", "unit", "Chi bộ nơi kết nạp; Kết nạp tại chi bộ; Chi bộ đề nghị kết nạp"),
        ("admissions", "decided_on", "Quyết định kết nạp ngày; Ngày có quyết định; Ngày ký QĐ kết nạp"),
        ("admissions", "decision_number", "Số, ký hiệu quyết định; QĐ kết nạp số; Số hiệu QĐ"),
        ("admissions", "youth_union", "Đoàn viên TNCS HCM; Là đoàn viên Đoàn TNCS Hồ Chí Minh"),
        ("units", "code", "Mã TCĐ; Mã số chi bộ; Mã đảng bộ"),
        ("units", "name", "Tên đảng bộ/chi bộ; Tên chi bộ trực thuộc; Tên TCCS đảng"),
        ("units", "kind", "Loại hình đơn vị; Loại TCCSĐ; Loại chi bộ"),
        ("units", "parent", "Trực thuộc Đảng uỷ; Tên đảng bộ cấp trên; Cấp ủy cấp trên trực tiếp"),
        ("units", "sector", "Lĩnh vực hoạt động; Khối/Lĩnh vực; Ngành, lĩnh vực"),
        ("units", "group", "Cụm, khối thi đua; Thuộc cụm; Tên cụm"),
        ("units", "established_on", "Ngày thành lập chi bộ; Thời gian thành lập; Tháng, năm thành lập"),
        ("units", "dissolved_on", "Giải thể ngày; Năm giải thể; Chấm dứt hoạt động ngày"),
        ("successions", "from_unit", "Đảng bộ cũ; TCCSĐ trước sắp xếp; Tên chi bộ trước khi sáp nhập; Trước khi đổi tên"),
        ("successions", "to_unit", "Đảng bộ mới; TCĐ sau sắp xếp; Sáp nhập vào; Đơn vị tiếp nhận"),
        ("successions", "change", "Phương án sắp xếp; Hình thức sáp nhập; Loại biến động"),
        ("successions", "changed_on", "Có hiệu lực từ ngày; Thời điểm sáp nhập; Ngày hợp nhất, sáp nhập"),
        ("successions", "decision_number", "Theo QĐ số; Số QĐ sáp nhập"),
        ("assignments", "unit", "Cơ quan, đơn vị được phân công giúp đỡ; Đơn vị đỡ đầu"),
        ("assignments", "full_name", "Đ/c phụ trách; Đảng ủy viên phụ trách; Đảng viên được phân công giúp đỡ; Ủy viên BTV"),
        ("assignments", "object", "Họ và tên chủ hộ; Hộ gia đình được phân công phụ trách; Xã nhận đỡ đầu; Chi bộ được phân công phụ trách"),
        ("assignments", "object_kind", "Loại hộ; Hộ nghèo/cận nghèo"),
        ("assignments", "from_date", "Phân công từ ngày; Thời điểm bắt đầu; Ngày dự sinh hoạt chi bộ"),
        ("assignments", "through_date", "Kết thúc ngày; Phụ trách đến ngày; Thời gian kết thúc"),
        ("assignments", "quantity", "Số hộ được giúp đỡ; Số lần dự sinh hoạt; Số buổi đã dự"),
        ("classes", "kind", "Loại hình bồi dưỡng; Loại khóa học"),
        ("classes", "title", "Tên khoá học; Nội dung quán triệt; Nghị quyết, chỉ thị"),
        ("classes", "held_on", "Khai giảng ngày; Mở lớp ngày; Ngày học tập, quán triệt"),
        ("classes", "due", "Số đảng viên phải học tập; Số ĐV được triệu tập"),
        ("classes", "members", "Số ĐV tham dự; Số đảng viên được quán triệt"),
        ("classes", "others", "Số quần chúng tham gia; Số người ngoài Đảng"),
        ("classes", "passed", "Số học viên đạt; Số người được cấp giấy chứng nhận"),
    ],
)  # fmt: skip
def test_headings_of_offices(kind: str, meant: str, headings: str) -> None:
    assert {heading: field(kind, heading.strip()) for heading in headings.split(";")} == dict.fromkeys(headings.split(";"), meant)


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("members", "Hộ khẩu thường trú; Nơi tạm trú; Đồng chí quê ở đâu; Đồng chí theo tôn giáo nào?; Số điện thoại của đồng chí; Tình trạng sức khỏe"),
        ("members", "Ngày sinh của vợ; Ngày sinh vợ/chồng; Năm sinh của con; Họ và tên vợ (chồng); Tên con; Số CCCD vợ/chồng; Dân tộc của vợ; Chức vụ của chồng"),
        ("members", "Ngày cấp CCCD; Ngày cấp thẻ đảng viên; Số thẻ đoàn viên; Số thẻ BHYT; Mã số thuế; Số quyết định lương; Hệ số lương"),
        ("members", "Năm vào Đoàn; Thời điểm nhập ngũ; Thời gian dự bị; Ngày hết dự bị; Ngày kết nạp lần thứ hai; Ngày chuyển công tác; Bổ nhiệm ngày; Năm học"),
        ("members", "Người giới thiệu; Đồng chí giới thiệu; Họ tên người giới thiệu; Người phụ trách; Trình độ ngoại ngữ; Trình độ tin học; Chi bộ nơi cư trú"),
        ("members", "DT; CT; Ngày kết nạp chính thức; Ngày chuyển; Công nhận chính thức đến ngày"),
        ("admissions", "Đảng viên giới thiệu; Ngày làm đơn xin vào Đảng; Ngày họp xét; Ngày nghị quyết; Số nghị quyết; Thời gian dự bị; Hội viên; Quần chúng"),
        ("units", "Tên bí thư; Số đảng viên; Ngày đại hội; Ngày quyết định chuẩn y; Ngành nghề kinh doanh; Phân loại chất lượng; Mã số thuế"),
        ("successions", "Số đảng viên sau sáp nhập; Số chi bộ trước sắp xếp; Địa chỉ mới; Bí thư cũ; Ngày bàn giao"),
        ("assignments", "Năm sinh của chủ hộ; Địa chỉ hộ gia đình; Số nhân khẩu; Số hộ thoát nghèo; Kết quả giúp đỡ; Số điện thoại chủ hộ"),
        ("classes", "Năm học; Số đảng viên vắng; Ngày bế giảng; Ngày cấp giấy chứng nhận; Tên giảng viên; Số buổi học; Địa điểm"),
    ],
)  # fmt: skip
def test_headings_of_offices_that_are_no_fields(kind: str, headings: str) -> None:
    assert {heading: field(kind, heading.strip()) for heading in headings.split(";")} == dict.fromkeys(headings.split(";"))


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Thời gian", "held_on"),
        ("Hình thức họp", "kind"),
        ("Thời gian (phút)", "duration_minutes"),
        ("Xếp loại sinh hoạt", "quality"),
        ("S\nT\nT", None),
    ],
)
def test_a_heading_of_a_log_of_meetings(heading: str, meant: str | None) -> None:
    assert field("meetings", heading) == meant


@pytest.mark.parametrize(
    ("kind", "meant", "headings"),
    [
        ("meetings", "unit", ["Đơn vị báo cáo", "Chọn chi bộ", "Chi bộ nào?", "TCĐ", "Tên chi bộ trực thuộc"]),
        ("meetings", "held_on", ["Ngày SHCB", "Ngày họp chi bộ", "Ngày sinh hoạt định kỳ", "Họp ngày", "Chi bộ sinh hoạt ngày nào?"]),
        ("meetings", "kind", ["SH thường kỳ/CĐ", "SH TX/CĐ", "ĐK/CĐ", "Thường kỳ/Chuyên đề", "Loại hình SHCB", "Sinh hoạt thường kì hay chuyên đề?", "Loại hội nghị"]),
        (
            "meetings", "due",
            ["TSĐV", "TS ĐV", "ĐV phải dự", "Tổng số ĐV phải tham gia SH", "Tổng số đảng viên chi bộ", "Số đảng viên hiện có", "Chi bộ có bao nhiêu đảng viên?"],
        ),
        ("meetings", "present", ["Số ĐV dự SHCB", "ĐV dự", "Số người tham dự", "Số đảng viên tham gia sinh hoạt", "Có bao nhiêu đảng viên dự họp?"]),
        ("meetings", "excused", ["Vắng có LD chính đáng", "Vắng CLD", "Số ĐV vắng CLD", "Vắng CP", "Số ĐV vắng có LD", "ĐV vắng có lý do (người)", "Số đảng viên vắng mặt có phép"]),
        (
            "meetings", "duration_minutes",
            ["TG (phút)", "Thời gian họp (phút)", "Thời gian sinh hoạt (phút)", "Thời lượng SHCB (phút)", "Thời gian (số phút)", "Tổng thời gian (phút)"],
        ),
        ("meetings", "score", ["Điểm CL sinh hoạt", "Điểm/100", "Điểm SH", "Tổng số điểm"]),
        ("meetings", "quality", ["Kết quả XL CLSH", "ĐG CLSH", "CLSH", "XL chất lượng SH", "Chất lượng buổi sinh hoạt", "Kết quả xếp loại"]),
        ("meetings", "joint", ["Có sinh hoạt ghép không?", "Họp liên chi bộ"]),
        ("meetings", "title", ["Nội dung SHCĐ", "Tên CĐ", "Tên chuyên đề sinh hoạt", "Nội dung chuyên đề"]),
        ("ratings", "unit", ["Tên tập thể", "Tổ chức đảng được xếp loại"]),
        ("ratings", "full_name", ["Tên cá nhân", "Họ và tên người được đánh giá"]),
        ("ratings", "period", ["Quý/Năm", "Năm đánh giá, xếp loại chất lượng"]),
        ("ratings", "rating", ["Kết quả XLCL ĐV", "Mức HTNV", "KQXL", "CB XL", "ĐU xếp loại", "XLCL", "Mức độ HTNV", "Xếp loại chi bộ", "XL cuối năm", "Kết quả ĐGXL", "Xếp loại tổ chức đảng năm 2023"]),
        ("ratings", "exemplary", ["HTXSNV tiêu biểu", "Trong đó: tiêu biểu"]),
        ("ratings", "decision_number", ["Số QĐ công nhận", "QĐ số"]),
        ("titles", "title", ["DHTĐ", "Danh hiệu TĐKT", "HTKT", "Hình thức KT", "Danh hiệu thi đua/Hình thức khen thưởng", "Danh hiệu được tặng", "Danh hiệu/HTKT", "Danh hiệu TĐ", "Danh hiệu TĐ, hình thức KT"]),
        ("titles", "period", ["Năm được khen", "Năm đạt danh hiệu"]),
        ("titles", "unit", ["Tên tập thể được khen thưởng", "Đơn vị được khen"]),
        ("titles", "full_name", ["Cá nhân được khen", "Họ và tên người được khen thưởng"]),
        ("titles", "awarded", ["Đạt/Không đạt", "Đã được công nhận"]),
        ("inspections", "by_unit", ["Chủ thể GS", "Chủ thể KTGS", "Đơn vị thực hiện kiểm tra, giám sát", "Cấp tiến hành KT, GS", "Cơ quan chủ trì"]),
        ("inspections", "kind", ["KT/GS", "Kiểm tra hay giám sát", "Loại cuộc KT, GS", "Loại hình KTGS"]),
        ("inspections", "unit", ["Đối tượng KTGS", "Tổ chức được KT", "Chi bộ được giám sát"]),
        ("inspections", "full_name", ["Họ tên ĐV được KT", "Cá nhân được kiểm tra, giám sát"]),
        ("inspections", "concluded_on", ["Thời gian ra KL", "Ngày TB KL", "Ngày ban hành KL", "Ngày TBKL", "Ngày kết luận KTGS", "Ngày ký kết luận", "Thời gian ban hành kết luận"]),
        ("inspections", "violation", ["Có VP", "Có vi phạm không?", "Có vi phạm hay không", "Có/Không vi phạm", "Phát hiện vi phạm (x)"]),
        ("inspections", "discipline", ["Hình thức xử lý KL", "HT kỷ luật", "Mức KL", "HTKL", "Hình thức kỉ luật", "Hình thức thi hành kỷ luật"]),
        ("figures", "indicator", ["Các chỉ tiêu chủ yếu", "CHỈ TIÊU BÁO CÁO", "Chỉ tiêu kinh tế - xã hội"]),
        ("figures", "value", ["TH", "TH năm 2023", "UTH", "ƯTH năm 2023", "KQTH", "Kết quả đạt được", "Thực hiện cả năm"]),
        ("figures", "period", ["Năm báo cáo", "Kỳ BC"]),
        ("figures", "measured_in", ["ĐV tính", "Đ/vị tính"]),
        ("figures", "source", ["Nguồn dữ liệu", "Cơ quan cung cấp"]),
        ("allocations", "value", ["KH giao", "CT giao", "Số lượng giao (người)", "Số phân bổ"]),
        ("allocations", "unit", ["TCĐ được giao CT", "Đơn vị nhận chỉ tiêu", "Tổ chức đảng được giao"]),
        ("allocations", "period", ["Năm kế hoạch"]),
        ("members", "unit", ["Đảng bộ/CB", "TCCSĐ đang SH", "Tổ chức đảng sinh hoạt", "TCĐ sinh hoạt", "CB, ĐB", "CB đang SH", "SH tại CB", "CB trực thuộc", "Thuộc ĐB"]),
        ("members", "position", ["CV trong chi ủy", "Chức vụ trong BCH", "Chức danh, CV", "CV Đảng", "CV trong Đảng", "CV cấp ủy", "CV, đơn vị CT", "Cấp bậc, chức vụ", "Chức vụ ĐU"]),
        ("members", "official_on", ["Ngày được CN CT", "Ngày CNCT", "Ngày CN ĐVCT", "Ngày công nhận ĐV CT"]),
        ("members", "theory_level", ["LL CT", "TĐ LLCT"]),
        ("admissions", "unit", ["CB tổ chức kết nạp", "TCĐ đề nghị KN", "CB kết nạp", "CB đề nghị KN"]),
        ("admissions", "full_name", ["Họ tên QCƯT"]),
        ("admissions", "youth_union", ["ĐV TNCS HCM"]),
        ("meetings", "due", ["TSĐV của CB"]),
        ("classes", "passed", ["Số HV được cấp GCN", "Số HV đạt yêu cầu", "HV đạt YC"]),
        ("classes", "members", ["Số HV là ĐV", "Số ĐV học NQ"]),
        ("classes", "title", ["Nội dung học tập NQ", "Tên NQ", "NQ được học tập"]),
        ("classes", "held_on", ["Ngày HT NQ"]),
        ("assignments", "full_name", ["ĐUV phụ trách", "UV BCH", "UVBTV phụ trách", "Họ tên ĐUV"]),
        ("assignments", "object", ["Dự SH tại CB"]),
        ("units", "parent", ["ĐB cấp trên", "Trực thuộc ĐU"]),
        ("units", "established_on", ["Ngày TL CB"]),
        ("successions", "from_unit", ["CB trước sáp nhập", "ĐB cũ"]),
        ("members", "full_name", ["Họ tên khai sinh ĐV"]),
        ("members", "card_number", ["Số TĐV mới"]),
        ("members", "education", ["Trình độ CMKT"]),
        ("members", "joined_on", ["Ngày chuyển SH về CB"]),
        ("classes", "others", ["Số QC tham gia"]),
        ("units", "kind", ["Loại hình CB"]),
        ("successions", "changed_on", ["Ngày QĐ có hiệu lực"]),
        ("members", "admitted_on", ["Ngày VĐ", "VĐ ngày", "Kết nạp từ ngày"]),
        ("members", "official_on", ["Công nhận CT từ ngày", "Chính thức kể từ ngày"]),
        ("members", "position", ["C.vụ Đảng", "C.vụ trong chi bộ"]),
        ("members", "file_number", ["Số lý lịch đảng", "Số LL Đảng"]),
        ("members", "full_name", ["Họ tên CBNV", "Họ tên CB", "Họ và tên CB", "Họ và tên CBCNV", "Họ tên CBCS", "Họ và tên cán bộ, giáo viên"]),
        ("meetings", "due", ["Quân số ĐV", "Quân số đảng viên", "Sĩ số", "ĐV phải triệu tập", "Số ĐV phải triệu tập", "Phải triệu tập"]),
        ("meetings", "kind", ["Tính chất cuộc họp", "Tính chất"]),
        ("meetings", "title", ["Tên hội nghị", "Tên buổi sinh hoạt"]),
        ("admissions", "decision_number", ["Kết nạp theo QĐ số", "KN theo QĐ số", "Theo QĐ số"]),
        ("classes", "title", ["Tên nghị quyết học tập", "Tên NQ học tập"]),
        ("assignments", "object", ["Tổ", "Tổ NDTQ", "Tổ nhân dân tự quản", "TDP", "Hộ"]),
        ("assignments", "from_date", ["Từ tháng"]),
        ("assignments", "through_date", ["Đến tháng"]),
        ("successions", "change", ["Phương án", "PA sắp xếp", "Hình thức SX"]),
        ("members", "full_name", ["Đồng chí vui lòng cho biết họ và tên", "Họ và tên của bạn", "Họ và tên quân nhân"]),
        ("members", "unit", ["Chi bộ đồng chí đang sinh hoạt", "Tổ chức đảng nơi sinh hoạt chính thức", "Thuộc chi bộ/đảng bộ", "Tên chi bộ, đơn vị"]),
        ("members", "admitted_on", ["Ngày đồng chí được kết nạp Đảng", "Ngày vào Đảng của đồng chí là ngày nào?", "N.vào Đảng", "Ngày V.Đảng", "KN Đảng", "Ngày kết nạp lần thứ nhất"]),
        ("members", "official_on", ["Ngày VĐCT", "Ngày CĐCT", "N.chính thức", "Ngày được công nhận là đảng viên chính thức", "Ngày công nhận chính thức lần đầu"]),
        ("members", "position", ["Chức vụ Đảng, CQ", "Chức vụ CQ, Đảng"]),
        ("members", "left_on", ["Ngày chuyển khỏi tổ chức đảng"]),
        ("meetings", "due", ["Tổng QS ĐV", "Số ĐV theo danh sách"]),
        ("meetings", "present", ["QS dự", "Hiện diện", "Số ĐV có mặt thực tế"]),
        ("meetings", "held_on", ["Ngày, giờ họp"]),
        ("ratings", "rating", ["Xếp loại của Đảng ủy", "Mức độ hoàn thành NV"]),
        ("admissions", "admitted_on", ["Ngày làm lễ kết nạp Đảng"]),
        ("admissions", "youth_union", ["Đoàn viên TNCSHCM"]),
        ("inspections", "concluded_on", ["Ngày thông báo KL", "Ngày ra TB kết luận"]),
        ("classes", "held_on", ["Ngày tổ chức HT"]),
        ("assignments", "object", ["Tên hộ", "Họ tên chủ hộ được phân công", "Ấp phụ trách", "Tổ được phân công"]),
        ("assignments", "full_name", ["Đảng viên phụ trách hộ"]),
        ("assignments", "quantity", ["Số hộ PT"]),
        ("successions", "from_unit", ["Tổ chức đảng bị sáp nhập"]),
        ("successions", "changed_on", ["Ngày hiệu lực QĐ", "Ngày sát nhập"]),
        ("allocations", "value", ["Số CT giao"]),
        ("members", "left_on", ["Ngày từ trần", "Ngày xóa tên"]),
        ("members", "unit", ["Chi bộ thôn", "Chi bộ tổ dân phố"]),
        ("members", "position", ["Chức danh trong Đảng"]),
        ("members", "full_name", ["Họ tên giáo viên"]),
        ("ratings", "rating", ["Xếp loại chất lượng ĐV năm 2024"]),
        ("units", "name", ["Tên các tổ chức đảng", "Tên TCCSĐ trực thuộc"]),
        ("assignments", "object", ["Hộ GĐ phụ trách", "Xóm phụ trách"]),
    ],
)  # fmt: skip
def test_headings_of_offices_in_short_at_length_and_asked(kind: str, meant: str, headings: list[str]) -> None:
    assert {heading: field(kind, heading) for heading in headings} == dict.fromkeys(headings, meant)


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (
            "meetings",
            ["Số vắng không lý do", "Số ĐV vắng", "Miễn sinh hoạt", "Nội dung họp", "Địa điểm họp", "Giờ họp", "Tỷ lệ dự họp (%)", "Số đảng viên nữ", "Tổng số cuộc họp",
             "Tổng số chi bộ", "Số chi bộ", "Số đảng viên họp", "Số đảng viên phát biểu", "Đảng viên dự bị", "Thời gian bắt đầu họp", "Điểm trừ", "Điểm tự chấm", "Tự xếp loại",
             "Ngày lập biên bản", "Cấp ủy cấp trên dự", "Đánh giá"],
        ),
        ("ratings", ["Tự xếp loại", "Cá nhân tự xếp loại", "Xếp loại năm trước", "Đề nghị xếp loại", "Số phiếu HTXSNV", "Ngày quyết định", "Xếp loại công chức"]),
        ("titles", ["Danh hiệu đề nghị", "Số tập thể", "Cấp khen thưởng", "Mức thưởng", "Tóm tắt thành tích", "Ngày quyết định"]),
        ("inspections", ["Nội dung KTGS", "Số cuộc", "Trưởng đoàn", "Nội dung vi phạm", "Ngày quyết định kỷ luật", "Số thông báo kết luận", "Kết quả khắc phục"]),
        ("figures", ["Kế hoạch năm 2023", "KH", "TH/KH (%)", "So với cùng kỳ", "Mục tiêu đến năm 2025", "Tỷ lệ %", "Lũy kế", "Cơ quan chủ trì"]),
        ("allocations", ["Thực hiện", "Còn lại", "Tổng số đảng viên", "Kế hoạch", "Số đã kết nạp"]),
        # What is short for two things.
        ("members", ["CB", "Tên CB", "CB quản lý", "CB nơi cư trú", "CB nơi đến", "CV hiện nay", "CV ngoài Đảng", "CB cũ", "ĐB cũ", "Ngày cấp TĐV", "Số CV", "Mã số ĐV", "Ngày chuyển SHĐ", "HV", "KT", "QĐ", "KL", "Tuổi Đảng"]),
        ("meetings", ["Vắng KLD", "CĐ", "Số ĐV ốm", "ĐUV dự", "NQ CB", "CB tự chấm", "Giờ bắt đầu", "Giờ kết thúc", "Số ĐB", "Đánh giá của cấp trên"]),
        ("ratings", ["Tự ĐGXL", "Số ĐV HTXSNV", "CB được XL", "CB đề nghị XL", "XL chính quyền", "ĐV tự XL"]),
        ("inspections", ["Nội dung KL", "Số TBKL", "Ngày QĐ KT"]),
        ("classes", ["Số học viên", "Số HV vắng", "Số HV không đạt", "HV nữ"]),
        ("assignments", ["CB phụ trách", "CB được phân công dự SH", "SĐT chủ hộ"]),
        ("units", ["Tên CB", "Họ tên BT", "TSĐV"]),
        # VĐ is a matter too, "Đ" the Youth Union, and nobody says in which list "Về chi bộ" stands.
        ("members", ["VĐ", "VĐ cần kiểm tra", "Ngày vào Đ", "Ngày vào", "Từ ngày", "CBCS", "Về chi bộ", "Chi bộ tiếp nhận", "Hiện nay", "Tổ", "Tổ dân phố"]),
        ("meetings", ["Quân số", "Chi bộ tự xếp loại", "Tự đánh giá"]),
        ("ratings", ["Theo dõi các năm", "Xếp loại đoàn viên", "Đề nghị tiêu biểu", "Xếp loại của chính quyền", "Tên NV"]),
        ("members", ["Kết nạp Đoàn", "V.Đoàn", "N.vào ngành", "Ngày công nhận chính thức lần 2", "Chi bộ sinh hoạt tạm thời", "Chi bộ giới thiệu", "Ngày đồng chí nghỉ hưu", "Ngày chuyển khỏi cơ quan", "Chức vụ CQ", "Ngày nghỉ hưu", "Trưởng thôn", "Chức danh nghề nghiệp", "Họ tên giáo viên chủ nhiệm"]),
        ("meetings", ["QS vắng", "Hiện diện (%)", "Ngày, giờ báo cáo"]),
        ("admissions", ["Ngày lễ", "Họ tên đảng viên giới thiệu"]),
        ("inspections", ["Số thông báo KL", "Người ký thông báo KL"]),
        ("assignments", ["Tổ trưởng", "Hộ khẩu", "PT", "Từ tháng đến tháng"]),
        ("successions", ["Tổ chức đảng bị kỷ luật", "PA nhân sự", "SX"]),
        ("allocations", ["Số CT", "Chỉ tiêu kết nạp"]),
    ],
)  # fmt: skip
def test_headings_that_only_sound_like_those_of_a_field(kind: str, headings: list[str]) -> None:
    assert {heading: field(kind, heading) for heading in headings} == dict.fromkeys(headings)


@pytest.mark.parametrize(
    ("levels", "meant"),
    [
        (("Số đảng viên", "Tổng số"), "due"),
        (("Số đảng viên (người)", "Tổng số"), "due"),
        (("Số đảng viên", "Dự họp"), "present"),
        (("Vắng", "Có phép"), "excused"),
        (("Vắng", "Không phép"), None),
        (("Số chi bộ", "Tổng số"), None),
        (("Nữ", "Tổng số"), None),
    ],
)
def test_a_total_under_what_it_counts(levels: tuple[str, ...], meant: str | None) -> None:
    assert field("meetings", *levels, grouped=True) == meant


@pytest.mark.parametrize(("length", "meant"), [(1000, ("held_on", 0)), (1001, None)])
def test_a_text_as_long_as_a_book_is_no_heading(length: int, meant: tuple[str, int] | None) -> None:
    text = "Ngày họp ("
    found = exact("meetings", text + "x" * (length - len(text) - 1) + ")")
    assert (found and found[:2]) == meant


@pytest.mark.parametrize(
    ("headings", "column"),
    [
        pytest.param(["Trình độ văn hóa", "Trình độ chuyên môn"], 1, id="school first"),
        pytest.param(["Chuyên môn", "Học vấn"], 0, id="school last"),
        pytest.param(["Trình độ VH", "Trình độ CM"], 1, id="in short"),
        pytest.param(["Trình độ học vấn", "LLCT"], 0, id="school alone"),
    ],
)
def test_what_somebody_studied_says_more_than_the_classes_of_school(headings: list[str], column: int) -> None:
    """The classes of school are left unread then, and it is said."""
    found = plan(KINDS["members"], [Heading(index, (said,)) for index, said in enumerate(headings)], {}, frozenset())
    other = {} if "LLCT" in headings else {1 - column: ("education", column)}
    assert (found.fields["education"], found.doubled) == (column, other)


def test_where_somebody_lives_is_not_whom_he_is_in_charge_of_beside_a_column_that_says_it() -> None:
    headings = [Heading(index, (said,)) for index, said in enumerate(["Tổ", "Chủ hộ"])]
    found = plan(KINDS["assignments"], headings, {}, frozenset())
    assert (found.fields["object"], found.doubled) == (1, {0: ("object", 1)})


@pytest.mark.parametrize(
    ("headings", "unit", "doubled"),
    [
        pytest.param(["Đơn vị công tác", "Chi bộ"], 1, {}, id="the office is another thing"),
        pytest.param(["Đảng bộ", "Chi bộ"], 1, {}, id="the committee is above the cell"),
        pytest.param(["Chi bộ", "Tên chi bộ"], 0, {1: ("unit", 0)}, id="two of cells"),
        pytest.param(["Đảng bộ", "Đơn vị công tác"], 0, {}, id="a committee goes before the office"),
        pytest.param(["Đơn vị", "Cơ quan"], 0, {1: ("unit", 0)}, id="two of offices"),
        pytest.param(["Đảng bộ", "Đơn vị"], 0, {1: ("unit", 0)}, id="a committee beside what may be its cell"),
        pytest.param(["Chi bộ", "Đơn vị"], 0, {}, id="a cell beside whatever else"),
        pytest.param(["Chi bộ nơi đi", "Chi bộ", "Ngày chuyển đến"], 1, {}, id="where they came from is another thing"),
        pytest.param(["Nơi đi", "Đơn vị", "Ngày chuyển đi"], 1, {}, id="so is it of those who leave, where a column says whose they were"),
        pytest.param(["Chi bộ nơi đi", "Về chi bộ", "Ngày chuyển đến"], 1, {}, id="where those came to who came"),
        pytest.param(["Về sinh hoạt tại chi, đảng bộ", "Ngày tiếp nhận"], 0, {}, id="where they came to, at length"),
        pytest.param(["Về CB", "Đơn vị công tác", "Ngày chuyển đến"], 0, {}, id="in short, beside where they work"),
        pytest.param(["Về chi bộ", "Chi bộ", "Ngày chuyển đến"], 1, {}, id="a cell goes before where they came to"),
        pytest.param(["Đơn vị công tác", "CB sinh hoạt"], 1, {}, id="a cell in short goes before the office"),
        pytest.param(["Chi bộ nơi đi", "Về chi bộ", "Ngày chuyển đi"], 0, {}, id="where those went who left"),
        *(
            pytest.param([said, "Ngày chuyển đi"], 0, {}, id=f"whose those were who left: {said}")
            for said in (
                "Chi bộ nơi đi",
                "CB nơi đi",
                "Chi bộ, đảng bộ nơi đi",
                "TCĐ nơi chuyển đi",
                "Chi bộ chuyển đi",
                "Nơi chuyển đi",
                "Nơi đi",
            )
        ),
    ],
)
def test_to_which_of_two_columns_of_units_a_member_belongs(headings: list[str], unit: int, doubled: dict[int, tuple[str, int]]) -> None:
    found = plan(KINDS["members"], [Heading(index, (said,)) for index, said in enumerate(headings)], {}, frozenset())
    assert (found.fields["unit"], found.doubled) == (unit, doubled)


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param(["Nơi chuyển đi", "Ngày chuyển đến"], id="of those who came"),
        pytest.param(["Nơi đi", "Ngày chuyển đi", "Ngày chuyển đến"], id="of both"),
        pytest.param(["Chi bộ nơi đi", "Nơi đến"], id="without a day"),
        pytest.param(["CB, ĐB nơi đi", "Ngày chuyển đến"], id="in short"),
        pytest.param(["Về chi bộ", "Ngày chuyển đi"], id="where those went who left"),
        pytest.param(["Về chi bộ", "Ngày chuyển đi", "Ngày chuyển đến"], id="where they went or came to"),
    ],
)
def test_nobody_belongs_to_where_he_came_from_or_went(headings: list[str]) -> None:
    """Unless a list is only of those who left, or of those who came, or somebody says so."""
    heads = [Heading(index, (said,)) for index, said in enumerate(["Họ và tên", "Số thẻ đảng viên", *headings])]
    assert "unit" not in plan(KINDS["members"], heads, {}, frozenset()).fields
    assert plan(KINDS["members"], heads, {headings[0]: "unit"}, frozenset()).fields["unit"] == 2


def test_two_columns_of_what_somebody_studied_are_one_too_many() -> None:
    headings = [Heading(index, (said,)) for index, said in enumerate(["Học vấn", "Chuyên môn", "Trình độ chuyên môn"])]
    found = plan(KINDS["members"], headings, {}, frozenset())
    assert (found.fields["education"], found.doubled) == (1, {0: ("education", 1), 2: ("education", 1)})


def test_every_known_heading_means_its_own_field() -> None:
    for kind in KINDS.values():
        for each in kind.fields:
            for heading in each.headings:
                if heading not in ("Tên", "Nam/Nữ") and key(heading) not in LEFT_FROM | CAME_TO:  # which says it only beside a day
                    assert field(kind.name, heading) == each.name, (kind.name, heading)


@pytest.mark.parametrize(
    ("kind", "title", "head"),
    [
        pytest.param("members", "", ["Họ và tên", "Ngày sinh", "Chi bộ", "Số thẻ đảng viên", "Ngày vào Đảng"], id="a roster"),
        pytest.param("members", "", ["Họ và tên", "Đơn vị", "Ngày vào Đảng", "Chính thức"], id="a short roster"),
        pytest.param("members", "DANH SÁCH ĐẢNG VIÊN", ["Họ và tên", "Ngày sinh", "Chi bộ", "Ngày kết nạp"], id="a roster by its title"),
        pytest.param(
            "admissions",
            "DANH SÁCH KẾT NẠP ĐẢNG VIÊN",
            ["Họ và tên", "Ngày sinh", "Chi bộ", "Ngày vào Đảng"],
            id="admissions by their title",
        ),
        pytest.param(
            "admissions", "", ["Họ và tên", "Ngày sinh", "Chi bộ", "Số quyết định", "Ngày quyết định"], id="admissions by their headings"
        ),
        pytest.param(
            "members",
            "DANH SÁCH ĐẢNG VIÊN DỰ BỊ ĐƯỢC CÔNG NHẬN CHÍNH THỨC NĂM 2023",
            ["Họ và tên", "Ngày sinh", "Chi bộ", "Ngày kết nạp", "Ngày công nhận chính thức", "Số QĐ", "Ngày QĐ"],
            id="members who became official",
        ),
        pytest.param(
            "members",
            "DANH SÁCH ĐẢNG VIÊN DỰ BỊ ĐƯỢC CÔNG NHẬN CHÍNH THỨC NĂM 2023",
            ["Họ và tên", "Ngày sinh", "Chi bộ", "Ngày kết nạp", "Tính từ", "Số QĐ"],
            id="members who became official, by their title alone",
        ),
        pytest.param(
            "members",
            "DANH SÁCH CHUYỂN ĐẢNG VIÊN DỰ BỊ THÀNH ĐẢNG VIÊN CHÍNH THỨC",
            ["Họ và tên", "Ngày sinh", "Chi bộ", "Số QĐ", "Ngày QĐ", "Ngày kết nạp"],
            id="members who became official by a decision",
        ),
        pytest.param(
            "admissions",
            "DANH SÁCH KẾT NẠP, CHUYỂN ĐẢNG CHÍNH THỨC NĂM 2023",
            ["Họ và tên", "Ngày sinh", "Chi bộ", "Ngày kết nạp", "Số QĐ"],
            id="admissions and members who became official",
        ),
        pytest.param(
            "admissions",
            "DANH SÁCH KẾT NẠP ĐẢNG VIÊN NĂM 2023",
            ["Họ và tên", "Ngày sinh", "Chi bộ", "Ngày kết nạp", "Ngày chính thức", "Số QĐ", "Ngày QĐ"],
            id="admissions with the day their members became official",
        ),
        pytest.param("meetings", "", ["Chi bộ", "Ngày họp", "Triệu tập", "Có mặt", "Xếp loại"], id="meetings with a rating"),
        pytest.param("ratings", "", ["Họ và tên", "Số thẻ", "Chi bộ", "Năm", "Xếp loại"], id="ratings of members"),
        pytest.param("ratings", "", ["Đơn vị", "Năm", "Xếp loại"], id="ratings of units"),
        pytest.param(
            "ratings",
            "XẾP LOẠI ĐẢNG VIÊN NĂM 2023",
            ["Họ và tên", "Số thẻ", "Chi bộ", "Ngày vào Đảng", "Kết quả"],
            id="ratings by their title",
        ),
        pytest.param("titles", "", ["Đơn vị", "Danh hiệu", "Năm"], id="titles"),
        pytest.param("figures", "", ["Chỉ tiêu", "Đơn vị tính", "Năm", "Kết quả"], id="figures"),
        pytest.param("units", "", ["Mã đơn vị", "Tên đơn vị", "Loại hình", "Trực thuộc"], id="units"),
        pytest.param("units", "", ["STT", "Tên chi bộ", "Đảng bộ cấp trên"], id="a short list of units"),
    ],
)
def test_the_kind_is_recognised(tmp_path: Path, kind: str, title: str, head: list[str]) -> None:
    sheet = sheet_of(tmp_path, [[title], head, ["?"] * len(head)])
    assert sheet.kind == kind


_DUTIES = [["TT", "Họ và tên", "Chủ hộ", "Từ ngày"], [1, "Trần Văn An", "Lê Mai", "01/01/2023"]]
_STUDIED = [["STT", "Đơn vị", "Ngày tổ chức", "Số triệu tập"], [1, "Đảng bộ xã A", "03/12/2023", 100]]
_FINDINGS = [["STT", "Họ và tên", "Chi bộ", "Tổ chức đảng kiểm tra", "Ngày kết luận"], [1, "Trần Văn An", "Chi bộ 1", "UBKT", "05/03/2024"]]
_VISITS = [["TT", "Cấp ủy viên", "Chi bộ phụ trách"], [1, "Trần Văn An", "Chi bộ 1"]]


@pytest.mark.parametrize(
    ("title", "rows", "kind", "said"),
    [
        pytest.param("PHÂN CÔNG ĐẢNG VIÊN PHỤ TRÁCH HỘ GIA ĐÌNH", _DUTIES, "assignments", "households", id="households"),
        pytest.param("PHÂN CÔNG CẤP ỦY VIÊN DỰ SINH HOẠT CHI BỘ", _VISITS, "assignments", "cell_visits", id="visits"),
        pytest.param("KẾT QUẢ HỌC TẬP, QUÁN TRIỆT NGHỊ QUYẾT ĐẠI HỘI XIII", _STUDIED, "classes", "resolution_study", id="a resolution"),
        *(
            pytest.param(f"ỦY BAN KIỂM TRA\n{title}", _FINDINGS, "inspections", said, id=title)
            for title, said in (
                ("ĐẢNG VIÊN BỊ KIỂM TRA KHI CÓ DẤU HIỆU VI PHẠM VÀ XỬ LÝ KỶ LUẬT", "signs_of_violation"),
                ("KẾT QUẢ KIỂM TRA TỔ CHỨC ĐẢNG, ĐẢNG VIÊN KHI CÓ DẤU HIỆU VI PHẠM", "signs_of_violation"),
                ("KẾT QUẢ KIỂM TRA CHẤP HÀNH ĐIỀU LỆ ĐẢNG", "inspection"),
                ("ĐẢNG VIÊN ĐƯỢC GIÁM SÁT CHUYÊN ĐỀ", "supervision"),
            )
        ),
        pytest.param("LỚP BỒI DƯỠNG LÝ LUẬN CHÍNH TRỊ CHO ĐẢNG VIÊN MỚI", _STUDIED, "classes", "new_member", id="words inside longer ones"),
    ],
)
def test_a_title_says_the_kind_of_all_records(tmp_path: Path, title: str, rows: list[list[object]], kind: str, said: str) -> None:
    sheet = sheet_of(tmp_path, [["CHI BỘ THÔN HẠ"], [title], *rows])
    assert (sheet.kind, column(sheet.tables[0], "kind")) == (kind, [said])
    assert ("kind-from-title", None) in codes(sheet)


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        pytest.param("PHÂN CÔNG PHỤ TRÁCH HỘ VÀ GIÚP ĐỠ XÃ", _DUTIES, id="two kinds"),
        pytest.param("PHÂN CÔNG NHIỆM VỤ", _DUTIES, id="none"),
        pytest.param("DANH SÁCH PHỤ TRÁCH HỘ", _DUTIES, id="not a title of assignments"),
        pytest.param("KẾT QUẢ KIỂM TRA, GIÁM SÁT", _FINDINGS, id="inspection and supervision"),
        pytest.param("KẾT QUẢ KIỂM TRA ĐẢNG VIÊN", _FINDINGS, id="any inspection"),
        pytest.param("ỦY BAN KIỂM TRA\nKẾT QUẢ NĂM 2024", _FINDINGS, id="who inspects"),
    ],
)
def test_a_title_that_leaves_the_kind_open(tmp_path: Path, title: str, rows: list[list[object]]) -> None:
    sheet = sheet_of(tmp_path, [["CHI BỘ THÔN HẠ"], [title], *rows])
    assert {"assignments", "inspections"}.isdisjoint(table.batch.kind.name for table in sheet.tables)


def test_a_log_of_meetings_below_a_title_about_a_resolution(tmp_path: Path) -> None:
    rows = [
        ["SỔ HỌP THỰC HIỆN NGHỊ QUYẾT"],
        ["Chi bộ", "Ngày", "Nội dung", "Triệu tập", "Có mặt"],
        ["Chi bộ 1", "03/12/2023", "Học tập", 10, 9],
    ]
    assert sheet_of(tmp_path, rows).kind == "meetings"


def test_a_named_kind_wins(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Ngày sinh", "Chi bộ", "Ngày kết nạp"], ["Trần Văn An", "1980", "Chi bộ 1", "03/02/2023"]]
    assert sheet_of(tmp_path, rows, kind="members").kind == "members"
    assert sheet_of(tmp_path, rows, kind="admissions").kind == "admissions"


def test_a_sheet_that_fits_no_kind_names_the_closest_and_what_it_lacks(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, [["STT", "Chi bộ", "Triệu tập", "Có mặt"], [1, "Chi bộ 1", 10, 9]])
    assert (sheet.kind, sheet.tables) == (None, [])
    (finding,) = sheet.findings
    assert finding.code.slug == "no-table"
    assert str(finding.values["kind"]) == "meetings"
    assert finding.values["missing"] == "Ngày họp (held_on)"


def test_a_list_that_names_neither_units_nor_the_party_is_not_taken_for_a_roster(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, [["STT", "Họ và tên", "Ngày sinh"], [1, "Trần Văn An", "1980"]])
    assert (codes(sheet), sheet.tables) == ([("no-table", None)], [])


def test_what_else_is_wrong_is_said_beside_the_unit_that_is_missing(tmp_path: Path) -> None:
    rows = [["DANH SÁCH ĐẢNG VIÊN"], ["STT", "Họ và tên", "Ngày sinh"], [1, "Trần Văn An", "31/02/1980"], [2, "Lê Thị Mai", "1981"]]
    sheet = sheet_of(tmp_path, rows)
    assert codes(sheet) == [("unit-nowhere", None), ("bad-date", "C3")]
    assert [each.row for each in sheet.tables[0].rejected] == [3, 4]


def test_a_roster_that_names_its_units_nowhere_lacks_the_unit(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "Số thẻ"], [1, "Trần Văn An", "0011"]]
    sheet = sheet_of(tmp_path, rows)
    assert codes(sheet) == [("unit-nowhere", None)]
    seen = sheet.tables[0]
    assert (seen.header_rows, seen.rows, seen.fields, len(seen.batch)) == ((1,), 1, {"full_name": "B", "card_number": "C"}, 0)
    assert [(each.row, each.cells["full_name"]) for each in seen.rejected] == [(2, "Trần Văn An")]
    table = table_of(tmp_path, rows, given={"unit": "Chi bộ 1"})
    assert column(table, "unit") == ["Chi bộ 1"]
    assert table.unit == "Chi bộ 1"


# --- columns that belong together ---


def test_two_date_columns_under_the_birth_date_tell_the_sex(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "", "Chi bộ", "Số thẻ"],
        ["", "", "Nam", "Nữ", "", ""],
        [1, "Trần Văn An", "03/02/1980", "", "Chi bộ 1", "1"],
        [2, "Lê Thị Mai", "", 1985, "Chi bộ 1", "2"],
        [3, "Vũ Vân", "", "", "Chi bộ 1", "3"],
        [4, "Lê Hoa", "", "31/02/1990", "Chi bộ 1", "4"],
    ]
    sheet = sheet_of(tmp_path, rows, merges=["C1:D1"])
    table = sheet.tables[0]
    assert column(table, "sex") == ["male", "female", None]
    assert column(table, "birth_date") == [date(1980, 2, 3), date(1985, 1, 1), None]
    assert column(table, "birth_date_last") == [date(1980, 2, 3), date(1985, 12, 31), None]
    assert codes(sheet) == [("bad-date", "D6")]


@pytest.mark.parametrize(
    ("head", "below", "first", "second"),
    [
        pytest.param(["Giới tính", ""], ["Nam", "Nữ"], ["x", ""], ["", "X"], id="two ticked columns under the sex"),
        pytest.param(["Nữ", "Ghi chú"], ["", ""], ["", ""], ["x", ""], id="one ticked column for women"),
    ],
)
def test_ticked_columns_tell_the_sex(tmp_path: Path, head: list[str], below: list[str], first: list[str], second: list[str]) -> None:
    rows = [
        ["STT", "Họ và tên", "Chi bộ", "Số thẻ", *head],
        ["", "", "", "", *below],
        [1, "Trần Văn An", "Chi bộ 1", "1", *first],
        [2, "Lê Thị Mai", "Chi bộ 1", "2", *second],
    ]
    merges = ["E1:F1"] if head[1] == "" else []
    table = table_of(tmp_path, rows, merges=merges)
    assert column(table, "sex") == ["male", "female"]


@pytest.mark.parametrize(
    ("left", "right", "merges"),
    [("Họ đệm", "Tên", []), ("Họ và tên đệm", "Tên", []), ("Họ và tên", "", ["B1:C1"]), ("Họ", "Tên", [])],
)
def test_a_name_in_two_columns_is_one_name(tmp_path: Path, left: str, right: str, merges: list[str]) -> None:
    rows = [["STT", left, right, "Chi bộ", "Số thẻ"], [1, "Trần Văn", "An", "Chi bộ 1", "1"], [2, "Lê Thị", "Mai", "Chi bộ 1", "2"]]
    assert column(table_of(tmp_path, rows, merges=merges), "full_name") == ["Trần Văn An", "Lê Thị Mai"]


def test_of_two_columns_of_one_field_the_first_is_read_and_it_is_said(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Chi bộ", "Số thẻ", "Mã thẻ"], ["Trần Văn An", "Chi bộ 1", "1", "2"]]
    sheet = sheet_of(tmp_path, rows)
    assert column(sheet.tables[0], "card_number") == ["1"]
    assert [(finding.code.slug, finding.place.column, finding.values["other"]) for finding in sheet.findings] == [
        ("double-column", "D", "C")
    ]
    assert sheet.tables[0].unmapped == {"D": "Mã thẻ"}


def test_a_units_code_is_read_before_its_name(tmp_path: Path) -> None:
    rows = [["Tên đơn vị", "Mã đơn vị", "Ngày họp"], ["Chi bộ 1", "CB01", "03/02/2023"], ["Chi bộ 2", "", "03/02/2023"]]
    sheet = sheet_of(tmp_path, rows)
    assert column(sheet.tables[0], "unit") == ["CB01", "Chi bộ 2"]
    assert sheet.findings == []


# --- what the user says ---


def test_a_mapping_wins_over_what_a_heading_means(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Chi bộ", "Mã thẻ", "Số ghi"], ["Trần Văn An", "Chi bộ 1", "1", "2"]]
    assert column(table_of(tmp_path, rows, mapping={"số  GHI": "card_number"}), "card_number") == ["2"]
    assert column(table_of(tmp_path, rows, mapping={"D": "card_number"}), "card_number") == ["2"]


def test_a_sheet_without_headings_is_read_by_its_letters(tmp_path: Path) -> None:
    rows = [["Trần Văn An", "Chi bộ 1", "0011"], ["Lê Thị Mai", "Chi bộ 1", "0012"]]
    table = table_of(tmp_path, rows, mapping={"A": "full_name", "B": "unit", "C": "card_number"}, kind="members")
    assert (table.header_rows, table.first_row, table.rows) == ((), 1, 2)
    assert column(table, "card_number") == ["0011", "0012"]


def test_a_mapping_that_fits_no_heading_is_said(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Chi bộ", "Số thẻ"], ["Trần Văn An", "Chi bộ 1", "1"]]
    sheet = sheet_of(tmp_path, rows, mapping={"Tên gọi khác": "full_name"})
    assert [(finding.code.slug, finding.value) for finding in sheet.findings] == [("map-unused", "Tên gọi khác")]


@pytest.mark.parametrize(
    ("chosen", "code", "near"),
    [
        pytest.param({"kind": "member"}, "kind-unknown", "members", id="a kind"),
        pytest.param({"mapping": {"A": "fullname"}}, "field-unknown", "full_name", id="a field of --map"),
        pytest.param({"given": {"perod": "2023"}}, "field-unknown", "period", id="a field of --set"),
        pytest.param({"kind": "meetings", "mapping": {"A": "card_number"}}, "field-unknown", "", id="a field of another kind"),
        pytest.param({"given": {"period": "năm nay"}}, "value-invalid", "--set period", id="a value of --set"),
    ],
)
def test_what_the_user_says_must_exist(tmp_path: Path, chosen: dict[str, object], code: str, near: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {"DS": [["Họ và tên", "Chi bộ"], ["Trần Văn An", "Chi bộ 1"]]})
    with pytest.raises(UsageError) as raised:
        read(path, options(**chosen))
    assert raised.value.code == code
    assert near in str(raised.value)


@pytest.mark.parametrize("heading", ["Mã chi bộ", "Mã đơn vị", "Mã tổ chức đảng", "Mã TCCSĐ"])
def test_a_log_may_name_its_unit_by_code(tmp_path: Path, heading: str) -> None:
    rows = [
        ["STT", heading, "Ngày họp", "Loại hình sinh hoạt"],
        [1, "CB01", "05/01/2023", "Thường kỳ"],
        [2, "CB02", "06/01/2023", "Thường kỳ"],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert (sheet.kind, column(sheet.tables[0], "unit")) == ("meetings", ["CB01", "CB02"])


# --- headings that lost their letters ---


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        pytest.param(["STT", "H và tên", "Ngy sinh", "Ngày vào Đng", "S thẻ", "Chi b"], "BCDEF", id="a letter of each"),
        pytest.param(["TT", "H v tn", "Ngy sinh", "Ngy vo ng", "S th", "Chi b"], "BCDEF", id="every Vietnamese letter"),
        pytest.param(["S TT", "H? và tên", "Ng?y sinh", "Ngày vào ??ng", "S? th?", "Chi b?"], "BCDEF", id="question marks in their place"),
        pytest.param(["STT", "HỌ V TÊN", "NGÀY SNH", "NGY VÀO ĐNG", "S THẺ", "CHI B"], "BCDEF", id="capitals, and a plain letter of one"),
    ],
)
@pytest.mark.parametrize("name", ["xlsx", "xls", "ods"])
def test_nearly_every_heading_lost_letters(tmp_path: Path, headings: list[str], fields: str, name: str) -> None:
    file, write = formats.FORMATS[name]
    title = ["DANH SÁCH ĐNG VIÊN", *[""] * 5]
    row: list[formats.Cell] = [1, "Trần Văn An", "01/02/1980", "03/02/2005", "001", "Chi bộ 1"]
    sheet = read_file(write(tmp_path / file, [title, headings, row])).sheets[0]
    seen(
        sheet,
        "members", header=[2], data=(3, 3, 1), rows=3, skipped={"title": 1},
        fields=" ".join(f"{field}={column}" for field, column in zip(("full_name", "birth_date", "admitted_on", "card_number", "unit"), fields, strict=True)),
        full_name=["Trần Văn An"], card_number=["001"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("Gii tính", "sex"),
        ("Số thẻ", None),  # lost nothing
        ("S", None),  # too little is left
        ("Ngà sinh", None),  # y is no letter that is lost
        ("S the", None),  # not the letter, its mark: another rule's matter
        ("Ngy", None),  # may be many days
    ],
)
def test_what_is_left_of_a_heading_is_exact(written: str, field: str | None) -> None:
    found = worn.field_of("members", written)
    assert (found[0] if found else None) == field


def test_words_that_lost_letters_are_no_headings_where_there_are_others(tmp_path: Path) -> None:
    rows = [["H và tên", "Ngy sinh", "S thẻ"], ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"], [1, "Trần Văn An", "1980", "CB01"]]
    assert table_of(tmp_path, rows).header_rows == (2,)


@pytest.mark.parametrize(
    ("title", "kind"), [("KẾT QUẢ KIỂM TRA, GIÁM SÁT NĂM 2024", None), ("KẾT QUẢ XẾP LOẠI CHI BỘ NĂM 2024", "ratings")]
)
def test_results_under_a_title_of_another_kind_are_no_ratings(tmp_path: Path, title: str, kind: str | None) -> None:
    assert sheet_of(tmp_path, [[title], ["Chi bộ", "Kết quả"], ["Chi bộ 1", "Tốt"]]).kind == kind
