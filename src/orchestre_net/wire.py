"""The connection itself: to the address that was checked, under one clock and one count of bytes."""

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from orchestre.basics import OrchestreError
from orchestre_net.addresses import checked_addresses
from orchestre_net.policy import Policy


class TooSlow(OrchestreError):
    code = "net.too_slow"


class TooLarge(OrchestreError):
    code = "net.too_large"


class Budget:
    """What is left of the time and of the bytes of one answer: limits of single reads would let a drip last."""

    def __init__(self, host: str, seconds: float, size: int) -> None:
        self._host = host
        self._end = time.monotonic() + seconds
        self._size, self._left = size, size

    def seconds(self) -> float:
        """Raises TooSlow when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooSlow(host=self._host)
        return left

    def took(self, size: int) -> None:
        """Raises TooLarge when it was too much."""
        self._left -= size
        if self._left < 0:
            raise TooLarge(host=self._host, megabytes=max(self._size // 1_000_000, 1))


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - one clock for all reads
        data = self._inner.read(max_bytes, self._budget.seconds())
        self._budget.took(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._budget.seconds())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._budget.seconds()), self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Network(httpcore.NetworkBackend):
    """Resolves, checks, and connects to what was checked: a name is not asked for twice."""

    def __init__(self, policy: Policy, budget: Budget) -> None:
        self._policy, self._budget = policy, budget
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        trouble: Exception = httpcore.ConnectError(host)
        for address in checked_addresses(host, port, self._policy, self._budget.seconds()):
            try:
                inner = self._inner.connect_tcp(address, port, self._budget.seconds(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
                continue
            return _Stream(inner, self._budget)
        raise trouble


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class Wire(httpx.BaseTransport):
    """One request, one connection, under one budget."""

    def __init__(self, policy: Policy, budget: Budget) -> None:
        trust = policy.trust or httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust, max_connections=1, http2=False, network_backend=_Network(policy, budget)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self._pool.handle_request(httpcore.Request(request.method, target, headers=request.headers.raw))
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()
