from __future__ import annotations

import threading
import time

import pytest

from kb.embedding.gate import Gate

pytestmark = pytest.mark.unit


def wait_until_waiting(gate: Gate, count: int) -> None:
    deadline = time.monotonic() + 5
    while len(gate._waiting) < count:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_the_waiting_come_in_in_their_order() -> None:
    gate, order = Gate(1), list[int]()

    def enter(number: int) -> None:
        with gate:
            order.append(number)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(6)]
    with gate:
        for number, thread in enumerate(threads):
            thread.start()
            wait_until_waiting(gate, number + 1)
    for thread in threads:
        thread.join()
    assert order == list(range(6))


def test_never_more_inside_than_there_are_places() -> None:
    gate, lock = Gate(2), threading.Lock()
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with gate:
                with lock:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.0001)
                with lock:
                    inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2
    assert gate._free == 2


def test_an_error_inside_gives_the_place_back() -> None:
    gate = Gate(1)
    with pytest.raises(ValueError, match="inside"), gate:
        raise ValueError("inside")
    with gate:
        assert gate._free == 0
    assert gate._free == 1


def test_one_who_gives_up_leaves_the_place_to_the_next() -> None:
    gate = Gate(1)
    gone = threading.Lock()
    with gate:
        gate._waiting.append(gone)
        gate._give_up(gone)
    assert gate._free == 1
    with gate:
        gate._waiting.append(gone)
        gone.acquire()
        gate._pass_on()
        gate._give_up(gone)
        gate._free -= 1
    assert gate._free == 1
