"""The launcher's messages."""

from pathlib import Path

ABOUT = "Run the platform on this machine. 在本机运行平台。"
STOPPED = "Stopped. 已停止。"
RUNNING_ALREADY = "The platform runs already on these data (DATA_DIR). 平台已在运行。"
PORT_TAKEN = "Port {port} is taken; choose another with --port. 端口已被占用。"
EMPTY = """\
No sign-ins yet. Make the first administrators and a programme:
尚无账号。请先建立管理员和帮扶项目：
  .venv/bin/python manage.py create_user --help
  .venv/bin/python manage.py create_programme CODE --name … --county … --start 2024 --end 2027"""


def running(address: str, data: Path) -> str:
    """The address, who can sign in, where the logs are and how to stop."""
    return "\n".join(
        [
            f"马边县托底性帮扶工作平台: {address}",
            sign_ins(data / "sample-sign-ins.txt"),
            f"Logs 日志: {data / 'logs'}",
            "Ctrl-C stops everything. 按 Ctrl-C 停止。",
        ]
    )


def sign_ins(file: Path) -> str:
    """The sample's sign-ins, else how to create the first ones."""
    if not file.exists():
        return EMPTY
    return f"Sample sign-ins 样例账号 ({file}):\n{file.read_text().strip()}"
