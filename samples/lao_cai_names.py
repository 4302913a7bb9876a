"""The words the sample Lào Cai is invented from: usual names of provincial bodies. Change them freely, but keep 34, 31 and 12."""

from __future__ import annotations

COMMITTEES = (
    "Văn phòng Tỉnh ủy", "Văn phòng UBND tỉnh", "Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Công Thương",
    "Sở Nông nghiệp và Phát triển nông thôn", "Sở Giao thông vận tải - Xây dựng", "Sở Tài nguyên và Môi trường", "Sở Nội vụ", "Sở Tư pháp",
    "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Lao động - Thương binh và Xã hội", "Sở Văn hóa và Thể thao", "Sở Du lịch",
    "Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông", "Thanh tra tỉnh", "Viện Kiểm sát nhân dân tỉnh", "Tòa án nhân dân tỉnh",
    "Cục Thi hành án dân sự tỉnh", "Cục Thuế tỉnh", "Cục Hải quan tỉnh", "Kho bạc Nhà nước tỉnh", "Ngân hàng Nhà nước chi nhánh tỉnh",
    "Bảo hiểm xã hội tỉnh", "Cục Thống kê tỉnh", "Cục Quản lý thị trường tỉnh", "Đài Phát thanh và Truyền hình tỉnh", "Trường Chính trị tỉnh",
    "Bệnh viện Đa khoa tỉnh", "Bệnh viện Sản Nhi tỉnh", "Trường Cao đẳng tỉnh", "Trung tâm Kiểm soát bệnh tật tỉnh",
)  # fmt: skip
CELLS = (
    "Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", "Ban Dân vận Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy", "Ban Nội chính Tỉnh ủy",
    "Cơ quan Đảng ủy Khối", "Văn phòng HĐND tỉnh", "Văn phòng Đoàn đại biểu Quốc hội tỉnh", "Ban Dân tộc tỉnh", "Ban Quản lý Khu kinh tế tỉnh",
    "Sở Ngoại vụ", "Ngân hàng Chính sách xã hội chi nhánh tỉnh", "Ngân hàng Phát triển chi nhánh tỉnh", "Kiểm toán Nhà nước khu vực",
    "Ủy ban Mặt trận Tổ quốc tỉnh", "Hội Liên hiệp Phụ nữ tỉnh", "Hội Nông dân tỉnh", "Hội Cựu chiến binh tỉnh", "Tỉnh đoàn",
    "Liên đoàn Lao động tỉnh", "Liên minh Hợp tác xã tỉnh", "Hội Chữ thập đỏ tỉnh", "Hội Văn học Nghệ thuật tỉnh", "Hội Nhà báo tỉnh",
    "Liên hiệp các hội Khoa học và Kỹ thuật tỉnh", "Báo Lào Cai", "Bệnh viện Y học cổ truyền tỉnh", "Trường Trung học phổ thông chuyên tỉnh",
    "Trung tâm Xúc tiến đầu tư tỉnh", "Ban Quản lý dự án giao thông tỉnh", "Ban Quản lý dự án xây dựng dân dụng tỉnh",
)  # fmt: skip
# the twelve that are not offices of administration
PUBLIC_SERVICE = frozenset({*COMMITTEES[-6:], *CELLS[-6:]})
MERGED_INTO = "Ban Quản lý dự án đầu tư xây dựng tỉnh"
SUB_CELL_NAMES = ("Văn phòng - Thanh tra", "Nghiệp vụ 1", "Nghiệp vụ 2", "các đơn vị trực thuộc", "Nghiệp vụ 3")
# people → how many in a hundred
ETHNICITIES = {"Kinh": 66, "Tày": 14, "Mông": 8, "Dao": 7, "Nùng": 5}
