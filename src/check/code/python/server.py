# The fork server of a lane: warm, and told of a job only how long and how limited it is.
#
# Knows: limits, clocks, process numbers. Must never know: an answer, a test, a
# verdict's text, for every answer process is a copy of it. The judge reads the job
# and writes the reply; only where a judge dies does the server reply in its place.
import builtins
import gc
import json
import os
import resource
import select
import signal
import sys
import time

import _socket

import overthink_answer as answer
import overthink_judge as judge
import overthink_processes as processes
import overthink_wire as wire

# What a judge gets after the wall clock, and a program that has said its last.
GRACE_S, END_GRACE_S = 2.0, 1.0


class State:
    """What the server keeps for all jobs."""

    def __init__(self, setup):
        self.setup = setup
        self.powers = answer.prepared(setup)
        answer.hide(self.powers, dies_with_parent=False)
        self.null = os.open("/dev/null", os.O_RDWR)
        self.has_tmp = setup["has_tmp"]
        self.tmp = processes.used_of_tmp() if self.has_tmp else None
        self.n_cores = os.cpu_count() or 1


def prepare(setup):
    """Everything that can fail, before the server says that it is ready."""
    import _sitebuiltins
    import collections.abc
    import copy
    import functools
    import heapq
    import re
    import string
    import typing

    # Without `site` these are not there; programs use them.
    builtins.exit = _sitebuiltins.Quitter("exit", "Ctrl-D (i.e. EOF)")
    builtins.quit = _sitebuiltins.Quitter("quit", "Ctrl-D (i.e. EOF)")
    return State(setup)


def main(state):
    """Serves jobs until descriptor 0 ends. Never returns."""
    gc.collect()
    gc.disable()
    gc.freeze()
    write_line({"ready": True, "python": "%d.%d.%d" % sys.version_info[:3]})
    while True:
        header = read_line()
        if header is None:
            os._exit(0)
        Job(state, json.loads(header)).run()


def read_line():
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(0, 1)
        if not part:
            return None
        line += part
    return line


def write_line(value):
    data = json.dumps(value).encode("ascii") + b"\n"
    while data:
        data = data[os.write(1, data) :]


