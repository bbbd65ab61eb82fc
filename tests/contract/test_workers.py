import threading

import pytest

from lifestream.adapters.local.workers import ThreadWorkers


@pytest.fixture(params=[1, 3])
def workers(request):
    workers = ThreadWorkers(request.param)
    yield workers
    workers.close()


def test_results_come_in_the_order_of_the_items(workers):
    assert list(workers.map(lambda x: x * x, range(50))) == [x * x for x in range(50)]


def test_no_more_units_run_at_once_than_there_are_cores(workers):
    running, most, lock = set(), [0], threading.Lock()

    def unit(number):
        with lock:
            running.add(number)
            most[0] = max(most[0], len(running))
        threading.Event().wait(0.002)
        with lock:
            running.remove(number)

    def branch(first):
        list(workers.map(unit, range(first, first + 10)))

    branches = [threading.Thread(target=branch, args=(first,)) for first in (0, 100)]
    for thread in branches:
        thread.start()
    for thread in branches:
        thread.join()
    assert most[0] == workers.cores


def test_items_are_drawn_only_a_few_ahead(workers):
    drawn = []

    def items():
        for number in range(100):
            drawn.append(number)
            yield number

    results = workers.map(lambda x: x, items())
    next(results)
    assert len(drawn) <= 2 * workers.cores
    results.close()


def test_the_first_error_is_raised_in_its_place_and_the_rest_dropped(workers):
    results = workers.map(lambda x: 1 // (3 - x), range(100))
    assert [next(results) for _ in range(3)] == [0, 0, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)
