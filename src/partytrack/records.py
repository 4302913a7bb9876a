"""The record kinds: their fields, headings, words and keys. The one place that knows them.

A new kind is one `Kind` here and a migration of the store. What a heading or a word in a sheet may look like is
decided here too; matching ignores case, spaces and the place of the tone mark (`vietnamese.fold`).
Sources of headings and words: the Party's own forms (7-HSĐV, 10-SHĐ, the basic statistics of 2021) and office usage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from partytrack.messages import Text, marked, spoken, text
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Type(Enum):
    """What a field holds, and so how a cell is read and a value kept."""

    TEXT = "text"  # any words; kept as written, compared folded
    IDENTIFIER = "identifier"  # text whose zeros count
    NAME = "name"  # a person's full name
    DATE = "date"  # a day, month or year; kept as first and last day
    PERIOD = "period"  # a year, half, quarter, month; kept as first and last day
    CHOICE = "choice"  # one of fixed words
    YES_NO = "yes/no"  # blank is no
    COUNT = "count"  # a whole number, 0 or more
    NUMBER = "number"  # an exact decimal number; shares 0–1
    UNIT = "unit"  # a unit's code or name


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    Args:
        name: The word for it in YAML, JSON, code.
        type: What it holds.
        headings: How a column of it may be headed; the first is what templates and messages call it.
        title: The English name shown to people.
        choices: For CHOICE: the word kept → how sheets may say it.
        required: A row without it is rejected.
        asked: Kept only where the workspace asks for it.
    """

    name: str
    type: Type
    headings: tuple[str, ...]
    title: str
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    required: bool = False
    asked: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns a value is kept in.

        A date or period: `x` its first day, `x_last` its last day (the same for a full date).
        A text: `x` as written, `x_folded` for comparing. A unit: `x`, the unit's record number. Else `x` alone.
        """
        match self.type:
            case Type.DATE | Type.PERIOD:
                return (self.name, f"{self.name}_last")
            case Type.TEXT:
                return (self.name, f"{self.name}_folded")
            case _:
                return (self.name,)


@dataclass(frozen=True, slots=True)
class Kind:
    """One record kind.

    Args:
        name: The word for it everywhere.
        title: The English name shown to people.
        fields: In the order of templates.
        dated: The field that puts a record into a period; of several the first that is not blank. Empty for stocks.
        stock: Whether a sheet of it is a list that is true on a day (members, units) and not a log of what happened.
        one_of: At least one of these fields must be given.
        person: Whether a record may be about a person (`card_number`, `full_name`) instead of a unit.
        telling: Fields whose presence tells this kind from the others that share its headings.
        key: The fields that make two rows the same record: `date` stands for the fields of `dated`, `subject` for whom it is
            about. Empty for stocks, whose identity is decided by `store/identity.py` and `store/units.py`.
        home: The unit field that says whose list a row belongs to: who reported it, and what a complete list covers.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    dated: tuple[str, ...] = ()
    stock: bool = False
    one_of: tuple[str, ...] = ()
    person: bool = False
    telling: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    home: str = "unit"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of all fields, in order."""
        return tuple(column for each in self.fields for column in each.columns)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError if the kind has none."""
        return _fields(self.name)[name]

    def has(self, name: str) -> bool:
        """Whether the kind has a field of that name."""
        return name in _fields(self.name)


UNIT_KINDS: Final = {
    "upper_committee": ("đảng bộ cấp trên cơ sở", "đảng bộ cấp trên trực tiếp", "đảng bộ khối", "đảng bộ huyện", "đảng bộ cấp trên"),
    "grassroots_committee": ("đảng bộ cơ sở", "đbcs", "đảng bộ cs", "đảng ủy cơ sở"),
    "grassroots_cell": ("chi bộ cơ sở", "cbcs", "chi bộ cs"),
    "sub_committee": ("đảng bộ bộ phận", "đbbp"),
    "sub_cell": ("chi bộ trực thuộc", "cbtt", "chi bộ", "chi bộ trực thuộc đảng ủy cơ sở", "chi bộ trực thuộc đảng bộ cơ sở"),
    "agency": ("cơ quan", "đơn vị", "cơ quan, đơn vị", "cơ quan đơn vị"),
    "commune": ("xã", "phường", "thị trấn", "xã, phường", "xã, phường, thị trấn"),
    "village": ("thôn", "bản", "tổ dân phố", "thôn, bản", "thôn, tổ dân phố"),
    "mass_organisation": ("đoàn thể", "tổ chức đoàn thể", "tổ chức chính trị - xã hội"),
    "enterprise": ("doanh nghiệp", "dn", "công ty"),
    "other": ("khác",),
}
# What the name of a Party organisation may begin with in short.
UNIT_NAMES_SHORT: Final = {"cb": "Chi bộ", "đb": "Đảng bộ", "cbcs": "Chi bộ cơ sở", "đbcs": "Đảng bộ cơ sở", "đbbp": "Đảng bộ bộ phận"}
SECTORS: Final = {
    "administration": ("hành chính", "hc", "cơ quan hành chính", "quản lý nhà nước"),
    "public_service": ("sự nghiệp", "sn", "đơn vị sự nghiệp", "sự nghiệp công lập"),
    "locality": ("địa phương", "địa bàn", "xã, phường"),
    "enterprise": ("doanh nghiệp", "dn", "sản xuất kinh doanh"),
    "party": ("đảng", "cơ quan đảng", "khối đảng", "cơ quan tham mưu, giúp việc"),
    "mass_organisation": ("đoàn thể", "mttq và đoàn thể", "mặt trận và đoàn thể"),
    "armed_forces": ("lực lượng vũ trang", "llvt", "quân đội", "công an"),
    "other": ("khác",),
}
STATUSES: Final = {
    "official": ("chính thức", "đảng viên chính thức", "đvct", "ct"),
    "probationary": ("dự bị", "đảng viên dự bị", "đvdb", "db"),
    "exempt": ("miễn sinh hoạt", "miễn", "miễn công tác", "miễn công tác và sinh hoạt", "miễn sh", "được miễn", "miễn công tác, sinh hoạt", "miễn sinh hoạt, công tác", "miễn sinh hoạt và công tác"),
    "transferred": ("chuyển đi", "đã chuyển", "chuyển sinh hoạt", "chuyển sinh hoạt đảng", "chuyển sinh hoạt đi", "chuyển sinh hoạt đảng đi", "chuyển đi nơi khác", "chuyển công tác"),
    "deceased": ("từ trần", "đã mất", "qua đời", "chết"),
    "expelled": ("khai trừ", "bị khai trừ"),
    "name_deleted": ("xóa tên", "bị xóa tên", "xóa tên đảng viên", "xóa tên đv", "xóa tên trong danh sách đảng viên", "xóa tên khỏi danh sách đảng viên"),
    "resigned": ("xin ra khỏi đảng", "ra khỏi đảng", "xin ra"),
}  # fmt: skip
SEXES: Final = {"male": ("nam",), "female": ("nữ", "nu")}


def _phrases(*parts: tuple[str, ...]) -> tuple[str, ...]:
    """Every way to say something of which each part may be said in several ways, the first ways first."""
    return tuple(" ".join(part for part in said if part) for said in product(*parts))


MEETING_KINDS: Final = {
    "regular": (
        *_phrases(("", "họp", "sinh hoạt", "sh", "họp chi bộ", "sinh hoạt chi bộ"), ("thường kỳ", "định kỳ", "thường kì", "định kì")),
        *_phrases(("thường kỳ", "định kỳ"), ("hằng tháng", "hàng tháng")), "tk", "shtk", "shđk",
    ),
    "thematic": (*_phrases(("", "họp", "sinh hoạt", "sh", "sinh hoạt chi bộ", "sinh hoạt chi bộ theo", "sinh hoạt theo", "theo"), ("chuyên đề",)), "cđ", "shcđ"),
    "committee": _phrases(("", "họp", "hội nghị"), ("cấp ủy", "chi ủy", "đảng ủy")),
    "extraordinary": _phrases(("", "họp", "sinh hoạt"), ("bất thường", "đột xuất")),
    "cluster": (*_phrases(("", "sinh hoạt"), ("luân phiên", "theo cụm")), "cụm chi bộ"),
}  # fmt: skip
MEETING_QUALITIES: Final = {
    "good": ("tốt",),
    "fair": ("khá",),
    "average": ("trung bình", "tb"),
    "poor": ("kém", "yếu", "yếu kém", "yếu, kém"),
}