class Job:
    """One job: its judge, one answer process after the other, and their clocks."""

    def __init__(self, state, header):
        self.state = state
        self.header = header
        self.start = time.monotonic()
        self.deadline = self.start + header["wall_ms"] / 1000
        self.cpu_left = header["cpu_ms"] / 1000
        self.cpu_used = 0.0
        self.peak = 0
        self.pid = None
        self.why = None
        self.was_read = self.was_heard = self.was_told = False

    def run(self):
        self.control, theirs = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_STREAM)
        self.judge = processes.fork()
        if self.judge == 0:
            try:
                self.become_judge(theirs)
            finally:
                os._exit(1)
        theirs.close()
        try:
            if self.judge is not None:
                self.serve()
        finally:
            self.end_answer()
            self.end_judge()
            self.control.close()

    def become_judge(self, control):
        self.control.close()
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        soft = int(self.header["cpu_ms"] / 1000 * 2) + 10
        answer.limit(resource.RLIMIT_CPU, soft)
        answer.limit(resource.RLIMIT_CORE, 0)
        answer.hide(self.state.powers)
        if sys.platform.startswith("linux"):
            answer.limit(resource.RLIMIT_AS, 4 * self.state.setup["memory_bytes"])
        reply_to = os.dup(1)
        for descriptor in (1, 2):
            os.dup2(self.state.null, descriptor)
        judge.main(control, self.state.setup, self.header, reply_to)

    def serve(self):
        commands = {b"S": self.start_answer, b"P": self.start_answer, b"E": self.tell_end}
        commands.update({b"W": self.tell_end, b"F": self.tell_used})
        poll = select.poll()
        poll.register(self.control.fileno(), select.POLLIN)
        while True:
            if not poll.poll(self.tick()):
                continue
            command = self.control.recv(1)
            if command == b"R":
                self.was_read = True
            elif command == b"H":
                self.was_heard = True
            elif command in commands:
                commands[command](command)
            else:
                # b"D": the verdict is written. Nothing: the judge has died.
                if command != b"D":
                    self.judge_died()
                return

    def tick(self):
        """Looks at the clocks, kills by them; milliseconds until the next look."""
        now = time.monotonic()
        wait = self.deadline - now
        if wait <= 0:
            self.stop("wall")
            if now > self.deadline + GRACE_S:
                processes.kill(self.judge)
            return 100
        if self.pid is not None and self.why is None:
            left = self.cpu_left - processes.clock_of(self.pid)
            if left <= 0:
                self.stop("cpu")
            else:
                wait = min(wait, left / self.state.n_cores)
        return max(2, int(wait * 1000) + 1)

    def stop(self, why):
        if self.why is None:
            self.why = why
            if self.pid is not None:
                processes.kill(self.pid)

    def start_answer(self, command):
        """Forks an answer process and hands its other ends to the judge."""
        self.end_answer()
        self.tick()
        if self.why is not None or self.cpu_left <= 0:
            self.why = self.why or "cpu"
            self.control.sendall(b"-")
            return
        ours, theirs = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_STREAM)
        near, far = [ours.detach()], [theirs.detach()]
        if command == b"P":
            for ends in (os.pipe(), os.pipe()[::-1]):
                far.append(ends[0])
                near.append(ends[1])
        self.pid = processes.fork()
        if self.pid == 0:
            try:
                self.become_answer(far)
            finally:
                os._exit(1)
        processes.close_all(far)
        if self.pid is None:
            self.control.sendall(b"!")
        else:
            raw = b"".join(end.to_bytes(4, sys.byteorder) for end in near)
            rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, raw)]
            self.control.sendmsg([b"+"], rights)
        processes.close_all(near)

    def become_answer(self, ends):
        # Its own: what is open is shared with its modes, by all who come later.
        null = os.open("/dev/null", os.O_RDWR)
        for target, source in enumerate((ends[1:] or [null, null]) + [null]):
            os.dup2(source, target)
        # Above what is open here, so that no number is taken twice.
        channel = os.dup(ends[0])
        os.dup2(channel, answer.CHANNEL, False)
        os.closerange(answer.CHANNEL + 1, 64)
        state, cpu_seconds = self.state, int(self.cpu_left) + 1
        self.control.detach()
        self.control = self.state = None
        answer.start(state.setup, state.powers, cpu_seconds)

    def end_answer(self, wait=False):
        """Reaps the answer process; how it ended. By default it is given a moment, then killed."""
        if self.pid is None:
            return 0
        ended = None
        if wait == "moment":
            ended = self.await_end(time.monotonic() + END_GRACE_S, "closed")
        elif wait:
            ended = self.await_end(self.deadline, "wall")
        if ended is None:
            processes.kill(self.pid)
            ended = os.wait4(self.pid, 0)
        self.pid = None
        _, status, used = ended
        cpu = used.ru_utime + used.ru_stime
        self.cpu_left -= cpu
        self.cpu_used += cpu
        self.peak = max(self.peak, used.ru_maxrss // processes.KIB)
        return status

    def await_end(self, until, why):
        """What `wait4` says of the process, or `None` where it has to be killed."""
        pause = 0.0002
        while self.why is None:
            ended = os.wait4(self.pid, os.WNOHANG)
            if ended[0]:
                return ended
            if time.monotonic() > until:
                self.why = why
            self.tick()
            time.sleep(pause)
            pause = min(0.01, pause * 2)
        return None

    def tell_end(self, command):
        status = self.end_answer("moment" if command == b"E" else "end")
        killed = os.WIFSIGNALED(status)
        told = {
            "why": self.why,
            "signal": os.WTERMSIG(status) if killed else 0,
            "status": 0 if killed else os.WEXITSTATUS(status),
        }
        if self.why == "closed":
            self.why = None
        wire.send(self.control.fileno(), told)

    def tell_used(self, _command):
        self.end_answer()
        self.was_told = True
        wire.send(self.control.fileno(), self.used())

    def used(self):
        state = self.state
        return {
            "cpu_ms": int(self.cpu_used * 1000 + 0.5),
            "wall_ms": int((time.monotonic() - self.start) * 1000 + 0.5),
            "peak_kib": self.peak,
            "dirty": bool(state.has_tmp and processes.used_of_tmp() != state.tmp),
        }

    def judge_died(self):
        """Replies for a judge that could not: what killed it came from the answer, if
        the answer had been heard."""
        if self.was_told:
            os._exit(1)
        outcome, detail = "trouble", "the judge ended before its verdict"
        if self.was_heard:
            outcome, detail = "error", "what the program returned is more than the judge can take"
        self.end_answer()
        reply = {"outcome": outcome, "detail": detail, "n_passed": 0, "n_tests": 0}
        reply.update(self.used(), behaviour=None)
        if not self.was_read:
            write_line(dict(reply, dirty=True))
            os._exit(1)
        write_line(reply)

    def end_judge(self):
        if self.judge is None:
            write_line(dict(self.used(), outcome="trouble", detail="no process for the judge",
                            n_passed=0, n_tests=0, behaviour=None, dirty=True))  # fmt: skip
            os._exit(1)
        processes.kill(self.judge)
        os.waitpid(self.judge, 0)
