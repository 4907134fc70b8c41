# Reads what profile.sh recorded and prints it as Markdown. Operations and bytes
# are counted here from the networks' shapes; the multiply-adds must add up to
# what `quadrille bench` says of the network.
import collections
import json
import re
import sys

FLOAT = 4
NETWORKS = ("simple_rnn", "efficientnet_b0", "mlp", "cnn")
LEAST_SHARE = 0.02
SAMPLES_A_SECOND = 997
LEAST_CORE = 0.9  # of the time, below which a rate tells nothing

# A kind of kernel and the functions that it is made of, the first that fits.
KINDS = (
    ("products",
     r"sum_(flat|upright|panel|block|ragged)|widen|narrow|pack|product|.*sgemm"),
    ("convolution, pooled", r"convolve_pool_|learn$"),
    ("convolution", r"convolve_"),
    ("depthwise",
     r"(forward|back|columns|learn|point)_\d_\d|sum_(cell|image|images|all)|"
     r"learn_|depthwise|no_columns|scale_points"),
    ("batch norm and swish", r"normalize_swish"),
    ("batch norm, other passes", r"channel_moments|normalize_"),
    ("gates, sums over rows", r"gate|channel_dots|sum_rows|sigmoid|swish"),
    ("tanh", r"tanh"),
    ("Adam", r"adam_(?!update)"),
    ("turning weights", r"turn"),
    ("dropout's masks", r"fill_group|dropout|mask_scale"),
    ("pixels", r"bytes_to_units|warp|spread"),
    ("sums and gradients added", r"add_"),
)