_DUTY: Final = ("nhiệm vụ", "")
RATINGS: Final = {
    "excellent": (*_phrases(("hoàn thành xuất sắc",), _DUTY), "xuất sắc"),
    "good": (*_phrases(("hoàn thành tốt",), _DUTY), "tốt"),
    "completed": _phrases(("hoàn thành",), _DUTY),
    "failed": (
        *_phrases(("không hoàn thành",), _DUTY), "chưa hoàn thành nhiệm vụ",
        *_phrases(("vi phạm tư cách",), ("", "hoặc"), ("không hoàn thành nhiệm vụ",)), "vi phạm tư cách",
    ),
    "not_rated": (
        *_phrases(("không", "chưa", "miễn"), ("xếp loại", "đánh giá", "đánh giá, xếp loại"), ("", "chất lượng")),
        *_phrases(("", "được"), ("miễn",), ("sinh hoạt", "công tác", "công tác, sinh hoạt", "công tác và sinh hoạt", "sinh hoạt, công tác", "sinh hoạt và công tác"), ("", "đảng")),
    ),
    "fair": ("khá",),
    "average": ("trung bình", "tb"),
    "poor": ("kém", "yếu"),
}  # fmt: skip
# Aspect `meetings` is rated by the bands of meeting quality, aspect `work` by the rest (`contract` of choice words).
RATINGS_BY_ASPECT: Final = {
    "work": ("excellent", "good", "completed", "failed", "not_rated"),
    "meetings": ("good", "fair", "average", "poor"),
}
ASPECTS: Final = {
    "work": ("công tác", "nhiệm vụ", "thực hiện nhiệm vụ", "chuyên môn", "công việc"),
    "meetings": ("sinh hoạt", "chất lượng sinh hoạt", "sinh hoạt chi bộ"),
}
SUCCESSION_CHANGES: Final = {
    "merged": ("hợp nhất", "sáp nhập", "nhập", "hợp nhất, sáp nhập"),
    "split": ("chia tách", "tách", "chia", "tách ra"),
    "renamed": ("đổi tên", "đổi tên gọi"),
    "moved": ("chuyển giao", "chuyển về", "chuyển trực thuộc", "chuyển đảng bộ", "tiếp nhận", "chuyển giao về"),
    "dissolved": ("giải thể", "kết thúc hoạt động", "chấm dứt hoạt động"),
}
_PLANNED: Final = (
    "",
    "chuyên đề",
    "thường xuyên",
    "định kỳ",
    "theo chuyên đề",
    "theo chương trình",
    "theo kế hoạch",
    "theo chương trình, kế hoạch",
)
INSPECTION_KINDS: Final = {
    "inspection": _phrases(("kiểm tra",), _PLANNED),
    "supervision": _phrases(("giám sát",), _PLANNED),
    "signs_of_violation": _phrases(("kiểm tra", "", "kiểm tra đảng viên", "kiểm tra tổ chức đảng"), ("khi có", ""), ("dấu hiệu vi phạm",)),
}
CLASS_KINDS: Final = {
    "resolution_study": (
        "học tập nghị quyết",
        "học nghị quyết",
        "học tập, quán triệt nghị quyết",
        "quán triệt nghị quyết",
        "nghị quyết",
        "học tập, quán triệt, triển khai nghị quyết",
        "hội nghị học tập nghị quyết",
    ),
    "new_member": ("bồi dưỡng đảng viên mới", "đảng viên mới", "lớp đảng viên mới", "bồi dưỡng lý luận chính trị cho đảng viên mới"),
    "prospective_member": (
        "bồi dưỡng nhận thức về đảng",
        "nhận thức về đảng",
        "đối tượng đảng",
        "đối tượng kết nạp đảng",
        "bồi dưỡng đối tượng kết nạp đảng",
        "cảm tình đảng",
        "quần chúng ưu tú",
        "bồi dưỡng quần chúng ưu tú",
    ),
    "theory": (
        "lý luận chính trị",
        "sơ cấp lý luận chính trị",
        "trung cấp lý luận chính trị",
        "cao cấp lý luận chính trị",
        "bồi dưỡng lý luận chính trị",
    ),
    "other": ("khác",),
}
ASSIGNMENT_KINDS: Final = {
    "households": ("phụ trách hộ", "phụ trách hộ gia đình", "phân công phụ trách hộ", "giúp đỡ hộ", "giúp đỡ hộ nghèo", "đỡ đầu hộ nghèo"),
    "commune_support": ("giúp đỡ xã", "đỡ đầu xã", "phụ trách xã", "giúp xã", "giúp đỡ xã xây dựng nông thôn mới"),
    "cell_visits": ("dự sinh hoạt chi bộ", "dự sinh hoạt", "dự sinh hoạt với chi bộ", "về dự sinh hoạt chi bộ"),
    "committee_attendance": ("dự họp cấp ủy", "dự hội nghị cấp ủy", "dự họp ban thường vụ", "dự hội nghị ban thường vụ", "dự họp đảng ủy"),
    "other": ("khác",),
}
SUBJECTS: Final = {"member": ("đảng viên",), "person": ("cá nhân", "người"), "unit": ("tập thể", "tổ chức", "đơn vị")}
YES: Final = ("x", "có", "đúng", "1", "yes", "true", "v", "✓", "✔", "☑", "*", "+", "đạt", "rồi", "có vi phạm")
NO: Final = (
    "không",
    "0",
    "no",
    "false",
    "-",
    "chưa",
    "o",
    "☐",
    "không đạt",
    "không vi phạm",
    "không có vi phạm",
    "chưa phát hiện vi phạm",
    "không phát hiện vi phạm",
)
IN_STOCK: Final = ("official", "probationary", "exempt")

_UNIT_HEADINGS: Final = (
    "Đơn vị", "Chi bộ", "Đảng bộ", "Tổ chức đảng", "Tổ chức cơ sở đảng", "TCCSĐ", "Chi, đảng bộ", "Chi bộ, đảng bộ",
    "Tên chi bộ", "Tên đơn vị", "Cơ quan, đơn vị", "Đơn vị công tác", "Chi bộ sinh hoạt", "Nơi sinh hoạt", "Chi bộ/Đảng bộ",
    "Tên tổ chức đảng", "Đảng bộ, chi bộ", "Mã đơn vị", "Mã chi bộ", "Mã đảng bộ", "Mã tổ chức", "Mã tổ chức đảng", "Mã TCCSĐ", "Sinh hoạt tại chi bộ", "Đơn vị/Chi bộ", "Cơ quan",
    "Thuộc chi bộ", "Thuộc đảng bộ", "Tên TCCSĐ", "Đơn vị sinh hoạt", "Tên tổ chức cơ sở đảng", "Tên cơ quan, đơn vị", "Tên cơ quan",
    "Tên chi bộ, đảng bộ", "Tên đảng bộ", "Tên chi, đảng bộ", "Chi bộ đang sinh hoạt", "Nơi đang sinh hoạt", "Sinh hoạt tại", *_phrases(("Tổ chức đảng", "Tổ chức cơ sở đảng", "Đảng bộ", "Chi bộ, đảng bộ"), ("sinh hoạt", "đang sinh hoạt")), "Đang sinh hoạt tại chi bộ", "Nơi sinh hoạt Đảng", "Chi bộ sinh hoạt Đảng",
    "Chi bộ nơi sinh hoạt", "Tổ chức đảng nơi sinh hoạt", "Chi bộ, đảng bộ nơi sinh hoạt", "Chi bộ nơi đảng viên sinh hoạt", "Sinh hoạt Đảng tại", "Sinh hoạt Đảng tại chi bộ", "Chi bộ đang sinh hoạt Đảng", "Nơi đang sinh hoạt Đảng", "Đơn vị sinh hoạt Đảng", "Đảng viên thuộc chi bộ", "Chi bộ trực thuộc", "Chi bộ cơ sở", "Chi bộ, đảng bộ trực thuộc", "Chi bộ quản lý", "Tổ chức đảng quản lý",
             "unit",
)  # fmt: skip
LEFT_FROM_HEADINGS: Final = (  # where somebody was before he went away
    *_phrases(("Chi bộ", "Chi bộ, đảng bộ", "Đảng bộ, chi bộ", "Đảng bộ", "Tổ chức đảng", ""), ("nơi đi", "nơi chuyển đi")), "Chi bộ chuyển đi",
)  # fmt: skip
CAME_TO_HEADINGS: Final = (  # where somebody came to, and in a list of those who left, where he went
    *_phrases(("Về", "Về sinh hoạt tại"), ("chi bộ", "đảng bộ", "chi bộ, đảng bộ")), "Chuyển về chi bộ", "Chi bộ tiếp nhận", "Tổ chức đảng tiếp nhận",
)  # fmt: skip
_REPORTING_HEADINGS: Final = (
    "Đơn vị báo cáo",
    "Chi bộ báo cáo",
    "Đơn vị tổ chức",
    "Chi bộ trực thuộc",
    "Tên chi bộ trực thuộc",
    "Đảng bộ, chi bộ cơ sở",
)
_NAME_HEADINGS: Final = (
    "Họ và tên", "Họ tên", "Họ, tên", "Họ và tên đảng viên", "Họ tên đảng viên", "Tên đảng viên", "Họ và tên khai sinh",
    "Họ và tên đang dùng", "Họ, chữ đệm và tên", "Họ, tên đảng viên", "Họ, tên, bí danh", "Họ và tên, bí danh", "Đảng viên", "Họ tên khai sinh", "Họ tên đang dùng", "Họ và tên thường dùng", "Họ, chữ đệm, tên", "Họ, chữ đệm và tên khai sinh", "Họ, đệm và tên", "Họ và tên đồng chí", "Tên đồng chí", "Đồng chí", "Họ và tên đảng viên chính thức, dự bị",
    "Họ và tên cán bộ", "Họ tên cán bộ", "Họ và tên cán bộ, đảng viên", "Họ tên cán bộ, đảng viên",
             "full_name",
)  # fmt: skip
_BIRTH_HEADINGS: Final = (
    "Ngày sinh", "Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Sinh ngày", "Năm sinh", "NTNS", "Ngày tháng năm sinh (dd/mm/yyyy)",
    "Ngày/tháng/năm sinh", "N.sinh", "Sinh năm", "Sinh ngày, tháng, năm", "Năm, tháng, ngày sinh", "Ngày sinh, năm sinh",
             "birth_date",
)  # fmt: skip
_SEX_HEADINGS: Final = ("Giới tính", "Nam/Nữ", "Nam, nữ", "Phái", "Giới", "GT", "G.tính", "Giới tính nam/nữ", "sex")
_CARD_HEADINGS: Final = (
    "Số thẻ đảng viên", "Số thẻ đảng", "Số thẻ", "Số thẻ ĐV", "Mã số thẻ", "Mã thẻ đảng", "Thẻ đảng", "Mã thẻ", "Số TĐV",
    "Thẻ đảng viên", "Mã thẻ đảng viên", "Số thẻ đảng viên mới", "Số thẻ Đảng mới", "Số thẻ đảng viên được cấp", "Số thẻ đảng được cấp",
             "card_number",
)  # fmt: skip
_DECISION_HEADINGS: Final = (
    "Số quyết định", "Số QĐ", "Quyết định số", "Số quyết định công nhận", "QĐ số", "Số quyết định kết nạp", "Số QĐ kết nạp",
    "Số QĐKN", "Số quyết định kết nạp Đảng", "Số của quyết định", "Theo quyết định số", "Kết nạp theo quyết định số",
             "decision_number",
)  # fmt: skip
_PERIOD_HEADINGS: Final = (
    "Năm",
    "Kỳ",
    "Quý",
    "Năm xếp loại",
    "Năm đánh giá",
    "Kỳ đánh giá",
    "Kỳ báo cáo",
    "Kỳ xếp loại",
    "Thời kỳ",
    "Giai đoạn",
    "period",
)
_NOT_KEPT: Final = (
    "STT", "TT", "Số TT", "Số thứ tự", "Ghi chú", "Điện thoại", "SĐT", "Số điện thoại", "Quê quán", "Nơi ở", "Nơi ở hiện nay", "Địa chỉ",
    "Chỗ ở hiện nay", "QQ", "Quê", "Nguyên quán", "Chỗ ở", "Ngày vào Đoàn", "Đoàn viên ngày vào", "Đoàn ngày vào", "Ngày vào Hội", "Ngày vào ngành", "Tôn giáo", "Nghề nghiệp", "Email", "Nơi sinh", "Nơi cấp thẻ", "Ký tên", "Mã số thuế", "Mã thuế", "Số thẻ đoàn viên", "Số thẻ hội viên", "Số thẻ BHYT", "Số thẻ ngành", "Chi bộ nơi cư trú",
)  # fmt: skip


