"""Clients that a test lets loose and stops again."""

import threading


class ClientThreads:
    """`count` clients, each on a thread of its own, from the start of a with block to its end. A
    subclass says in run(client) what one does until `stopping` is set; `client` counts from 0."""

    def __init__(self, count):
        self.stopping = threading.Event()
        self._failures = []
        self._threads = [threading.Thread(target=self._guarded, args=[i]) for i in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Nothing new is begun; waits until what is under way has ended."""
        self.stopping.set()
        for thread in self._threads:
            thread.join()
        assert not self._failures, self._failures

    def _guarded(self, client):
        try:
            self.run(client)
        except Exception as failure:  # Of the test itself: told by the thread that waits for us.
            self._failures.append(repr(failure))
