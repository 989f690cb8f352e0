"""How long the wizard lets a user wait: for its first question, and from an answer to the next question.

`python -m tests.bench.wizard` prints both, the first as a multiple of `python -c pass` in the same run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import pexpect

RUNS = 9
ANSWERS = (
    "2009-12-12", "Bangkok, Thailand", "", "air", "4L-AWA", "Il-76", "Georgia", "rockets", "35 t", "oil drilling parts",
    "conventional_arms", "seized", "DPRK", "A title", "A paper", "2010-01", "", "basis UNSCR 1874",
    "trigger foreign tip",
)  # fmt: skip
PROMPT = r">(?: $|[^\n>]*\x1b\[\?25h)"  # the library shows the cursor again once it waits


def measure_bare() -> float:
    """Return the seconds of `python -c pass`, the best of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def measure(environment: dict[str, str]) -> tuple[float, list[float]]:
    """Return the seconds to the first question, and those from each answer to the next question."""
    start = time.perf_counter()
    child = pexpect.spawn(
        sys.executable, ["-m", "interdict", "add"], env=environment, encoding="utf-8", timeout=60, dimensions=(24, 80)
    )
    child.delaybeforesend = None
    child.expect("title> ")
    first = time.perf_counter() - start
    time.sleep(1.0)  # a user thinks, and the rest is loaded
    child.sendline("Arms aboard an Il-76")
    child.expect(PROMPT)
    times = []
    for answer in ANSWERS:
        time.sleep(0.02)
        start = time.perf_counter()
        child.send(f"{answer}\r")
        child.expect(r"\x1b\[\?2004l")  # the line was taken
        child.expect(PROMPT)
        times.append(time.perf_counter() - start)
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    return first, times


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "INTERDICT_DB": str(Path(folder) / "bench.sqlite"),
            "INTERDICT_CONFIG": os.devnull,
            "INTERDICT_AUTHOR": "bench",
            "XDG_STATE_HOME": folder,
            "TERM": "xterm",
        }
        subprocess.run(
            [sys.executable, "-m", "interdict", "init", "--starter", "-q"], env=environment, check=True, stdout=-3
        )
        bare = measure_bare()
        runs = [measure(environment) for _ in range(RUNS)]
    firsts = [first for first, _ in runs]
    answers = sorted(seconds for _, times in runs for seconds in times)
    print(f"python -c pass           {bare * 1000:6.1f} ms")
    print(f"first question           {min(firsts) * 1000:6.1f} ms, {min(firsts) / bare:.1f} x")
    middle, longest = median(answers) * 1000, answers[-1] * 1000
    print(f"answer to next question  {middle:6.1f} ms in the median, {longest:.1f} ms at most")


if __name__ == "__main__":
    main()