_COUNTED: Final = ("Số đảng viên", "Đảng viên", "Tổng số đảng viên", "Số người", "TS đảng viên")
_TOOK_PART: Final = (
    "tham gia", "tham dự", "đã tham gia", "đã dự", "đã học", "có mặt", "học tập", "được học tập", "được quán triệt", "tham gia học", "tham gia học tập", "dự học", "dự học tập",
    "được học tập, quán triệt",
)  # fmt: skip


# Who helps, visits or is in charge; what precedes "phụ trách" says that it is a person.
_WHO: Final = (
    "Đảng viên", "Đồng chí", "Người", "Cán bộ", "Cấp ủy viên", "Đảng ủy viên", "Ủy viên", "Huyện ủy viên", "Tỉnh ủy viên", "Thành ủy viên", "Thị ủy viên",
    "Ủy viên BTV", "Ủy viên BCH", "Ủy viên ban chấp hành", "Ủy viên ban thường vụ", "Đồng chí cấp ủy", "Đồng chí cấp ủy viên",
)  # fmt: skip
_ASSIGNED: Final = (
    *_phrases(_WHO, ("được phân công", "phụ trách", "giúp đỡ", "dự", "dự sinh hoạt", "được phân công phụ trách", "được phân công giúp đỡ", "được phân công dự sinh hoạt")),
    *_phrases(("Họ và tên", "Họ tên"), ("đảng viên", "người", "cán bộ", "đồng chí"), ("được phân công", "phụ trách", "giúp đỡ", "phụ trách hộ")),
    "Đảng ủy viên", "Huyện ủy viên", "Tỉnh ủy viên", "Ủy viên BTV", "Ủy viên BCH", "Ủy viên ban chấp hành", "Ủy viên ban thường vụ", "Đồng chí cấp ủy", "Đồng chí cấp ủy viên",
)  # fmt: skip
# A household, commune or cell that is helped, visited or in somebody's charge.
_WHOM: Final = ("Hộ", "Hộ gia đình", "Hộ nghèo", "Xã", "Thôn", "Thôn, bản", "Địa bàn", "Nơi", "Đối tượng", "Chi bộ")
PLACE_HEADINGS: Final = ("Hộ", "Tổ", "Tổ dân phố", "Tổ nhân dân tự quản")  # who is in whose charge, and only where he lives beside another
_WHAT_FOR: Final = (
    "phụ trách", "được phân công", "được giúp đỡ", "được đỡ đầu", "nhận đỡ đầu", "nhận giúp đỡ", "được phân công phụ trách", "được phân công giúp đỡ",
)  # fmt: skip


# Whom a list of admissions names; without "tên" many of these are counts as often.
_ADMITTED: Final = (
    "đảng viên mới", "đảng viên mới kết nạp", "đảng viên kết nạp", "người được kết nạp", "đảng viên được kết nạp", "đồng chí được kết nạp", "quần chúng được kết nạp",
    "người vào Đảng", "người xin vào Đảng", "quần chúng", "quần chúng ưu tú", "đảng viên dự bị",
)  # fmt: skip


def _unit(name: str = "unit", *, required: bool = False, headings: tuple[str, ...] = _UNIT_HEADINGS, title: str = marked("unit")) -> Field:
    return Field(name, Type.UNIT, headings, title, required=required)


def _around(*when: str) -> tuple[str, ...]:
    """The headings of units before or after a change: "Tổ chức đảng trước khi sáp nhập"."""
    whose = (
        "Tổ chức",
        "Đơn vị",
        "Tổ chức đảng",
        "Tên tổ chức đảng",
        "Tên đơn vị",
        "Chi bộ",
        "Đảng bộ",
        "Chi bộ, đảng bộ",
        "Tổ chức cơ sở đảng",
        "Tên gọi",
        "",
    )
    return tuple(
        each[:1].upper() + each[1:]
        for each in _phrases(
            whose, when, ("sắp xếp", "sáp nhập", "hợp nhất", "chia tách", "thay đổi", "đổi tên", "chuyển giao", "sắp xếp, sáp nhập")
        )
    )


def _decision(*more: str) -> Field:
    return Field("decision_number", Type.IDENTIFIER, (*_DECISION_HEADINGS, *more), marked("decision number"))


def _card() -> Field:
    return Field("card_number", Type.IDENTIFIER, _CARD_HEADINGS, marked("card number"))


def _name(*, required: bool = False, headings: tuple[str, ...] = _NAME_HEADINGS) -> Field:
    return Field("full_name", Type.NAME, headings, marked("full name"), required=required)


def _birth() -> Field:
    return Field("birth_date", Type.DATE, _BIRTH_HEADINGS, marked("date of birth"))


def _sex() -> Field:
    return Field("sex", Type.CHOICE, _SEX_HEADINGS, marked("sex"), SEXES)


def _subject() -> Field:
    return Field("subject", Type.CHOICE, ("subject",), marked("subject"), SUBJECTS)


def _period(*more: str) -> Field:
    return Field("period", Type.PERIOD, (*_PERIOD_HEADINGS, *more), marked("period"), required=True)


