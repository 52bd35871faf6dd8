"""Every command shown in README.md and docs/cli.md is run, and does what is shown.

In a fenced block marked `console`, a line `$ command` is run by the shell, with the program first in PATH, in a folder that holds the same
names as the root of the repository, so that what a command writes is gone afterwards. It must exit 0. The lines up to the next command are
what it prints; a line `...` stands for any lines, and nothing shown means nothing is compared. Seconds and
residuals vary and are not compared.
"""
import os
import re
import subprocess
import sys
import tempfile

import harness

DOCUMENTS = ["README.md", "docs/cli.md", "docs/worlds.md"]
VARIES = re.compile(r"\d+(\.\d+)?(e-\d+)?(?= s\b)|\d(\.\d+)?e-\d+")


def commands(path):
    """(line, command, shown lines) of every console block."""
    found, inside, line_number = [], False, 0
    with open(path, encoding="utf-8") as stream:
        for line_number, line in enumerate(stream, 1):
            line = line.rstrip("\n")
            if line.startswith("```"):
                inside = line == "```console"
            elif inside and line.startswith("$ "):
                found.append((line_number, line[2:], []))
            elif inside and found:
                found[-1][2].append(line)
    return found


def pattern(shown):
    parts = [r"(?:.*\n)*?" if line.strip() == "..." else re.escape(VARIES.sub("#", line.rstrip())) + r"\n" for line in shown]
    return "".join(parts)


def run(command, folder, program):
    environment = {**os.environ, "PATH": os.path.dirname(program) + os.pathsep + os.environ["PATH"]}
    environment.pop("COLUMNS", None)
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120, check=False)
    out = "".join(VARIES.sub("#", line.rstrip()) + "\n" for line in done.stdout.decode().splitlines())
    return done.returncode, out, done.stderr.decode()


def check(command, shown, folder, program):
    """What is wrong with a command; "" when nothing is."""
    status, out, err = run(command, folder, program)
    if status != 0:
        return f"exit {status}: {err}"
    while shown and not shown[-1].strip():
        shown.pop()
    if shown and not re.fullmatch(pattern(shown), out):
        return "what is shown is not what is printed:\n" + out
    return ""


def workplace(folder, program):
    """The names of the root, and the program as `parley`."""
    for name in os.listdir("."):
        if not name.startswith(".") and name != "us-china-brief.html":
            os.symlink(os.path.abspath(name), os.path.join(folder, name))
    os.mkdir(os.path.join(folder, ".bin"))
    os.symlink(program, os.path.join(folder, ".bin", "parley"))
    return os.path.join(folder, ".bin", "parley")


def main():
    cases = [(path, *case) for path in DOCUMENTS for case in commands(path)]
    print(f"1..{len(cases)}", flush=True)
    failed = 0 if cases else 1
    with tempfile.TemporaryDirectory(prefix="parley-test-") as folder:
        program = workplace(folder, harness.PROGRAM)
        for number, (path, line, command, shown) in enumerate(cases, 1):
            wrong = check(command, shown, folder, program)
            failed += bool(wrong)
            print(f"{'not ok' if wrong else 'ok'} {number} - {path}:{line}: {command.replace('#', '')}")
            print("".join(f"# {text}\n" for text in wrong.splitlines()), end="")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
