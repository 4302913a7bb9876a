"""The words the sample is invented from: usual names of provincial bodies, names of people, words for ratings. Change them freely."""

from __future__ import annotations

COMMITTEES = (
    "Văn phòng Tỉnh ủy", "Văn phòng UBND tỉnh", "Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Công Thương",
    "Sở Nông nghiệp và Phát triển nông thôn", "Sở Giao thông vận tải", "Sở Xây dựng", "Sở Tài nguyên và Môi trường", "Sở Nội vụ",
    "Sở Tư pháp", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Lao động - Thương binh và Xã hội", "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông", "Thanh tra tỉnh", "Viện Kiểm sát nhân dân tỉnh", "Tòa án nhân dân tỉnh",
    "Cục Thi hành án dân sự tỉnh", "Cục Thuế tỉnh", "Kho bạc Nhà nước tỉnh", "Ngân hàng Nhà nước chi nhánh tỉnh", "Bảo hiểm xã hội tỉnh",
    "Cục Thống kê tỉnh", "Cục Quản lý thị trường tỉnh", "Chi cục Hải quan tỉnh", "Báo tỉnh", "Đài Phát thanh và Truyền hình tỉnh",
    "Trường Chính trị tỉnh", "Bệnh viện Đa khoa tỉnh", "Trường Đại học tỉnh", "Trường Cao đẳng Y tế",
)  # fmt: skip
PARTY_BODIES = frozenset({"Văn phòng Tỉnh ủy", "Báo tỉnh", "Trường Chính trị tỉnh"})
PUBLIC_SERVICE = ("Đài ", "Bệnh viện", "Trường ", "Báo ", "Trung tâm", "Quỹ ", "Ban Quản lý dự án")
CELLS = (
    "Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", "Ban Dân vận Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy", "Ban Nội chính Tỉnh ủy",
    "Cơ quan Đảng ủy Khối", "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", "Ban Quản lý Khu kinh tế và các khu công nghiệp",
    "Ngân hàng Chính sách xã hội chi nhánh tỉnh", "Ngân hàng Phát triển chi nhánh tỉnh", "Quỹ Đầu tư phát triển tỉnh", "Trường Cao đẳng Nghề",
    "Trường Cao đẳng Văn hóa nghệ thuật", "Trung tâm Xúc tiến đầu tư tỉnh", "Đài Khí tượng thủy văn tỉnh", "Ban Quản lý dự án giao thông tỉnh",
    "Ban Quản lý dự án xây dựng dân dụng tỉnh", "Trung tâm Công nghệ thông tin tỉnh", "Liên minh Hợp tác xã tỉnh", "Hội Chữ thập đỏ tỉnh",
    "Hội Văn học Nghệ thuật tỉnh", "Hội Nhà báo tỉnh", "Liên hiệp các hội Khoa học và Kỹ thuật tỉnh", "Hội Người cao tuổi tỉnh",
    "Hội Luật gia tỉnh", "Hội Đông y tỉnh", "Ủy ban Mặt trận Tổ quốc tỉnh", "Hội Liên hiệp Phụ nữ tỉnh", "Hội Nông dân tỉnh",
    "Tỉnh đoàn", "Liên đoàn Lao động tỉnh",
)  # fmt: skip
NEW_AGENCY = "Trung tâm Phục vụ hành chính công tỉnh"
MASS = (
    "Đoàn Thanh niên Khối các cơ quan tỉnh", "Hội Cựu chiến binh Khối các cơ quan tỉnh", "Công đoàn Viên chức tỉnh",
    "Đoàn cơ sở Văn phòng UBND tỉnh", "Đoàn cơ sở Sở Y tế", "Đoàn cơ sở Sở Tài chính", "Đoàn cơ sở Bệnh viện Đa khoa tỉnh",
    "Đoàn cơ sở Cục Thuế tỉnh", "Đoàn cơ sở Kho bạc Nhà nước tỉnh", "Hội Cựu chiến binh Sở Công Thương",
    "Hội Cựu chiến binh Sở Xây dựng", "Hội Cựu chiến binh Sở Nội vụ",
)  # fmt: skip
SUB_CELL_NAMES = ("Văn phòng - Thanh tra", "Nghiệp vụ 1", "Nghiệp vụ 2", "các đơn vị trực thuộc")
SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lương", "Tạ", "Hà", "Lại", "Khúc", "Quách", "Mai",
    "Đoàn", "Phan", "Đào", "Trịnh",
)  # fmt: skip
MIDDLE = {
    "male": ("Văn", "Đức", "Quang", "Minh", "Xuân", "Công", "Hữu", "Trung", "Đình", "Tiến", "Anh", "Thế"),
    "female": ("Thị", "Thu", "Ngọc", "Thanh", "Bích", "Phương", "Kim", "Hải", "Minh", "Diệu"),
}
GIVEN = {
    "male": (
        "Hùng", "Hưng", "Dũng", "Cường", "Tuấn", "Sơn", "Thắng", "Long", "Hải", "Nam", "Bình", "Khánh", "Toàn", "Việt", "Lâm", "Thành",
        "Hiếu", "Kiên", "Tùng", "Duy", "Đạt", "Hòa", "Quyết", "Chiến", "Vinh",
    ),
    "female": (
        "Hương", "Hường", "Lan", "Hoa", "Mai", "Thảo", "Trang", "Linh", "Hạnh", "Nga", "Yến", "Oanh", "Huyền", "Thủy", "Hiền", "Dung",
        "Nhung", "Vân", "Hà", "Loan", "Tuyết", "Ngân", "Quỳnh", "Chi", "Liên",
    ),
}  # fmt: skip
WORDS = {
    2021: ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Không hoàn thành nhiệm vụ", "Không xếp loại"),
    2022: ("HTXS", "HTT", "HT", "KHT", "KXL"),
    2023: ("Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Không hoàn thành", "Chưa xếp loại"),
}
