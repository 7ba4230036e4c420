"""A real mail server on this machine that can be told to misbehave; what it accepted is its mailbox."""

import asyncio
import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class MailServer:
    """Listens on a free port from `start` on. Set what goes wrong at any time:

    `refused` {address: answer to RCPT}; `answer` to DATA; `silent`: takes the text and never answers;
    `dies` "before" or "after" it has put the text into its mailbox, without an answer; `senders` answer to MAIL.
    """

    def __init__(self, authenticator=None):
        self.mailbox = []
        self.refused = {}
        self.answer = "250 OK"
        self.sender_answer = "250 OK"
        self.silent = False
        self.dies = ""
        self.connections = 0
        self.password_needed = authenticator is not None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._controller = _OnSocket(self, self._socket, authenticator=authenticator, auth_require_tls=False)

    def start(self):
        self._controller.start()
        self.connections = 0  # the controller has knocked at its own door

    def stop(self):
        """Close the port; a second call does nothing."""
        if self._controller._thread is not None:
            self._controller.stop()
        self._socket.close()

    def received(self) -> list[str]:
        """To whom the accepted letters went, in the order of their arrival."""
        return [str(mail["To"]) for mail in self.mailbox]

    # What aiosmtpd asks.

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_answer.startswith("250"):
            envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.dies != "before" and self.answer.startswith("250") and not self.silent:
            self.mailbox.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.dies:
            server.transport.abort()
        if self.silent:
            await asyncio.Event().wait()  # until the server is stopped
        return self.answer


class _OnSocket(Controller):
    """On a socket that is bound already, so that the port cannot be taken meanwhile."""

    def __init__(self, handler, sock, **options):
        super().__init__(handler, hostname="127.0.0.1", port=sock.getsockname()[1], **options)
        self.sock = sock

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self.sock)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
