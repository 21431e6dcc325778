"""All training of the encoder, in one go on one GPU: teachers, labels of free text, the encoder that ships, what it says of held-out articles.

    python run.py --packed packed --work work --out out

`--seconds`: of the teachers, and of the encoders after them; `--folds 0` leaves out those for held-out articles. `--work`: checkpoints
and logs; `--out`: what is taken away (`silver/`, encoders with eight bits a weight, `held/`, `log`). Runs of one phase go side by side; a
run that failed or went astray is left out.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import torch

HERE = pathlib.Path(__file__).parent
TEXTS = ("en_gmb", "en_masc", "en_voice", "en_union", "de_voice", "de_bundestag")
START = time.time()
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "PYTORCH_CUDA_ALLOC_CONF": "expandable_segments:True"}


def say(*words):
    print(f"[{time.time() - START:.0f} s]", *words, flush=True)


def side_by_side(jobs, work):
    """Runs scripts side by side; returns the names of those that ended well."""
    running = {}
    for name, command in jobs.items():
        log = open(work / f"{name}.log", "w")
        running[name] = subprocess.Popen(
            [sys.executable, *map(str, command)], cwd=HERE, stdout=log, stderr=subprocess.STDOUT, env=ENVIRONMENT
        )
    done = [name for name, process in running.items() if process.wait() == 0]
    for name in jobs:
        lines = (work / f"{name}.log").read_text().splitlines()
        say(name, "ended well" if name in done else "FAILED")
        print("\n".join(lines[-14:]), flush=True)
    return done


def figure(work, name, pattern):
    found = re.findall(pattern + r".*? ([\d.]+)", (work / f"{name}.log").read_text())
    return float(found[-1]) if found else 0.0


def names_of(work, name):
    return figure(work, name, "germeval2014: .*PER/ORG/LOC")


def clauses_of(work, name):
    return figure(work, name, r"clause: strict [\d.]+ relaxed")


def average(teachers, reader, out):
    """Writes a checkpoint with the mean of the teachers' encoders and heads of names; its other heads are the reader's."""
    saved = [torch.load(path, map_location="cpu") for path in teachers]
    mean = torch.load(reader, map_location="cpu")
    for name, value in mean["weights"].items():
        if name == "lists" or name.startswith(("encoder.", "heads.names.")):
            mean["weights"][name] = sum(other["weights"][name].float() for other in saved).div(len(saved)).to(value.dtype)
    torch.save(mean, out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packed", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--seconds", type=lambda s: [int(n) for n in s.split(",")], default=[165, 250])
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    args.packed, args.work, args.out = args.packed.absolute(), args.work.absolute(), args.out.absolute()
    args.work.mkdir(exist_ok=True)

    def train(name, seconds, *rest):
        return ["train_reader.py", "--packed", args.packed, "--out", args.work / f"{name}.pt", "--seconds", seconds, *rest]

    keep = ["--average", 0.998]
    teaching, learning = args.seconds
    first = {
        "reader1": train("reader1", teaching, "--epochs", 5, "--articles", 5, "--seed", 3, "--rate", 2e-4, "--batch", 6144, *keep),
        "names1": train("names1", teaching, "--epochs", 6, "--seed", 1, "--rate", 2e-4, *keep),
        "names2": train("names2", teaching, "--epochs", 6, "--seed", 2, "--rate", 2e-4, *keep),
        "names3": train("names3", teaching, "--epochs", 6, "--seed", 7, "--rate", 2e-4, "--hide", 0.06, *keep),
    }
    done = side_by_side(first, args.work)
    readers = sorted((name for name in done if "reader" in name), key=lambda name: -clauses_of(args.work, name))
    whole = [name for name in done if "fold" not in name]
    best = max(names_of(args.work, name) for name in whole)
    good = [name for name in whole if names_of(args.work, name) >= best - 1.5]
    say("names by", good, "the rest by", readers)

    silver = args.out / "silver"
    silver.mkdir(parents=True, exist_ok=True)
    checkpoints = ",".join(str(args.work / f"{name}.pt") for name in {*good, *readers})
    taught = args.work / "taught"
    teach = {
        f"teach{i}": ["teach.py", "--packed", args.packed, "--checkpoints", checkpoints, "--names-by", ",".join(good), "--out", taught, "--text", part, "--compact", silver]
        for i, part in enumerate([",".join(TEXTS[:-1]), TEXTS[-1]])
    }
    side_by_side(teach, args.work)

    learn = ["--taught", taught, "--teach", "names,marked,clause,role,due", "--text", ",".join(TEXTS)]
    best_reader = args.work / f"{readers[0]}.pt"
    mean = args.work / "mean.pt"
    average([args.work / f"{name}.pt" for name in {*good, readers[0]}], best_reader, mean)
    last = {}
    for name, seed, begin in (("final", 5, mean), ("second", 6, best_reader)):
        rest = ["--start", begin, "--text-share", 0.2, "--batch", 8192, *learn, *keep]
        last[name] = train(name, learning, "--epochs", 5, "--articles", 5, "--seed", seed, "--rate", 1.5e-4, *rest)
    for fold in range(args.folds):
        name = f"fold{fold}"
        last[name] = train(name, learning - 50, "--epochs", 1, "--articles", 20, "--seed", 10 + fold, "--rate", 2e-4, "--hold", fold, *keep)
    done = side_by_side(last, args.work)
    ends = [name for name in done if not name.startswith("fold")]
    best = max(ends, key=lambda name: names_of(args.work, name) + clauses_of(args.work, name))
    say("the better encoder is", best)
    for end in ends:
        small = args.work / f"{end}.small.pt"
        subprocess.run([sys.executable, HERE / "shrink.py", args.work / f"{end}.pt", small], check=True)
        subprocess.run(["split", "-b", "15m", small, args.out / f"{small.name}."], check=True)
    if args.folds:
        held = args.work / "held"
        held.mkdir(exist_ok=True)
        for path in args.work.glob("*.held.npz"):
            shutil.copy(path, held)
        subprocess.run(["tar", "-cf", args.work / "held.tar", "-C", args.work, "held"], check=True)
        subprocess.run(["split", "-b", "15m", args.work / "held.tar", args.out / "held.tar."], check=True)
    subprocess.run(["tar", "-cf", args.work / "silver.tar", "-C", args.out, "silver"], check=True)
    subprocess.run(["split", "-b", "15m", args.work / "silver.tar", args.out / "silver.tar."], check=True)
    shutil.rmtree(silver)
    say("end")


if __name__ == "__main__":
    main()
