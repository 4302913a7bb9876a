"""The words the sample Thái Nguyên is invented from: parts of departments, districts. Change them freely, but keep how many there are."""

from __future__ import annotations

TRANSPORT_CELLS = (
    "Văn phòng", "Thanh tra giao thông", "Quản lý kết cấu hạ tầng", "Quản lý vận tải, phương tiện và người lái", "Kế hoạch - Tài chính",
    "Ban Quản lý dự án giao thông", "Trung tâm Đăng kiểm", "Đoạn Quản lý đường bộ",
)  # fmt: skip
INDUSTRY_CELLS = (
    "Văn phòng - Thanh tra", "Kế hoạch - Tài chính", "Quản lý công nghiệp", "Quản lý thương mại", "Quản lý năng lượng", "Chi cục Quản lý thị trường",
    "Trung tâm Khuyến công", "Trung tâm Xúc tiến thương mại",
)  # fmt: skip
# 21 cells and three larger parts that have two cells of their own: 24 chi, đảng bộ
FARMING_CELLS = (
    "Văn phòng", "Thanh tra", "Kế hoạch - Tài chính", "Tổ chức cán bộ", "Trồng trọt", "Chăn nuôi", "Chi cục Thú y", "Chi cục Bảo vệ thực vật",
    "Chi cục Phát triển nông thôn", "Chi cục Quản lý chất lượng nông lâm sản", "Chi cục Lâm nghiệp", "Trung tâm Khuyến nông", "Trung tâm Giống cây trồng",
    "Trung tâm Giống vật nuôi", "Trung tâm Thủy sản", "Trung tâm Nước sạch", "Văn phòng điều phối nông thôn mới", "Ban Quản lý rừng phòng hộ",
    "Ban Quản lý rừng đặc dụng", "Ban Quản lý dự án nông nghiệp", "Đoàn Khảo sát thủy lợi",
)  # fmt: skip
FARMING_PARTS = ("Chi cục Kiểm lâm", "Chi cục Thủy lợi", "Công ty Khai thác thủy lợi")
TREASURY_CELLS = (
    "Văn phòng - Tổ chức cán bộ", "Kế toán nhà nước", "Kiểm soát chi", "Kho quỹ", "Tin học", "Kho bạc các huyện",
)  # fmt: skip
DISTRICTS = (
    "Thành phố Thái Nguyên", "Thành phố Sông Công", "Huyện Phú Bình", "Huyện Đồng Hỷ", "Huyện Đại Từ", "Huyện Phú Lương", "Huyện Võ Nhai",
    "Huyện Định Hóa", "Thị xã Phổ Yên",
)  # fmt: skip
