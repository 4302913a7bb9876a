"""The words the sample Hoàng Su Phì is invented from: communes, offices of a district, names of people. Change them freely."""

from __future__ import annotations

TOWN = "Vinh Quang"
COMMUNES = (
    TOWN, "Bản Luốc", "Bản Máy", "Bản Nhùng", "Bản Péo", "Bản Phùng", "Chiến Phố", "Đản Ván", "Hồ Thầu", "Nam Sơn", "Nàng Đôn", "Nậm Dịch",
    "Nậm Khòa", "Nậm Ty", "Ngàm Đăng Vài", "Pố Lồ", "Pờ Ly Ngài", "Sán Sả Hồ", "Tả Sử Choóng", "Tân Tiến", "Thàng Tín", "Thèn Chu Phìn",
    "Thông Nguyên", "Tụ Nhân", "Túng Sán",
)  # fmt: skip
# committee → its cells
OFFICES = {
    "cơ quan Huyện ủy": (
        "Văn phòng Huyện ủy", "Ban Tổ chức Huyện ủy", "Ủy ban Kiểm tra Huyện ủy", "Ban Tuyên giáo Huyện ủy", "Ban Dân vận - Mặt trận",
        "các đoàn thể huyện",
    ),
    "cơ quan Ủy ban nhân dân huyện": (
        "Văn phòng HĐND và UBND huyện", "Phòng Nội vụ - Thanh tra", "Phòng Tài chính - Kế hoạch", "Phòng Nông nghiệp - Tài nguyên",
        "Phòng Kinh tế và Hạ tầng", "Phòng Văn hóa - Lao động",
    ),
    "Bệnh viện Đa khoa huyện": ("Khối hành chính bệnh viện", "Khoa Khám bệnh", "Khoa Nội - Nhi", "Khoa Ngoại - Sản", "Khoa Dược - Cận lâm sàng", "Khoa Hồi sức"),
}  # fmt: skip
CELL_BODIES = (
    "Tòa án nhân dân huyện", "Viện Kiểm sát nhân dân huyện", "Chi cục Thi hành án dân sự huyện", "Chi cục Thuế huyện", "Kho bạc Nhà nước huyện",
    "Chi cục Thống kê huyện", "Bảo hiểm xã hội huyện", "Ngân hàng Chính sách xã hội huyện", "Ngân hàng Nông nghiệp huyện", "Hạt Kiểm lâm huyện",
    "Trạm Khuyến nông huyện", "Trạm Thú y huyện", "Trạm Bảo vệ thực vật huyện", "Trung tâm Y tế huyện", "Trung tâm Dân số huyện",
    "Trung tâm Bồi dưỡng chính trị huyện", "Trung tâm Giáo dục nghề nghiệp huyện", "Trung tâm Văn hóa huyện", "Đài Truyền thanh - Truyền hình huyện",
    "Phòng Giáo dục và Đào tạo huyện", "Phòng Y tế huyện", "Phòng Dân tộc huyện", "Phòng Tư pháp huyện", "Đội Quản lý thị trường số 6",
    "Điện lực huyện", "Bưu điện huyện", "Viễn thông huyện", "Ban Quản lý rừng phòng hộ huyện", "Ban Quản lý dự án xây dựng huyện",
    "Trường Trung học phổ thông huyện", "Trường Trung học phổ thông Thông Nguyên", "Trường Phổ thông Dân tộc nội trú huyện",
    "Trường Trung học cơ sở thị trấn", "Trường Tiểu học thị trấn", "Trường Mầm non thị trấn", "Phòng khám Đa khoa khu vực Thông Nguyên",
    "Phòng khám Đa khoa khu vực Nậm Dịch", "Hợp tác xã Chế biến chè huyện", "Hợp tác xã Vận tải huyện", "Công ty Dịch vụ môi trường huyện",
    "Hội Chữ thập đỏ huyện", "Hội Người cao tuổi huyện", "Trạm Quản lý đường bộ", "Đội Thanh tra giao thông", "Trung tâm Phát triển quỹ đất huyện",
)  # fmt: skip
# people → how many in a hundred
ETHNICITIES = {"Nùng": 38, "Dao": 22, "Mông": 13, "Tày": 12, "La Chí": 8, "Kinh": 7}
SURNAMES = {
    "Nùng": ("Hoàng", "Lù", "Vàng", "Lùng", "Nùng", "Tải", "Thèn", "Xin", "Lèng", "Cháng", "Vương", "Long"),
    "Dao": ("Triệu", "Phượng", "Bàn", "Đặng", "Chảo", "Lý", "Phàn"),
    "Mông": ("Giàng", "Sùng", "Thào", "Vàng", "Ly", "Cư", "Hầu"),
    "Tày": ("Hoàng", "Nông", "Nguyễn", "Lục", "Ma"),
    "La Chí": ("Vương", "Ly", "Lùng", "Tận"),
    "Kinh": ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ"),
}
MIDDLE = {
    "male": ("Văn", "Đức", "Quang", "Minh", "Seo", "Công", "Hữu", "Chí", "Xuân", "Phà", "Chà", "Tiến"),
    "female": ("Thị", "Thu", "Ngọc", "Thanh", "Mùi", "Kim", "Xuân"),
}
GIVEN = {
    "male": (
        "Hùng", "Hưng", "Dũng", "Cường", "Tuấn", "Sơn", "Thắng", "Long", "Hải", "Nam", "Bình", "Páo", "Sèng", "Dìn", "Lìn", "Phù", "Sinh", "Toàn",
        "Việt", "Lâm", "Thành", "Kiên", "Tùng", "Hòa", "Quyết", "Chiến", "Vinh", "Chẳn", "Quáng", "Phong",
    ),
    "female": (
        "Hương", "Lan", "Hoa", "Mai", "Thảo", "Trang", "Linh", "Hạnh", "Nga", "Yến", "Mẩy", "Huyền", "Thủy", "Hiền", "Dung", "Nhung", "Vân", "Hà",
        "Loan", "Pham", "Dín", "Chi", "Liên", "Máy", "Coi",
    ),
}  # fmt: skip