def taps(size, kernel, stride):
    """Along an axis: cells of the kernel that meet the image, over all places."""
    out = -(-size // stride)
    before = max((out - 1) * stride + kernel - size, 0) // 2
    return sum(
        0 <= i * stride - before + k < size for i in range(out) for k in range(kernel)
    )


class Work:
    """What one image asks of a network."""

    def __init__(self):
        self.nominal = 0  # multiply-adds, padding included
        self.train = collections.Counter()  # (kind, unit) → operations or bytes
        self.infer = collections.Counter()

    def operations(self, kind, multiply_adds, first=False, nominal=None):
        # The first layer needs no gradient by its input.
        self.nominal += multiply_adds if nominal is None else nominal
        self.train[kind, "GFLOP/s"] += (4 if first else 6) * multiply_adds
        self.infer[kind, "GFLOP/s"] += 2 * multiply_adds

    def floats(self, kind, train, infer):
        self.train[kind, "GB/s"] += FLOAT * train
        self.infer[kind, "GB/s"] += FLOAT * infer

    def norm(self, count, swish):
        if swish:  # x → y; once more with the slope, on the way back
            self.floats("batch norm and swish", 5 * count, 2 * count)


def pixels(work):
    for counter in (work.train, work.infer):
        counter["pixels", "GB/s"] += 784 * (1 + FLOAT)


def mlp():
    work = Work()
    work.operations("products", 784 * 128, first=True)
    work.operations("products", 128 * 10)
    pixels(work)
    return work


def simple_rnn():
    work = Work()
    steps, state = 28, 128
    work.operations("products", steps * 28 * state, first=True)
    # The first step's state is 0.
    work.operations("products", (steps - 1) * state * state, nominal=steps * state * state)
    work.operations("products", state * 10)
    work.floats("tanh", 5 * steps * state, 2 * steps * state)
    pixels(work)
    return work


def cnn():
    work = Work()
    convolution = 24 * 24 * 16 * 25
    work.nominal += convolution
    # One place of four led through the pool, and is learned from.
    work.train["convolution, pooled", "GFLOP/s"] = 2 * convolution * 5 / 4
    work.infer["convolution, pooled", "GFLOP/s"] = 2 * convolution
    work.operations("products", 12 * 12 * 16 * 128)
    work.operations("products", 128 * 10)
    pixels(work)
    return work


def efficientnet_b0():
    work = Work()
    side, channels = 16, 32
    work.operations("convolution", taps(32, 3, 2) ** 2 * 3 * 32, first=True,
                    nominal=16 * 16 * 27 * 32)
    work.norm(side * side * channels, True)
    for repeats, kernel, stride, expansion, out in (
        (1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80),
        (3, 5, 1, 6, 112), (4, 5, 2, 6, 192), (1, 3, 1, 6, 320),
    ):
        for i in range(repeats):
            wide = channels * expansion
            if expansion > 1:
                work.operations("products", side * side * channels * wide)
                work.norm(side * side * wide, True)
            met = taps(side, kernel, stride if i == 0 else 1) ** 2
            side = -(-side // (stride if i == 0 else 1))
            work.operations("depthwise", met * wide,
                            nominal=side * side * kernel * kernel * wide)
            work.norm(side * side * wide, True)
            work.operations("products", 2 * wide * (channels // 4))
            work.operations("products", side * side * wide * out)
            work.norm(side * side * out, False)
            channels = out
    work.operations("products", side * side * channels * 1280)
    work.norm(side * side * 1280, True)
    work.operations("products", side * side * 1280 * 512)
    work.operations("products", 512 * 10)
    return work


def kind_of(symbol):
    for kind, pattern in KINDS:
        if re.match(pattern, symbol):
            return kind
    return "other"


def read_samples(path):
    """(process, seconds, function) of each sample."""
    for line in open(path):
        match = re.match(r"\s*(\d+)\s+([\d.]+):\s+(?:[0-9a-f]+ )?(.*)", line)
        if match:
            yield int(match[1]), float(match[2]), match[3].split()[0] if match[3] else ""


def counts(path):
    """Samples by kind, of training and of inference, in the measured turn: it
    begins when the process that measures the machine has had its own, and
    training ends with its last step of Adam."""
    samples = list(read_samples(path))
    adam = [(t, pid) for pid, t, name in samples if name.startswith("adam_")]
    end, trainer = max(adam)
    start = max(t for pid, t, name in samples
                if pid != trainer and t < end
                and re.search("multiply_adds|sgemm|memmove|memcpy", name))
    own = [(t, kind_of(name)) for pid, t, name in samples if pid == trainer]
    last = max(t for t, kind in own)
    return (Part(end - start, [kind for t, kind in own if start < t <= end]),
            Part(last - end, [kind for t, kind in own if t > end]))


class Part:
    """Training, or inference: its samples by kind, and for which share of the
    time the process had a core, which others may have wanted too."""

    def __init__(self, seconds, kinds):
        self.seen = collections.Counter(kinds)
        self.total = len(kinds)
        self.undisturbed = self.total >= LEAST_CORE * SAMPLES_A_SECOND * seconds


def print_part(model, name, part, work, rate, roofs):
    units = {kind: unit for kind, unit in work}
    left = 0
    for kind, count in part.seen.most_common():
        share = count / part.total
        if share < LEAST_SHARE or kind == "other":
            left += share
            continue
        speed = "- | -"
        if kind in units and part.undisturbed:
            unit = units[kind]
            reached = work[kind, unit] * rate / share / 1e9
            speed = f"{reached:.0f} {unit} | {100 * reached / roofs[unit]:.0f} %"
        print(f"| {model} | {name} | {kind} | {100 * share:.0f} % | {speed} |")
    print(f"| {model} | {name} | all else | {100 * left:.0f} % | - | - |")


INTRODUCTION = """# Where the time goes

Made by `tests/bench/profile.sh BUILD`: `perf record` of `quadrille bench NETWORK
--threads 1`. Shares are of the processor's time, whatever else ran. Speeds need
a core of one's own: where the process had one for less than nine tenths of the
time, it says `disturbed`, and no speed. Operations are those that are needed: 2
per multiply-add and pass, none in the padding. Bytes are what a pass reads and
writes, wherever that is: what is in a core's caches goes faster than a copy in
memory. `all else` has the kernels under 2 %, the loss and the system.

The roof is, for operations, multiply-adds in registers, and for bytes copying:
each the best of four runs.
"""


def main():
    folder = sys.argv[1]
    benches = [json.load(open(f"{folder}/{model}.json")) for model in NETWORKS]
    best = {key: max(b["peaks"][0][key]["median"] for b in benches) / 1e9
            for key in ("sgemm_flops", "multiply_add_flops", "copied_bytes")}
    roofs = {"GFLOP/s": best["multiply_add_flops"], "GB/s": best["copied_bytes"]}
    machine = benches[0]["machine"]

    print(INTRODUCTION)
    print(f"{machine['cpu']}, {machine['simd']}, commit {machine['commit'][:12]}: "
          f"multiply-adds in registers {best['multiply_add_flops']:.0f} GFLOP/s, "
          f"sgemm {best['sgemm_flops']:.0f} GFLOP/s, "
          f"copying {best['copied_bytes']:.0f} GB/s.\n")
    print("| network, images/s | | kernel | time | speed | of the roof |")
    print("| --- | --- | --- | ---: | ---: | ---: |")
    for model, bench in zip(NETWORKS, benches):
        row = bench["rows"][0]
        work = globals()[model]()
        assert work.nominal == row["multiply_adds"], (model, work.nominal)
        # w, g, m, v read and w, m, v written, once for a batch.
        work.floats("Adam", 7 * row["parameters"] / row["batch"], 0)
        train, infer = counts(f"{folder}/{model}.samples")
        for name, part, of, rate in (
            ("training", train, work.train, row["train"]["median"]),
            ("inference", infer, work.infer, row["infer"]["median"]),
        ):
            said = f"{rate:,.0f}" if part.undisturbed else "disturbed"
            print_part(f"{model}, {said}", name, part, of, rate, roofs)


main()
