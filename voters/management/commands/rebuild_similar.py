from coordination.ui.commands import Command as Base
from voters.similarity.index import rebuild


class Command(Base):
    help = "Dựng lại bảng từ để tìm kiến nghị giống, sau khi nạp nhiều hoặc sửa voters/data/synonyms.yaml."

    def handle(self, **options):
        done = rebuild(lambda number: self.stderr.write(f"{number}…"))
        self.stdout.write(f"Đã dựng lại cho {done} kiến nghị.")
