# What most harnesses do: the program and its tests run in one process, and an end
# without an error is a pass. Attacks that say `# control:` are held against it, so that
# what the sandbox withstands is known to bite. Reads {"answer", "target"} from fd 0.
import json
import sys


def main():
    job = json.load(sys.stdin)
    target = job["target"]
    space = {"__name__": "answer"}
    exec(compile(job["answer"], "<answer>", "exec"), space)
    if "asserts" in target:
        exec(target.get("setup", ""), space)
        if job.get("show"):
            print(space["f"](2, 3))
            return
        for test in target["asserts"]:
            exec(test, space)
    elif "test" in target:
        exec(target["test"], space)
        space["check"](space[target["entry_point"]])
    else:
        for case in target["cases"]:
            assert space[target["entry_point"]](*case["args"]) == case["expected"]


main()