def _slashed(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings without blanks around their strokes."""
    return tuple(heading.replace(" / ", "/") for heading in headings)


UNITS: Final = Kind(
    "units", marked("units"),
    (
        Field("code", Type.IDENTIFIER, ("Mã đơn vị", "Mã", "Mã số", "Mã tổ chức", "Mã tổ chức đảng", "Mã TCCSĐ", "Mã chi bộ", "Mã đảng bộ", "Mã tổ chức cơ sở đảng", "Mã chi bộ, đảng bộ", "Mã cơ quan, đơn vị", "Mã cơ quan", "Mã ĐV", "Mã hiệu", "Ký hiệu đơn vị", "Mã định danh",
             "code"), marked("code")),
        Field(
            "name", Type.NAME,
            ("Tên đơn vị", "Tên tổ chức đảng", "Tên tổ chức", "Tên chi bộ", "Tên TCCSĐ", "Tên cơ quan, đơn vị", "Tổ chức đảng",
             "Tên chi bộ, đảng bộ", "Tên tổ chức cơ sở đảng", "Tên tổ chức đảng cơ sở", "Tên chi, đảng bộ", "Tên đảng bộ", "Tên chi bộ, đảng bộ cơ sở", "Tên chi, đảng bộ cơ sở", "Đơn vị", "Tên", "Chi bộ, đảng bộ", "Tổ chức cơ sở đảng", "Cơ quan, đơn vị", "Tên gọi", "Tên chi bộ trực thuộc", "Tên chi bộ cơ sở", "Tên đảng bộ cơ sở", "Tên chi bộ, đảng bộ trực thuộc", "Tên tổ chức đảng trực thuộc", "Tên tổ chức cơ sở đảng trực thuộc", "Tên các tổ chức đảng", "Tên đơn vị trực thuộc", "Tên gọi chi bộ", "Tên gọi tổ chức đảng", "Tên các chi bộ", "Tên cơ quan", "Tên đầy đủ", "Chi bộ trực thuộc", "Các chi bộ trực thuộc",
             "name"),
            marked("name"), required=True,
        ),
        Field(
            "kind", Type.CHOICE,
            ("Loại hình", "Loại", "Loại tổ chức", "Loại hình tổ chức", "Loại đơn vị", "Loại hình TCCSĐ", "Loại hình tổ chức đảng", "Loại hình tổ chức cơ sở đảng", "Loại tổ chức đảng", "Loại tổ chức cơ sở đảng", "Loại hình đơn vị", "Loại chi bộ", "Loại hình chi bộ", "Loại chi bộ, đảng bộ", "Loại hình chi bộ, đảng bộ", "Phân loại tổ chức", "Phân loại tổ chức đảng", "Loại hình cơ sở", "Thuộc loại hình", "Mô hình tổ chức", "Chi bộ/đảng bộ cơ sở",
             "kind"),
            marked("kind"), UNIT_KINDS,
        ),
        _unit(
            "parent", title=marked("superior"),
            headings=("Trực thuộc", "Cấp trên", "Đơn vị cấp trên", "Đảng bộ cấp trên", "Cấp trên trực tiếp", "Thuộc", "Thuộc đảng bộ",
                      "Đơn vị chủ quản", "Mã cấp trên", "Mã đơn vị cấp trên", "Tổ chức đảng cấp trên", "Trực thuộc đảng bộ", "Trực thuộc đảng ủy", "Trực thuộc tổ chức đảng", "Trực thuộc đơn vị", "Trực thuộc cấp ủy", "Thuộc đảng ủy", "Thuộc đảng bộ cơ sở", "Mã tổ chức đảng cấp trên",
                      *_phrases(("Đơn vị", "Đảng bộ", "Đảng ủy", "Cấp ủy", "Tổ chức đảng"), ("cấp trên", "cấp trên trực tiếp")), "parent"),
        ),
        Field("sector", Type.CHOICE, ("Lĩnh vực", "Khối", "Ngành", "Khu vực", "Lĩnh vực hoạt động", "Lĩnh vực công tác", "Ngành, lĩnh vực", "Khối, lĩnh vực", "Lĩnh vực, khối", "Khối, ngành", "Khối công tác", "Khối cơ quan", "Thuộc lĩnh vực", "Thuộc khối", "Thuộc khu vực", "Nhóm lĩnh vực", "sector"), marked("sector"), SECTORS),
        Field("group", Type.TEXT, ("Cụm", "Nhóm", "Cụm thi đua", "Khối thi đua", "Cụm sinh hoạt", "Cụm chi bộ", "Cụm, khối thi đua", "Cụm, khối", "Cụm, nhóm", "Nhóm thi đua", "Thuộc cụm", "Thuộc nhóm", "Thuộc cụm thi đua", "Thuộc khối thi đua", "Tên cụm", "Tên cụm thi đua", "Cụm số", "Cụm thi đua số", "Cụm công tác", "group"), marked("group")),
        Field("established_on", Type.DATE, ("Ngày thành lập", "Thành lập", "Ngày TL", "Thành lập ngày", "Thành lập năm", "Năm thành lập", "Năm TL", "Ngày thành lập chi bộ", "Ngày thành lập đảng bộ", "Ngày thành lập tổ chức đảng", "Ngày thành lập chi bộ, đảng bộ", "Ngày quyết định thành lập", "Quyết định thành lập ngày", "established_on"), marked("established on")),
        Field("dissolved_on", Type.DATE, ("Ngày giải thể", "Giải thể", "Ngày kết thúc hoạt động", "Ngày chấm dứt", "Ngày chấm dứt hoạt động", "Ngày ngừng hoạt động", "Ngày quyết định giải thể", "Quyết định giải thể ngày", "Ngày giải thể chi bộ", "Ngày giải thể tổ chức đảng", "Ngày giải thể, sáp nhập", "dissolved_on"), marked("dissolved on")),
    ),
    stock=True, telling=("kind", "parent", "code", "established_on", "sector", "group", "dissolved_on"),
)  # fmt: skip

MEMBERS: Final = Kind(
    "members", marked("members"),
    (
        _card(),
        Field(
            "file_number", Type.IDENTIFIER,
            ("Số lý lịch", "Số LL", "Số hồ sơ", "Số lý lịch đảng viên", "Số LLĐV", "Số hồ sơ đảng viên", "SLL", "Số sơ yếu lý lịch", "Số hồ sơ lý lịch", "Số HSĐV", "Số HS đảng viên", "Mã lý lịch", "Mã hồ sơ đảng viên", "Số LL ĐV", "Số lý lịch Đảng", "Số LL Đảng", "Số hồ sơ Đảng",
             "file_number"), marked("file number"),
        ),
        Field(
            "citizen_id", Type.IDENTIFIER,
            ("Số CCCD", "CCCD", "Số căn cước", "Căn cước công dân", "CMND/CCCD", "Số CMND", "CMND", "CCCD/CMND", "Số định danh cá nhân",
             "Số định danh", "Số định danh cá nhân/CCCD", "Số CC", "Số thẻ CC/CCCD", "Số thẻ căn cước/CCCD", "Số căn cước công dân", "Số CMND/CCCD", "Số CCCD/CMND", "Số CC/CCCD", "CC/CCCD", "Số căn cước/CCCD", "Căn cước/CCCD", "Số thẻ căn cước", "Thẻ căn cước", "Số thẻ CCCD", "Thẻ CCCD", "Căn cước", "Số ĐDCN", "Mã định danh", "Mã định danh cá nhân", "Số chứng minh nhân dân", "Chứng minh nhân dân", "Số CMTND", "CMTND", "Số CMT", "CMT",
             "citizen_id"),
            marked("citizen id"), asked=True,
        ),
        _name(required=True),
        _birth(),
        _sex(),
        Field("ethnicity", Type.TEXT, ("Dân tộc", "D.tộc", "Thành phần dân tộc", "Người dân tộc", "Là người dân tộc", "Thuộc dân tộc", "ethnicity"), marked("ethnicity")),
        _unit(
            required=True,
            headings=(*_UNIT_HEADINGS, "Sinh hoạt tại chi bộ, đảng bộ", "Thuộc chi bộ, đảng bộ", "Chi bộ, đơn vị", "Tên chi bộ, đơn vị", "Chi bộ thôn", "Chi bộ tổ dân phố", "Chi bộ khu phố", "Tổ chức đảng trực thuộc",
                      *_phrases(("Chi bộ", "Tổ chức đảng"), ("sinh hoạt", "nơi sinh hoạt"), ("chính thức",)), *CAME_TO_HEADINGS, *LEFT_FROM_HEADINGS),
        ),
        Field(
            "admitted_on", Type.DATE,
            ("Ngày vào Đảng", "Ngày kết nạp", "Vào Đảng", "Ngày vào Đảng (dự bị)", "Ngày kết nạp Đảng", "Ngày vào Đảng dự bị", "Kết nạp",
             "Ngày vào Đảng CSVN", "Ngày tháng năm vào Đảng", "Dự bị", "Ngày, tháng, năm vào Đảng", "Ngày kết nạp vào Đảng", "Ngày tháng năm kết nạp", "Ngày vào ĐCSVN", "Ngày được kết nạp", "Năm vào Đảng", "Năm kết nạp", "Vào Đảng ngày", "Kết nạp ngày", "Ngày vào Đảng lần 1", "Ngày vào Đảng lần thứ nhất", "Ngày dự bị", "Ngày vào Đảng KN", "Ngày vào Đảng kết nạp", "Ngày vào Đảng Cộng sản Việt Nam", "Ngày vào ĐCS", "Ngày vào Đảng ngày dự bị", "Ngày kết nạp lần 1", "Đảng viên ngày vào", "Đảng ngày vào", "Kết nạp Đảng", "Kết nạp vào Đảng", "Vào ĐCSVN", "Ngày kết nạp vào Đảng lần 1", "admitted_on"),
            marked("admitted on"),
        ),
        Field(
            "official_on", Type.DATE,
            ("Ngày chính thức", "Ngày vào Đảng chính thức", "Ngày vào Đảng (chính thức)", "Chính thức", "Ngày công nhận chính thức",
             "Ngày công nhận ĐVCT", "Ngày công nhận đảng viên chính thức", "Ngày vào chính thức", "Ngày, tháng, năm chính thức", "Ngày CT", "Ngày vào Đảng CT", "Ngày được công nhận chính thức",
             "Ngày được công nhận đảng viên chính thức", "Ngày công nhận CT", "Chính thức ngày", "Công nhận chính thức", "Ngày chuyển chính thức", "Ngày chuyển Đảng chính thức", "Chuyển chính thức", "Ngày chính thức lần 1",
             *_phrases(("Ngày", "Ngày được"), ("công nhận", "công nhận là", "chuyển", "trở thành"), ("đảng viên chính thức",)), "Ngày công nhận chính thức lần 1", "Vào Đảng chính thức", "Ngày đảng viên chính thức", "Ngày chính thức vào Đảng", "Công nhận đảng viên chính thức", "Ngày được chuyển chính thức",
             "Ngày vào Đảng chính thức lần 1", "official_on"),
            marked("official on"),
        ),
        Field(
            "status", Type.CHOICE,
            ("Trạng thái", "Trạng thái sinh hoạt", "Loại đảng viên", "Tình trạng", "Tình trạng đảng viên", "Diện", "Diện đảng viên", "ĐV chính thức/dự bị",
             "Đảng viên chính thức/dự bị", "Tình trạng sinh hoạt", "Trạng thái hoạt động", "Tình trạng sinh hoạt Đảng", "Trạng thái sinh hoạt Đảng", "Diện sinh hoạt", "Trạng thái đảng viên", "Đảng viên dự bị/chính thức", "Đảng viên chính thức/đảng viên dự bị", "Đảng viên CT/DB", "CT/DB", "Loại đảng viên chính thức/dự bị", "Là đảng viên chính thức/dự bị", "Trạng thái hồ sơ",
             "status"),
            marked("status"), STATUSES,
        ),
        Field(
            "joined_on", Type.DATE,
            ("Ngày chuyển đến", "Ngày về đơn vị", "Ngày chuyển đến chi bộ", "Chuyển đến", "Ngày về chi bộ", "Ngày đến", "Ngày tiếp nhận", "Ngày tiếp nhận đến", "Ngày chuyển về", "Ngày chuyển về chi bộ", "Ngày chuyển về đơn vị", "Ngày chuyển sinh hoạt đến", "Ngày chuyển sinh hoạt Đảng đến", "Ngày chuyển sinh hoạt về chi bộ", "Ngày tiếp nhận sinh hoạt", "Ngày tiếp nhận sinh hoạt Đảng", "Ngày về sinh hoạt", "Ngày về sinh hoạt chi bộ", "Ngày về sinh hoạt tại chi bộ", "Ngày bắt đầu sinh hoạt tại chi bộ", "Sinh hoạt tại chi bộ từ ngày", "Về chi bộ từ ngày", "Ngày vào chi bộ", "Ngày nhập về chi bộ", "Ngày chuyển đến đảng bộ", "Ngày chuyển đến tổ chức đảng",
             "joined_on"),
            marked("joined on"),
        ),
        Field("left_on", Type.DATE, ("Ngày chuyển đi", "Ngày rời", "Chuyển đi", "Ngày đi", "Ngày giới thiệu đi", "Ngày ra khỏi", "Ngày giảm", "Ngày ra khỏi Đảng", "Ngày chuyển sinh hoạt đi", "Ngày chuyển sinh hoạt Đảng đi", "Ngày rời chi bộ", "Ngày rời khỏi chi bộ", "Ngày rời Đảng", "Ngày giới thiệu chuyển đi", "Ngày đi khỏi chi bộ", "Ngày chuyển khỏi chi bộ", "Ngày chuyển khỏi đảng bộ", "Ngày chuyển khỏi tổ chức đảng", "Ngày ra khỏi chi bộ", "Ngày đưa ra khỏi Đảng", "Ngày từ trần", "Ngày xóa tên", "Ngày khai trừ", "Ngày thôi sinh hoạt", "left_on"), marked("left on")),
        Field("left_reason", Type.TEXT, ("Lý do giảm", "Lý do", "Lý do chuyển", "Lý do ra khỏi Đảng", "Lý do chuyển đi", "Lý do đưa ra khỏi Đảng", "Lý do rời", "Lý do rời chi bộ", "Lý do đi", "Lý do chuyển sinh hoạt", "Lý do chuyển sinh hoạt Đảng", "Lý do chuyển sinh hoạt đi", "Lý do thôi sinh hoạt", "Nguyên nhân giảm", "Giảm do", "Hình thức giảm", "left_reason"), marked("reason for leaving")),
        Field(
            "position", Type.TEXT,
            ("Chức vụ", "Chức vụ Đảng", "Chức vụ trong Đảng", "Chức vụ đảng, chính quyền", "Chức vụ chính quyền, đảng", "Chức vụ hiện nay", "Chức danh", "Chức vụ ĐU", "Chức vụ đảng ủy", "Chức vụ cấp ủy",
             "Chức vụ trong cấp ủy", "Chức vụ Đảng, chính quyền, đoàn thể", "Chức vụ, chức danh", "Chức danh, chức vụ", "Chức danh trong Đảng", *_phrases(("Chức vụ", "Chức danh", "Chức vụ, chức danh"), ("đơn vị công tác", "nơi công tác", "cơ quan công tác", "cơ quan, đơn vị công tác", "đơn vị", "cơ quan")),
             "Chức vụ công tác", "Chức vụ, nghề nghiệp", "C.vụ", "Cấp bậc, chức vụ", *_phrases(("Chức vụ",), ("trong",), ("chi bộ", "chi ủy", "đảng bộ", "đảng ủy", "ban chấp hành", "ban thường vụ")), "Chức vụ chi bộ", "Chức vụ chính quyền",
             "position"), marked("position"),
        ),
        Field(
            "education", Type.TEXT,
            ("Trình độ", "Trình độ chuyên môn", "Học vấn", "Trình độ học vấn", "CMNV", "Chuyên môn", "Chuyên môn nghiệp vụ", "Trình độ CMNV",
             "Chuyên môn, nghiệp vụ", "CM", "Trình độ CM", "T.độ", "T.độ CM", "TĐCM", "Trình độ văn hóa", "Văn hóa", "TĐVH", "T.độ văn hóa",
             "Trình độ phổ thông", "Giáo dục phổ thông", "Trình độ GDPT", "GDPT", "TĐHV", "Trình độ giáo dục phổ thông", "Trình độ học vấn phổ thông", "Trình độ đào tạo", "Trình độ cao nhất", "Trình độ chuyên môn nghiệp vụ", "Trình độ chuyên môn kỹ thuật", "Trình độ chuyên môn đào tạo", "Trình độ đào tạo chuyên môn", "Trình độ CM, NV", "Trình độ VH", "Trình độ học vấn, chuyên môn", "Bằng cấp", "Bằng cấp chuyên môn", "Học hàm, học vị", "Học vị",
             "education"),
            marked("education"),
        ),
        Field(
            "theory_level", Type.TEXT,
            ("Lý luận chính trị", "LLCT", "Trình độ LLCT", "Trình độ lý luận chính trị", "Trình độ lý luận", "Lý luận", "Lý luận CT", "T.độ LLCT", "TĐ LLCT", "TĐLLCT", "LL chính trị", "Trình độ LL chính trị", "Trình độ chính trị", "Trình độ CT", "Trình độ lý luận CT", "Trình độ LL", "Bằng LLCT", "Bằng lý luận chính trị", "theory_level"), marked("theory level"),
        ),
    ),
    stock=True, telling=("card_number", "file_number", "official_on", "ethnicity", "theory_level", "status", "admitted_on"),
)  # fmt: skip

ADMISSIONS: Final = Kind(
    "admissions", marked("admissions"),
    (
        _name(
            required=True,
            headings=(*_NAME_HEADINGS, *_phrases(("Họ và tên", "Họ tên"), _ADMITTED), "Tên quần chúng", "Người được kết nạp", "Đảng viên được kết nạp", "Đồng chí được kết nạp"),
        ),
        _birth(),
        _sex(),
        _unit(
            required=True,
            headings=(*_UNIT_HEADINGS, "Chi bộ kết nạp", "Đơn vị kết nạp", "Tổ chức đảng kết nạp", "Chi bộ nơi kết nạp", "Nơi kết nạp", "Kết nạp tại", "Kết nạp tại chi bộ",
                      "Được kết nạp tại chi bộ", "Kết nạp vào Đảng tại chi bộ", "Chi bộ tổ chức kết nạp", "Chi bộ tổ chức lễ kết nạp", "Chi bộ đề nghị", "Chi bộ đề nghị kết nạp", "Tổ chức đảng đề nghị", "Tổ chức đảng đề nghị kết nạp"),
        ),
        Field(
            "decided_on", Type.DATE,
            ("Ngày quyết định", "Ngày QĐ", "Ngày ký quyết định", "Ngày quyết định kết nạp", "Ngày ra quyết định", "Ngày QĐ kết nạp", "Ngày ký QĐ", "Ngày ban hành quyết định", "Ngày QĐKN",
             "decided_on"),
            marked("decided on"),
        ),
        Field(
            "admitted_on", Type.DATE,
            ("Ngày kết nạp", "Ngày tổ chức kết nạp", "Ngày lễ kết nạp", "Ngày tổ chức lễ kết nạp", "Ngày tổ chức lễ", "Ngày làm lễ kết nạp", "Ngày làm lễ kết nạp Đảng", "Ngày tổ chức lễ kết nạp Đảng", "Thời gian kết nạp", "Ngày vào Đảng", "Ngày kết nạp Đảng", "Kết nạp ngày",
             "Ngày kết nạp vào Đảng", "Ngày tháng năm kết nạp", "Ngày được kết nạp", "admitted_on"),
            marked("admitted on"),
        ),
        _decision(),
        Field(
            "youth_union", Type.YES_NO,
            ("Đoàn viên", "Là đoàn viên", "Đoàn viên thanh niên", "Đoàn viên TNCS", "ĐVTN", "Là ĐVTN", "Đoàn viên ưu tú", "Đoàn viên TNCS Hồ Chí Minh", "Đoàn viên Đoàn TNCS Hồ Chí Minh", "Đoàn viên ĐTN", "Là đoàn viên TNCS", "Là đoàn viên TNCS Hồ Chí Minh", "Là đoàn viên Đoàn TNCS Hồ Chí Minh", "Là đoàn viên thanh niên", "Là đoàn viên ưu tú", "Có phải đoàn viên", "Kết nạp từ đoàn viên", "Trưởng thành từ đoàn viên", "Xuất thân đoàn viên",
             "youth_union"), marked("youth union member"),
        ),
    ),
    dated=("admitted_on", "decided_on"), one_of=("admitted_on", "decided_on"),
    telling=("decided_on", "decision_number", "youth_union", "admitted_on"),
    key=("full_name", "birth_date", "date"),
)  # fmt: skip

MEETINGS: Final = Kind(
    "meetings", marked("meetings"),
    (
        _unit(required=True, headings=(*_UNIT_HEADINGS, *_REPORTING_HEADINGS)),
        Field(
            "held_on", Type.DATE,
            ("Ngày họp", "Ngày sinh hoạt", "Ngày tổ chức", "Ngày", "Thời gian", "Thời gian họp", "Ngày, tháng", "Thời gian sinh hoạt", "Ngày tháng",
             "Ngày tổ chức sinh hoạt", "Ngày, tháng, năm", "Ngày tiến hành", "Ngày diễn ra", "Ngày thực hiện", "Thời gian tổ chức", "Thời điểm sinh hoạt", "Họp ngày", "Sinh hoạt ngày", *_phrases(("Ngày, giờ",), ("họp", "sinh hoạt")), "held_on"),
            marked("held on"), required=True,
        ),
        Field(
            "kind", Type.CHOICE,
            ("Loại sinh hoạt", "Loại cuộc họp", "Hình thức sinh hoạt", "Loại hình sinh hoạt", "Loại họp", "Kỳ sinh hoạt", "Hình thức", "Hình thức họp", "Hình thức cuộc họp", "Loại hình họp", "Loại hình",
             "Loại", "Loại kỳ họp", "Loại hội nghị", "Loại buổi sinh hoạt", "Loại cuộc sinh hoạt", "Phân loại cuộc họp", "Thể loại cuộc họp", *_phrases(("Tính chất",), ("", "cuộc họp", "buổi sinh hoạt")),
             *(_slashed(_phrases(("", "Họp", "Sinh hoạt"), ("thường kỳ", "định kỳ", "thường xuyên"), ("hay", "/"), ("chuyên đề",)))), "kind"),
            marked("kind"), MEETING_KINDS,
        ),
        Field(
            "due", Type.COUNT,
            ("Triệu tập", "Số triệu tập", "Phải dự", "Số phải dự", "Tổng số", "Tổng số đảng viên", "Tổng số ĐV", "Quân số đảng viên", "Tổng quân số đảng viên", "Số đảng viên theo danh sách", "Số đảng viên triệu tập", "Số ĐV triệu tập",
             "Đảng viên triệu tập", "Số đảng viên phải dự", "Số đảng viên", "Đảng viên được triệu tập", "Số đảng viên được triệu tập", "Phải tham dự", "Phải có mặt", "Tổng đảng viên",
             *_phrases(("Tổng số đảng viên", "Số đảng viên", "Đảng viên", "Tổng số", "Số người", "Số đại biểu"), ("triệu tập", "được triệu tập", "phải triệu tập", "phải dự", "phải tham dự", "phải", "phải có mặt", "thuộc diện phải dự")), "Phải triệu tập", "Sĩ số", "due"),
            marked("due"),
        ),
        Field(
            "present", Type.COUNT,
            ("Có mặt", "Số có mặt", "Dự", "Dự họp", "Số dự họp", "Tham dự", "Số tham dự", "Số đảng viên dự", "Số ĐV dự", "Số đảng viên có mặt", "Số ĐV có mặt", "Đảng viên có mặt", "Số dự", "Thực tế dự",
             *_phrases(("Số đảng viên", "Số", "Tổng số đảng viên", "Tổng số", "Số người", "Số lượng", "Đảng viên"), ("dự", "tham dự", "có mặt", "thực tế dự", "có mặt dự")), "Quân số dự", "Quân số có mặt", "present"),
            marked("present"),
        ),
        Field(
            "excused", Type.COUNT,
            ("Vắng có lý do", "Vắng có phép", "Có phép", "Vắng mặt có lý do", "Số vắng có lý do", "Có lý do", *_phrases(("Số", "Số đảng viên", "Đảng viên", "Số người", ""), ("vắng", "vắng mặt"), ("có lý do", "có phép", "có lý do chính đáng")), "excused"), marked("excused"),
        ),
        Field("duration_minutes", Type.COUNT, ("Thời lượng", "Thời lượng (phút)", "Số phút", "Thời gian (phút)", "Phút", "Tổng thời gian (phút)", "duration_minutes"), marked("duration in minutes")),
        Field("score", Type.NUMBER, ("Điểm", "Chấm điểm", "Tổng điểm", "Điểm chấm", "Số điểm", "Điểm số", "Tổng số điểm", "Điểm đạt", "Điểm đạt được", "Điểm đánh giá", "Điểm chất lượng", "Điểm chấm chất lượng", "Tổng điểm chấm", "Kết quả chấm điểm", "Điểm/100", "score"), marked("score")),
        Field(
            "quality", Type.CHOICE,
            ("Chất lượng", "Chất lượng sinh hoạt", "Xếp loại sinh hoạt", "Đánh giá chất lượng", "Xếp loại buổi sinh hoạt", "Xếp loại", "Xếp loại chất lượng", "Kết quả xếp loại", "Mức xếp loại", "Mức chất lượng", "Mức đánh giá chất lượng", "Đánh giá, xếp loại", "Kết quả đánh giá", "Kết quả đánh giá chất lượng", "Kết quả xếp loại chất lượng", "Đánh giá, xếp loại chất lượng", "quality"),
            marked("quality"), MEETING_QUALITIES,
        ),
        Field("joint", Type.YES_NO, ("Họp ghép", "Ghép", "Lồng ghép", "Sinh hoạt ghép", "Họp chung", "Sinh hoạt chung", "Họp liên chi bộ", "Kết hợp", "joint"), marked("joint")),
        Field("title", Type.TEXT, ("Tên chuyên đề", "Nội dung", "Nội dung sinh hoạt", "Chuyên đề", "Nội dung chính", "Chủ đề", "Tên chủ đề", "Chủ đề sinh hoạt", "Chuyên đề sinh hoạt", "Tên chuyên đề sinh hoạt", "Nội dung chuyên đề", "Nội dung sinh hoạt chuyên đề", "Tên cuộc họp", "Tên hội nghị", "Tên kỳ họp", "Tên buổi sinh hoạt", "title"), marked("title")),
    ),
    dated=("held_on",), telling=("held_on", "due", "present", "excused", "duration_minutes", "quality", "joint"), key=("unit", "held_on", "kind", "title"),
)  # fmt: skip

RATINGS_KIND: Final = Kind(
    "ratings", marked("ratings"),
    (
        _period("Quý/năm", "Quý, năm", "Thời gian đánh giá", *_phrases(("Năm", "Kỳ"), ("đánh giá, xếp loại",), ("chất lượng", ""))),
        _unit(headings=(*_UNIT_HEADINGS, "Tên tập thể", *_phrases(("Tổ chức đảng", "Đơn vị", "Chi bộ", "Tập thể"), ("được",), ("đánh giá", "xếp loại", "đánh giá, xếp loại")))),
        _card(),
        _name(headings=(*_NAME_HEADINGS, "Tên cá nhân", "Họ tên cán bộ", "Họ và tên cán bộ, đảng viên", *_phrases(("Họ và tên người", "Đảng viên", "Cá nhân"), ("được",), ("đánh giá", "xếp loại", "đánh giá, xếp loại")))),
        Field("aspect", Type.CHOICE, ("Nội dung đánh giá", "Mặt đánh giá", "Nội dung xếp loại", "Nội dung đánh giá, xếp loại", "aspect"), marked("aspect"), ASPECTS),
        Field(
            "rating", Type.CHOICE,
            ("Xếp loại", "Mức xếp loại", "Kết quả xếp loại", "Kết quả", "Mức đánh giá", "Kết quả đánh giá", "Xếp loại chất lượng", "Mức độ hoàn thành",
             "Mức chất lượng", "Đánh giá, xếp loại", "Kết quả đánh giá, xếp loại", "Mức độ hoàn thành nhiệm vụ", "Mức hoàn thành nhiệm vụ", "Phân loại", "Kết quả xếp loại chất lượng", "Xếp loại đảng viên", "Xếp loại CL", "Kết quả xếp loại CL", "Mức xếp loại chất lượng",
             "Đánh giá, xếp loại chất lượng", "Kết quả đánh giá, xếp loại chất lượng", "Kết quả đánh giá chất lượng", "Phân loại chất lượng", "Kết quả phân loại", "Kết quả phân loại chất lượng", "Xếp loại của cấp ủy", "Chi bộ xếp loại", "Cấp trên xếp loại",
             "Đảng ủy xếp loại", "Đảng ủy quyết định xếp loại", "Cấp ủy xếp loại", "Cấp có thẩm quyền xếp loại",
             *_phrases(("", "BTV", "Ban Thường vụ"), ("Đảng ủy", "Huyện ủy", "Tỉnh ủy", "Thành ủy", "Thị ủy", "Quận ủy"), ("xếp loại", "quyết định xếp loại")), "Xếp loại của Đảng ủy", "Xếp loại của cấp trên", "rating"),
            marked("rating"), RATINGS, required=True,
        ),
        Field(
            "exemplary", Type.YES_NO,
            ("Tiêu biểu", "TSVM tiêu biểu", "Trong sạch vững mạnh tiêu biểu", "Trong sạch, vững mạnh tiêu biểu", "Đạt TSVM tiêu biểu", "Đạt tiêu biểu", "Trong đó: tiêu biểu", "Xuất sắc tiêu biểu",
             *_phrases(("HTXS", "HTXSNV", "Hoàn thành xuất sắc", "Hoàn thành xuất sắc nhiệm vụ"), ("tiêu biểu",)), "exemplary"), marked("exemplary"),
        ),
        _decision(),
        _subject(),
    ),
    dated=("period",), person=True, telling=("rating", "exemplary"), key=("subject", "period", "aspect"),
)  # fmt: skip

_AWARDED: Final = ("được khen", "được khen thưởng", "được tặng", "được tặng thưởng", "được công nhận")
TITLES: Final = Kind(
    "titles", marked("titles"),
    (
        Field(
            "title", Type.TEXT,
            ("Danh hiệu", "Tên danh hiệu", "Danh hiệu thi đua", "Hình thức công nhận", "Danh hiệu công nhận", "Danh hiệu, hình thức khen thưởng", "Hình thức khen thưởng",
             *_phrases(("Danh hiệu", "Danh hiệu thi đua", "Hình thức", "Hình thức khen thưởng"), ("được công nhận", "được khen", "được khen thưởng", "được tặng", "đạt được")),
             "Hình thức khen", "Danh hiệu khen thưởng", "Danh hiệu, hình thức", "Danh hiệu, hình thức khen", "Danh hiệu thi đua, khen thưởng", "Danh hiệu thi đua, hình thức khen thưởng", "Loại danh hiệu", "Loại khen thưởng", "Hình thức, danh hiệu", "Hình thức, danh hiệu khen thưởng", "title"),
            marked("title"), required=True,
        ),
        _period(*_phrases(("Năm",), ("khen thưởng", "được khen", "được khen thưởng", "công nhận", "được công nhận", "đạt", "đạt danh hiệu", "tặng thưởng", "được tặng", "xét", "thi đua"))),
        _unit(headings=(*_UNIT_HEADINGS, "Tên tập thể", *_phrases(("Tập thể", "Tên tập thể", "Đơn vị"), _AWARDED))),
        _name(headings=(*_NAME_HEADINGS, "Tên cá nhân", *_phrases(("Cá nhân", "Tên cá nhân", "Họ và tên cá nhân", "Người", "Họ và tên người"), _AWARDED))),
        Field("awarded", Type.YES_NO, ("Đạt", "Được công nhận", "Công nhận", "Kết quả công nhận", "Đạt danh hiệu", "Đã được công nhận", "Đạt/Không đạt", "awarded"), marked("awarded")),
        _subject(),
    ),
    dated=("period",), person=True, telling=("title", "awarded"), key=("subject", "title", "period"),
)  # fmt: skip

SUCCESSIONS: Final = Kind(
    "successions", marked("changes of organisations"),
    (
        _unit(
            "from_unit", required=True, title=marked("former unit"),
            headings=("Tổ chức cũ", "Đơn vị cũ", "Tổ chức đảng cũ", "Chi bộ cũ", "Tên tổ chức đảng cũ", "Tên tổ chức cũ", "Tên đơn vị cũ", "Tên chi bộ cũ", "Tên gọi cũ", "Tên cũ", "Đảng bộ cũ", "Chi bộ, đảng bộ cũ", "Tổ chức cơ sở đảng cũ", "Tên gọi trước đây", "Tên trước đây", "Tên trước khi đổi", "Mã đơn vị cũ", "Mã chi bộ cũ", "Mã tổ chức đảng cũ", "Từ đơn vị", "Từ chi bộ", "Từ tổ chức đảng", "Tổ chức đảng bị sáp nhập", "Chi bộ bị sáp nhập",
             *_around("trước", "trước khi"), "from_unit"),
        ),
        _unit(
            "to_unit", title=marked("new unit"),
            headings=("Tổ chức mới", "Đơn vị mới", "Tổ chức đảng mới", "Chi bộ mới", "Tên tổ chức đảng mới", "Tên tổ chức mới", "Tên đơn vị mới", "Tên chi bộ mới", "Tên gọi mới", "Tên mới", "Đảng bộ mới", "Chi bộ, đảng bộ mới", "Tổ chức cơ sở đảng mới", "Tên sau khi đổi", "Mã đơn vị mới", "Mã chi bộ mới", "Mã tổ chức đảng mới", "Sáp nhập vào", "Sáp nhập vào chi bộ", "Nhập vào", "Đổi tên thành", "Chuyển về đảng bộ", "Chuyển về trực thuộc", "Thành chi bộ", "Thành đơn vị", "Thành tổ chức đảng", "Sang đơn vị", "Đơn vị tiếp nhận", "Tổ chức đảng tiếp nhận", "Chi bộ tiếp nhận",
             *_around("sau", "sau khi"), "to_unit"),
        ),
        Field(
            "change", Type.CHOICE,
            ("Hình thức sắp xếp", "Hình thức thay đổi", "Nội dung sắp xếp", "Cách sắp xếp", "Nội dung thay đổi", "Loại thay đổi", "Hình thức", "Hình thức sáp nhập", "Hình thức sắp xếp, sáp nhập", "Hình thức sắp xếp tổ chức", "Hình thức sắp xếp tổ chức đảng", "Hình thức tổ chức lại", "Hình thức chuyển đổi", "Hình thức biến động",
             "Phương án", "Phương án sắp xếp", "Phương thức sắp xếp", "Cách thức sắp xếp", "Kiểu sắp xếp", "Loại hình thay đổi", "Loại hình sắp xếp", "Loại biến động", "Nội dung biến động",
             "Hợp nhất, sáp nhập, chia tách", "Sáp nhập, chia tách, đổi tên", "Hợp nhất, sáp nhập, giải thể", "change"),
            marked("change"), SUCCESSION_CHANGES, required=True,
        ),
        Field(
            "changed_on", Type.DATE,
            ("Ngày hiệu lực", "Ngày có hiệu lực", "Ngày quyết định có hiệu lực", "Hiệu lực từ ngày", "Ngày thay đổi", "Ngày sắp xếp", "Ngày thực hiện", "Ngày quyết định", "Ngày hiệu lực của quyết định", "Ngày hiệu lực quyết định", "Ngày bắt đầu hiệu lực", "Ngày sáp nhập", "Ngày hợp nhất", "Ngày hợp nhất, sáp nhập", "Ngày sáp nhập, hợp nhất",
             "Ngày chia tách", "Ngày chuyển giao", "Ngày đổi tên", "Ngày QĐ", "Quyết định hiệu lực từ", *_phrases(("Có hiệu lực", "Hiệu lực", "Thực hiện", "Áp dụng"), ("từ", "từ ngày", "kể từ ngày")), "changed_on"),
            marked("changed on"), required=True,
        ),
        _decision("Số quyết định sắp xếp", "Số quyết định sáp nhập", "Số QĐ sáp nhập", "Quyết định sáp nhập số", "Theo quyết định số", "Căn cứ quyết định số", "Số quyết định thành lập", "Số quyết định hợp nhất"),
    ),
    dated=("changed_on",), telling=("from_unit", "to_unit", "change", "changed_on"), key=("from_unit", "to_unit", "changed_on"), home="from_unit",
)  # fmt: skip

_INSPECTING: Final = ("kiểm tra", "giám sát", "kiểm tra, giám sát")
INSPECTIONS: Final = Kind(
    "inspections", marked("inspections"),
    (
        _unit(
            "by_unit", required=True, title=marked("inspecting unit"),
            headings=("Tổ chức kiểm tra", "Cấp kiểm tra",
                      "Đơn vị chủ trì kiểm tra", "Đơn vị chủ trì", "Tổ chức chủ trì", "Cấp tiến hành kiểm tra", "Tổ chức đảng tiến hành", "Tổ chức tiến hành", "Đơn vị tiến hành", "Chủ thể", "Cơ quan chủ trì", "Cấp ủy kiểm tra, giám sát",
                      *_phrases(("Tổ chức", "Tổ chức đảng", "Đơn vị", "Cơ quan", "Cấp", "Cấp ủy", "Chủ thể"), _INSPECTING),
                      *_phrases(("Tổ chức đảng", "Đơn vị", "Cơ quan", "Cấp", "Chủ thể"), ("tiến hành", "thực hiện"), ("", *_INSPECTING)), "by_unit"),
        ),
        Field(
            "kind", Type.CHOICE,
            ("Hình thức kiểm tra", "Hình thức kiểm tra, giám sát", "Loại kiểm tra", "Loại kiểm tra, giám sát", "Loại hình kiểm tra, giám sát", "Loại hình KT, GS", "Hình thức KT, GS", "Loại KT, GS", "Hình thức", "Nội dung kiểm tra", "Loại", "Loại hình", "Loại cuộc",
             *_phrases(("Loại hình", "Loại cuộc", "Loại", "Hình thức", "Phân loại", "Phân loại cuộc"), _INSPECTING), "Kiểm tra/Giám sát", "Kiểm tra hay giám sát", "kind"),
            marked("kind"), INSPECTION_KINDS, required=True,
        ),
        _unit(
            headings=("Tổ chức đảng được kiểm tra", "Tổ chức được kiểm tra", "Đơn vị được kiểm tra", "Tổ chức đảng được kiểm tra, giám sát",
                      "Tổ chức được kiểm tra, giám sát", "Đối tượng kiểm tra", "Đối tượng kiểm tra, giám sát", "Đối tượng KT, GS", "Đối tượng được kiểm tra", "Chi bộ được kiểm tra", "Đối tượng",
                      *_phrases(("Tổ chức đảng", "Tên tổ chức đảng", "Tổ chức", "Đơn vị", "Chi bộ", "Tập thể", "Đối tượng"), ("được",), _INSPECTING), *_UNIT_HEADINGS),
        ),
        _card(),
        _name(headings=("Họ và tên đảng viên được kiểm tra", "Đảng viên được kiểm tra", "Đảng viên được kiểm tra, giám sát", *_phrases(("Đảng viên", "Họ và tên đảng viên", "Họ tên đảng viên", "Họ và tên", "Cá nhân", "Cán bộ, đảng viên"), ("được",), _INSPECTING), *_phrases(("Đối tượng",), ("", "được"), ("", *_INSPECTING), ("đảng viên",)), "Đối tượng là đảng viên", "Đối tượng cá nhân", *_NAME_HEADINGS)),
        Field(
            "concluded_on", Type.DATE,
            ("Ngày kết luận", "Ngày thông báo kết luận", "Ngày ban hành kết luận", "Ngày kết thúc", "Kết luận ngày", "Thời gian kết luận", "Ngày kiểm tra",
             "Thời gian kiểm tra", "Ngày KL", "Ngày TBKL",
             *_phrases(("Ngày", "Thời gian"), ("", "ký", "ban hành", "ra"), ("kết luận", "thông báo kết luận")), "concluded_on"),
            marked("concluded on"), required=True,
        ),
        Field("violation", Type.YES_NO, ("Có vi phạm", "Vi phạm", "Kết luận có vi phạm", "Có khuyết điểm, vi phạm", "Phát hiện vi phạm", "Phát hiện có vi phạm", "Có/Không vi phạm", "violation"), marked("violation")),
        Field("discipline", Type.TEXT, ("Hình thức kỷ luật", "Kỷ luật", "Xử lý kỷ luật", "Thi hành kỷ luật", "HTKL", "Hình thức KL", "Bị kỷ luật", *_phrases(("Hình thức", "Mức", "Kết quả"), ("kỷ luật", "xử lý kỷ luật", "thi hành kỷ luật")), "discipline"), marked("discipline")),
        _subject(),
    ),
    dated=("concluded_on",), person=True, telling=("by_unit", "concluded_on", "violation", "discipline"),
    key=("by_unit", "kind", "subject", "concluded_on"), home="by_unit",
)  # fmt: skip

CLASSES: Final = Kind(
    "classes", marked("classes"),
    (
        Field(
            "kind", Type.CHOICE,
            ("Loại lớp", "Loại hình lớp", "Loại hình đào tạo, bồi dưỡng", "Hình thức lớp", "Chương trình", "Chương trình bồi dưỡng", "Loại", *_phrases(("Loại", "Loại hình"), ("lớp học", "khóa học", "bồi dưỡng", "đào tạo", "lớp bồi dưỡng", "học tập")), "Hình thức học tập", "Loại đợt học tập", "Loại hội nghị", "Chương trình học", "kind"),
            marked("kind"), CLASS_KINDS, required=True,
        ),
        Field(
            "title", Type.TEXT,
            ("Tên lớp", "Nội dung", "Nội dung học tập", "Tên nghị quyết", "Nghị quyết", "Nội dung lớp", "Chuyên đề", "Lớp", *_phrases(("Tên",), ("lớp học", "khóa học", "hội nghị", "chuyên đề", "lớp bồi dưỡng", "chương trình", "đợt học", "đợt học tập", "nghị quyết, chỉ thị", "nghị quyết học tập")),
             *_phrases(("Nội dung",), ("quán triệt", "bồi dưỡng", "lớp học", "chuyên đề", "hội nghị", "nghị quyết", "học", "học tập, quán triệt")), "Văn bản quán triệt", "Nghị quyết, chỉ thị", "Nghị quyết, chỉ thị được quán triệt", "Nghị quyết được học tập", "Lớp bồi dưỡng", "Tên lớp, nội dung", "Tên chuyên đề học tập", "title"), marked("title"),
        ),
        _unit(required=True, headings=("Đơn vị cử học viên", "Đơn vị cử đi học", "Đơn vị có học viên", *_UNIT_HEADINGS)),
        Field(
            "held_on", Type.DATE,
            ("Ngày mở lớp", "Ngày tổ chức", "Ngày khai giảng", "Thời gian mở lớp", "Ngày học", "Thời gian tổ chức", "Thời gian học", "Ngày", "Thời gian", "Khai giảng", "Ngày mở", "Ngày bắt đầu", "Ngày học tập", "Ngày quán triệt", "Ngày học tập, quán triệt", "Ngày tổ chức học tập", "Ngày tổ chức học tập, quán triệt", "Ngày tổ chức quán triệt", "Ngày tổ chức lớp", "Ngày tổ chức hội nghị",
             "Ngày thực hiện", "Ngày triển khai", "Ngày diễn ra", "Ngày tháng", "Ngày, tháng, năm", "Từ ngày", "held_on"),
            marked("held on"), required=True,
        ),
        Field(
            "due", Type.COUNT,
            ("Số triệu tập", "Triệu tập", "Số phải học", "Phải học", "Số phải dự", "Phải dự", "Đảng viên Số triệu tập", "Số đảng viên triệu tập", "Số đảng viên phải học",
             "Tổng số đảng viên", "Phải tham gia", "Số được triệu tập", "Tổng số phải học", "Số đảng viên được triệu tập học", *_phrases(_COUNTED, ("được triệu tập", "phải tham gia", "phải tham dự", "phải học", "phải học tập", "phải học tập, quán triệt", "thuộc diện học tập")), "due"),
            marked("due"),
        ),
        Field(
            "members", Type.COUNT,
            ("Số đảng viên dự", "Đảng viên", "Đảng viên dự", "Số đảng viên", "Số đảng viên tham gia", "Đảng viên tham gia", "Đảng viên dự học", "Số đảng viên dự học", "Số đảng viên học",
             "Học viên Đảng viên", "Số học viên là đảng viên", "Học viên là đảng viên", "Đảng viên mới", *_phrases(("Số đảng viên", "Đảng viên"), _TOOK_PART), "members"),
            marked("members attending"),
        ),
        Field(
            "others", Type.COUNT,
            ("Số quần chúng dự", "Quần chúng", "Quần chúng dự", "Số quần chúng", "Cán bộ, quần chúng", "Quần chúng ưu tú", "Ngoài đảng", "Người ngoài đảng",
             "Học viên Quần chúng", *_phrases(("Số quần chúng", "Quần chúng"), _TOOK_PART), "Số người ngoài đảng", "Số học viên là quần chúng", "Học viên là quần chúng", "Số quần chúng ưu tú", "Số người chưa là đảng viên", "others"),
            marked("others attending"),
        ),
        Field(
            "passed", Type.COUNT,
            ("Đạt yêu cầu", "Số đạt yêu cầu", "Số đạt", "Số học viên đạt yêu cầu", "Được cấp giấy chứng nhận", "Số được cấp giấy chứng nhận", "Cấp giấy chứng nhận", "Đã cấp giấy chứng nhận", "Số giấy chứng nhận đã cấp", "Số cấp chứng nhận", *_phrases(("Số người", "Số học viên", "Học viên", "Số đảng viên"), ("đạt", "đạt yêu cầu", "được cấp chứng nhận", "được cấp giấy chứng nhận", "hoàn thành")), "Số được cấp chứng nhận",
             "Được cấp GCN", "Số GCN đã cấp", "passed"),
            marked("passed"),
        ),
    ),
    dated=("held_on",), telling=("kind", "members", "others", "passed"), key=("unit", "kind", "held_on", "title"),
)  # fmt: skip

ASSIGNMENTS: Final = Kind(
    "assignments", marked("assignments"),
    (
        Field(
            "kind", Type.CHOICE,
            ("Loại phân công", "Nội dung phân công", "Loại nhiệm vụ", "Nhiệm vụ được phân công", "Nhiệm vụ phân công", "Hình thức phân công", "Loại hình phân công", "Công việc được phân công", "Loại công việc", "Loại việc", "kind"),
            marked("kind"), ASSIGNMENT_KINDS, required=True,
        ),
        _unit(
            headings=(
                "Đơn vị được phân công", "Tổ chức được phân công", *_UNIT_HEADINGS,
                *_phrases(("Đơn vị", "Cơ quan", "Cơ quan, đơn vị", "Tổ chức đảng"), ("giúp đỡ", "đỡ đầu", "nhận đỡ đầu", "nhận giúp đỡ", "được phân công", "được phân công giúp đỡ", "được phân công đỡ đầu", "được phân công phụ trách")),
            ),
        ),
        _card(),
        _name(headings=("Đảng viên được phân công", "Người được phân công", "Cấp ủy viên", *_phrases(("Họ và tên", "Họ tên"), ("cấp ủy viên", "đảng ủy viên")), "Cấp ủy viên được phân công", "Đảng viên phụ trách hộ", "Đảng viên giúp đỡ hộ", *_NAME_HEADINGS, *_ASSIGNED)),
        Field(
            "object", Type.TEXT,
            ("Đối tượng được phân công", "Địa bàn", "Địa bàn phụ trách", "Xã được giúp đỡ", "Xã giúp đỡ", "Nơi dự", "Nơi được phân công", "Hộ gia đình", "Chủ hộ", "Chi bộ được phân công", "Chi bộ được phân công dự sinh hoạt", "Chi bộ phụ trách", "Phụ trách chi bộ",
             "Chi bộ dự sinh hoạt",
             "Chức vụ được bổ nhiệm", "Nội dung", "Đối tượng", "Họ và tên chủ hộ", "Họ tên chủ hộ", "Tên chủ hộ", "Tên hộ", "Tên hộ gia đình", "Tổ phụ trách", "Tổ được phân công", *_phrases(_WHOM, _WHAT_FOR), "Đối tượng giúp đỡ", "Đơn vị được giúp đỡ", "Đơn vị được đỡ đầu",
             "Phụ trách hộ", "Phụ trách địa bàn", "Được phân công phụ trách", "Phân công phụ trách chi bộ", "Chi bộ được dự", "Chi bộ đến dự", "Dự sinh hoạt tại chi bộ", "Dự sinh hoạt chi bộ", "Dự chi bộ",
             "Nơi phân công", "Nơi dự sinh hoạt", "Chi bộ được phân công dự", "Tổ chức đảng được phân công dự", *PLACE_HEADINGS, "object"),
            marked("object"), required=True,
        ),
        Field("object_kind", Type.TEXT, ("Loại đối tượng", "Hình thức", "Hình thức bổ nhiệm", "Diện hộ", "Loại hộ", "Phân loại hộ", "Hộ thuộc diện", "Hộ nghèo/cận nghèo", "Hộ nghèo, hộ cận nghèo", "Nhóm đối tượng", "Diện đối tượng", "Phân loại đối tượng", "Hộ thuộc đối tượng", "object_kind"), marked("kind of object")),
        Field(
            "from_date", Type.DATE,
            ("Từ ngày", "Ngày dự", "Ngày phân công", "Ngày bổ nhiệm", "Thời gian Từ ngày", "Từ", "Bắt đầu từ ngày", "Ngày bắt đầu", "Bắt đầu", "Bắt đầu từ", "Thời gian bắt đầu", "Ngày dự sinh hoạt", "Ngày dự sinh hoạt chi bộ", "Ngày dự họp", "Ngày nhận phân công", "Ngày giao nhiệm vụ", *_phrases(("Phân công", "Được phân công", "Phụ trách", "Thực hiện", "Tính"), ("từ ngày",)), "Kể từ ngày", "Từ tháng", "Từ tháng, năm", "from_date"), marked("from"),
        ),
        Field("through_date", Type.DATE, ("Đến ngày", "Thời gian Đến ngày", "Đến hết ngày", "Ngày kết thúc", "Đến", "Đến hết", "Kết thúc", "Thời gian đến", "Thời gian kết thúc", *_phrases(("Phân công", "Được phân công", "Phụ trách", "Thực hiện"), ("đến ngày",)), "Ngày thôi phân công", "Ngày thôi phụ trách", "Đến tháng", "Đến hết tháng", "Đến tháng, năm", "through_date"), marked("through")),
        Field(
            "quantity", Type.NUMBER,
            ("Số lượng", "Số hộ", "Số hộ phụ trách", "Số chi bộ đã dự", "Số chi bộ dự", "Số buổi dự", "Số lượt", "Số lần", *_phrases(("Số hộ", "Số hộ gia đình", "Số lượng hộ"), ("phụ trách", "được phân công", "được giúp đỡ", "giúp đỡ", "được phân công phụ trách", "được phân công giúp đỡ")), "Số hộ gia đình", "Số lượng hộ", "Số xã giúp đỡ", "Số chi bộ phụ trách",
             *_phrases(("Số buổi", "Số lần", "Số lượt", "Số cuộc", "Số kỳ"), ("dự", "đã dự", "dự sinh hoạt", "dự sinh hoạt chi bộ", "đã dự sinh hoạt")), "Số buổi", "quantity"), marked("quantity"),
        ),
        _subject(),
    ),
    dated=("from_date",), person=True, telling=("kind", "object", "object_kind", "quantity"),
    key=("kind", "subject", "object", "from_date"),
)  # fmt: skip

FIGURES: Final = Kind(
    "figures", marked("figures"),
    (
        Field("indicator", Type.TEXT, ("Chỉ tiêu", "Tên chỉ tiêu", "Chỉ số", "Mã chỉ tiêu", "Nội dung chỉ tiêu", "Tên chỉ số", "Danh mục chỉ tiêu", "Nội dung các chỉ tiêu", "Mục tiêu, chỉ tiêu",
               *_phrases(("Chỉ tiêu", "Các chỉ tiêu"), ("", "chủ yếu", "cơ bản", "báo cáo", "thống kê", "nghị quyết", "đại hội", "kinh tế - xã hội")), "indicator"), marked("indicator"), required=True),
        _unit(headings=(*_UNIT_HEADINGS, "Địa phương", "Đơn vị, địa phương", *_REPORTING_HEADINGS)),
        Field(
            "period", Type.PERIOD, ("Kỳ", "Năm", "Kỳ báo cáo", "Thời kỳ", "Thời điểm", "Quý", "Tháng", "Năm báo cáo", "Năm thực hiện", "Kỳ số liệu", "Giai đoạn", "Thời gian", "period"), marked("period"), required=True,
        ),
        Field("value", Type.NUMBER, ("Giá trị", "Số liệu", "Kết quả", "Thực hiện", "Số thực hiện", "Ước thực hiện", "Ước TH", "Kết quả TH", "Kết quả thực hiện", "Kết quả đạt được", "Thực hiện cả năm", "Đạt được", "Thực tế", "Thực tế đạt", "Thực tế thực hiện", "Trị số", "value"), marked("value"), required=True),
        Field("measured_in", Type.TEXT, ("Đơn vị tính", "ĐVT", "Đơn vị đo", "ĐV tính", "Đ/vị tính", "Đơn vị tính toán", "measured_in"), marked("measured in")),
        Field("source", Type.TEXT, ("Nguồn", "Nguồn số liệu", "Nguồn báo cáo", "Nguồn dữ liệu", "Nguồn tài liệu", "Nguồn cung cấp", "Cơ quan cung cấp", "Cơ quan cung cấp số liệu", "Đơn vị cung cấp số liệu", "source"), marked("source")),
    ),
    dated=("period",), telling=("indicator", "value", "measured_in"), key=("indicator", "unit", "period"),
)  # fmt: skip

ALLOCATIONS: Final = Kind(
    "allocations", marked("allocations"),
    (
        Field("target", Type.IDENTIFIER, ("Mã chỉ tiêu", "Chỉ tiêu", "Mã số chỉ tiêu", "Tên chỉ tiêu", "Nội dung chỉ tiêu", "target"), marked("target"), required=True),
        _unit(required=True, headings=(*_phrases(("Đơn vị", "Tổ chức", "Tổ chức đảng", "Chi bộ", "Chi bộ, đảng bộ"), ("được giao",), ("", "chỉ tiêu")), "Đơn vị nhận chỉ tiêu", "Đơn vị nhận", "Đơn vị thực hiện", *_UNIT_HEADINGS)),
        Field("period", Type.PERIOD, ("Năm", "Kỳ", "Năm giao", "Kỳ giao", "Giao cho năm", "Quý", "Năm kế hoạch", "Năm thực hiện", "period"), marked("period")),
        Field(
            "value", Type.NUMBER,
            ("Chỉ tiêu giao", "Số giao", "Số được giao", "Mức giao", "Kế hoạch giao", "Chỉ tiêu được giao", "Giao", "KH giao", "Số lượng giao", "Số lượng được giao", "Chỉ tiêu phân bổ", "Số chỉ tiêu giao", "Số chỉ tiêu được giao", "Số phân bổ", "Phân bổ", "value"), marked("value"), required=True,
        ),
    ),
    dated=("period",), telling=("target", "value"), key=("target", "unit", "period"),
)  # fmt: skip

KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        UNITS,
        SUCCESSIONS,
        MEMBERS,
        ADMISSIONS,
        MEETINGS,
        RATINGS_KIND,
        TITLES,
        INSPECTIONS,
        CLASSES,
        ASSIGNMENTS,
        FIGURES,
        ALLOCATIONS,
    )
}
NOT_KEPT_HEADINGS: Final = _NOT_KEPT


@cache
def _fields(kind: str) -> dict[str, Field]:
    return {each.name: each for each in KINDS[kind].fields}


@cache
def field_title(name: str) -> Text:
    """What people read for a field of that name; the name itself for one that no kind has."""
    for kind in KINDS.values():
        if kind.has(name):
            return text(kind.field(name).title)
    return Text("{name}", {"name": name})


def choice_shown(kind: str, name: str, kept: str) -> str:
    """A word of a CHOICE field for people: Vietnamese readers see the word of their own forms, others the word kept."""
    said = KINDS[kind].field(name).choices.get(kept, ()) if spoken() == "vi" else ()
    return next(iter(said), kept)


@cache
def choice_words(kind: str, name: str) -> dict[str, str]:
    """Folded word in a sheet → the word kept, for a CHOICE field; the kept words themselves are among the keys."""
    words = {}
    for kept, said in KINDS[kind].field(name).choices.items():
        words[fold(kept)] = kept
        words |= {fold(word): kept for word in said}
    return words


@dataclass(slots=True)
class Batch:
    """Rows of one kind on their way from a sheet to the store, by columns of equal length.

    Args:
        kind: What they are.
        columns: Every column of `Kind.columns`, plus `subject` for kinds about persons. Dates are `datetime.date`, numbers
            `decimal.Decimal`, counts `int`, yes/no `bool`, the rest `str`; a blank is None. Units still stand as written.
        rows: The row in the sheet of each, from 1.
    """

    kind: Kind
    columns: Mapping[str, Sequence[Any]]
    rows: Sequence[int]

    def __len__(self) -> int:
        return len(self.rows)
