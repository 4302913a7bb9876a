"""The words the sample Bắc Kạn is invented from: districts, communes, provincial bodies. Change them freely."""

from __future__ import annotations

# district → its communes that build new rural life
COMMUNES = {
    "thành phố Bắc Kạn": ("Dương Quang", "Nông Thượng"),
    "huyện Ba Bể": (
        "Bành Trạch", "Cao Thượng", "Cao Trĩ", "Chu Hương", "Đồng Phúc", "Địa Linh", "Hà Hiệu", "Hoàng Trĩ", "Khang Ninh", "Mỹ Phương", "Nam Mẫu",
        "Phúc Lộc", "Quảng Khê", "Thượng Giáo", "Yến Dương",
    ),
    "huyện Bạch Thông": (
        "Cao Sơn", "Cẩm Giàng", "Dương Phong", "Đôn Phong", "Hà Vị", "Lục Bình", "Mỹ Thanh", "Nguyên Phúc", "Phương Linh", "Quang Thuận",
        "Quân Bình", "Sỹ Bình", "Tân Tiến", "Tú Trĩ", "Vi Hương", "Vũ Muộn",
    ),
    "huyện Chợ Đồn": (
        "Bản Thi", "Bằng Lãng", "Bằng Phúc", "Bình Trung", "Đại Sảo", "Đông Viên", "Đồng Lạc", "Lương Bằng", "Nam Cường", "Nghĩa Tá", "Ngọc Phái",
        "Phong Huân", "Phương Viên", "Quảng Bạch", "Rã Bản", "Tân Lập", "Xuân Lạc", "Yên Mỹ", "Yên Nhuận", "Yên Thịnh", "Yên Thượng",
    ),
    "huyện Chợ Mới": (
        "Bình Văn", "Cao Kỳ", "Hòa Mục", "Mai Lạp", "Như Cố", "Nông Hạ", "Nông Thịnh", "Quảng Chu", "Tân Sơn", "Thanh Bình", "Thanh Mai", "Thanh Vận",
        "Yên Cư", "Yên Đĩnh", "Yên Hân",
    ),
    "huyện Na Rì": (
        "Ân Tình", "Côn Minh", "Cư Lễ", "Cường Lợi", "Dương Sơn", "Đổng Xá", "Hảo Nghĩa", "Hữu Thác", "Kim Hỷ", "Kim Lư", "Lạng San", "Lam Sơn",
        "Liêm Thủy", "Lương Hạ", "Lương Thành", "Lương Thượng", "Quang Phong", "Văn Học", "Văn Minh", "Vũ Loan", "Xuân Dương",
    ),
    "huyện Ngân Sơn": (
        "Bằng Vân", "Cốc Đán", "Đức Vân", "Hương Nê", "Lãng Ngâm", "Thuần Mang", "Thượng Ân", "Thượng Quan", "Trung Hòa", "Vân Tùng",
    ),
    "huyện Pác Nặm": (
        "An Thắng", "Bằng Thành", "Bộc Bố", "Cao Tân", "Công Bằng", "Cổ Linh", "Giáo Hiệu", "Nghiên Loan", "Nhạn Môn", "Xuân La",
    ),
}  # fmt: skip
# beside the provincial bodies every province has
MORE_AGENCIES = ("Công ty Điện lực tỉnh", "Bưu điện tỉnh", "Viễn thông tỉnh")
POSTS = ("Phó Giám đốc", "Phó Chánh Văn phòng", "Trưởng phòng", "Phó Trưởng ban", "Chi cục trưởng")
