#!/usr/bin/env python3
"""Lets a PyTorch program train a trial of experiments/peers.yaml. It translates
the settings that it is given into that program's options, and the lines that
the program prints into reports: README.md beside this file describes both.

$QUADRILLE_PEER is the program: it takes --model cnn|rnn|mlp|efficientnet_b0,
--data, --epochs, --batch, --threads, --optimizer, --lr, --seed, --limit and
--augment, and prints "epoch 1  train 7.1 s … loss 0.1 acc 0.9 | test loss 0.1
acc 0.9" after every epoch. Without it, or without PyTorch, a trial is
skipped."""
import argparse
import json
import os
import re
import subprocess
import sys

MODELS = {"cnn": "cnn", "simple_rnn": "rnn", "mlp": "mlp",
          "efficientnet_b0": "efficientnet_b0"}
EPOCH = re.compile(r"epoch +(\d+) +train +([\d.]+) s .*? loss (\S+) acc (\S+)"
                   r".*\| test loss (\S+) acc (\S+)")
PARAMETERS = re.compile(r"(\d+) params, ([\d.]+) M multiply-adds")

report = os.fdopen(int(os.environ["QUADRILLE_FD"]), "w")


def tell(line):
    print(json.dumps(line), file=report, flush=True)


def skip(why):
    tell({"skip": why})
    sys.exit()


def python_with_torch():
    """The Python of this process, or the system's: distributions package
    PyTorch for theirs."""
    for python in (sys.executable, "/usr/bin/python3"):
        done = subprocess.run([python, "-c", "import torch"], check=False,
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
        if done.returncode == 0:
            return python
    return skip("PyTorch is not installed for python3")


def options(settings):
    """The program's options for a trial's settings."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--model")
    parser.add_argument("--batch_size", default="64")
    parser.add_argument("--train_size", default="0")
    parser.add_argument("--optimizer", default="adam")
    parser.add_argument("--optimizer.lr", dest="lr", default="0.001")
    given, _ = parser.parse_known_args()
    if given.model not in MODELS:
        skip(f"the PyTorch program has no model '{given.model}'")
    words = ["--model", MODELS[given.model], "--data", settings["run"]["data"],
             "--epochs", str(given.epochs), "--batch", given.batch_size,
             "--threads", str(settings["run"]["threads"]),
             "--optimizer", given.optimizer, "--lr", given.lr,
             "--seed", given.seed, "--limit", given.train_size,
             "--infer-reps", "0"]
    if any(settings.get("augment", {}).values()):
        words.append("--augment")
    return words


def translate(line):
    found = PARAMETERS.search(line)
    if found:
        tell({"parameters": int(found[1]),
              "multiply_adds": round(float(found[2]) * 1e6)})
    found = EPOCH.match(line)
    if found:
        tell({"epoch": int(found[1]), "seconds": float(found[2]),
              "train": {"loss": float(found[3]), "accuracy": float(found[4])},
              "test": {"loss": float(found[5]), "accuracy": float(found[6])}})


def main():
    program = os.environ.get("QUADRILLE_PEER", "")
    if not os.path.isfile(program):
        skip("QUADRILLE_PEER names no PyTorch program")
    with open(os.environ["QUADRILLE_SETTINGS"]) as file:
        settings = json.load(file)
    if "data" not in settings["run"]:
        skip("its data set does not lie in files")
    # The program chooses its own kernels and threads.
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("OPENBLAS_")}
    words = [python_with_torch(), program] + options(settings)
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment,
                          text=True) as process:
        for line in process.stdout:
            translate(line)
    sys.exit(process.returncode)


main()
