"""How sign-in behaves here: accounts are made by the administrator, never by visitors."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up; allauth speaks no Vietnamese, so its sentences stand here."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản này đã ngừng hoạt động. Hỏi quản trị của cơ quan.",
        "enter_current_password": "Mật khẩu đang dùng chưa đúng.",
        "incorrect_password": "Mật khẩu chưa đúng.",
        "invalid_login": "Sai tên đăng nhập hoặc mật khẩu.",
        "invalid_password_reset": "Liên kết đặt lại mật khẩu đã dùng rồi hoặc hết hạn.",
        "rate_limited": "Thử quá nhiều lần. Đợi vài phút rồi làm lại.",
        "too_many_login_attempts": "Sai quá nhiều lần nên tài khoản tạm khóa 5 phút. Đợi rồi thử lại.",
        "username_password_mismatch": "Sai tên đăng nhập hoặc mật khẩu.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False
