"""Reads what `quadrille export` wrote, with readers of its own, and compares
it with the record. Run by cli/export.sh in a folder that has r.db and data/."""
import csv
import glob
import json
import math
import os
import re
import sqlite3
import struct
import subprocess
import sys
import urllib.parse

RECORD = sqlite3.connect("file:r.db?mode=ro", uri=True)
METRICS = [f"{split}_{what}" for split in ("train", "validation", "test")
           for what in ("loss", "accuracy")]


def rows(sql, *values):
    return RECORD.execute(sql, values).fetchall()


def epochs_of(trial):
    """{metric: {epoch: value}}; a loss that is NULL beside an accuracy is NaN."""
    found = {}
    for epoch, *values in rows(
            f"select e.epoch, {', '.join(METRICS)}, lr from epoch e "
            "join trial t on t.id = e.trial where t.name = ? order by 1", trial):
        scores = dict(zip(METRICS + ["lr"], values))
        for name, value in scores.items():
            if name.endswith("loss") and scores[name[:-4] + "accuracy"] is not None:
                value = math.nan if value is None else value
            if value is not None:
                found.setdefault(name.replace("_", "/"), {})[epoch] = value
    return found


def same(a, b):
    return a == b or (math.isnan(a) and math.isnan(b))


def number(cell):
    return cell if isinstance(cell, (int, float)) else float(cell)


# --- tables


def check_tables():
    wanted = rows("select trial, epoch, split, loss, accuracy, loss_kind from epochs "
                  "join trials using (trial) where study = 'nets'")
    with open("csv/epochs.csv", newline="") as file:
        from_csv = list(csv.DictReader(file))
    with open("jsonl/epochs.jsonl") as file:
        from_lines = [json.loads(line) for line in file]
    for found in from_csv, from_lines:
        assert len(found) == len(wanted)
        index = {(row["trial"], int(row["epoch"]), row["split"]): row for row in found}
        for trial, epoch, split, loss, accuracy, kind in wanted:
            row = index[trial, epoch, split]
            loss = math.nan if loss is None else loss
            assert same(number(row["loss"]), loss), (row, loss)
            assert number(row["accuracy"]) == accuracy
            assert row["loss_kind"] == kind
    assert {"nan", "inf"} <= {row["loss_kind"] for row in from_lines}
    labels = {label for label, in rows("select label from trials where study = 'nets'")}
    with open("jsonl/final.jsonl") as file:
        assert {json.loads(line)["label"] for line in file} == labels
    for name in "final", "parameters":
        assert os.path.getsize(f"csv/{name}.csv") > 100


# --- TensorBoard: records, and protocol buffers by hand


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def table_entry(value):
    for _ in range(8):
        value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
    return value


TABLE = [table_entry(i) for i in range(256)]


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(path):
    with open(path, "rb") as file:
        while head := file.read(12):
            length, check = struct.unpack("<QI", head)
            assert check == masked(head[:8]), path
            data = file.read(length)
            assert struct.unpack("<I", file.read(4))[0] == masked(data), path
            yield data


def fields(message):
    """[(field, value)]: integers, or bytes."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    found = []
    while at < len(message):
        key = varint()
        kind = key & 7
        if kind == 0:
            value = varint()
        else:
            size = {1: 8, 2: None, 5: 4}[kind]
            size = varint() if size is None else size
            value = message[at:at + size]
            assert len(value) == size
            at += size
        found.append((key >> 3, value))
    return found


def get(message, *path):
    for field in path:
        message = dict(fields(message))[field]
    return message


def check_board_run(path, trial):
    found = {}
    tags = []
    last = 0
    for data in records(path):
        event = dict(fields(data))
        now = struct.unpack("<d", event[1])[0]
        assert now >= last > 0 or last == 0
        last = now
        if 3 in event:
            assert event[3] == b"brain.Event:2" and not tags
            continue
        for _, value in fields(event[5]):
            value = dict(fields(value))
            tag = value[1].decode()
            tags.append(tag)
            if 2 in value:
                found.setdefault(tag, {})[event[2]] = struct.unpack("<f", value[2])[0]
            elif tag.endswith("start_info"):
                assert get(value[9], 1, 1) == b"hparams"
                start = get(value[9], 1, 2, 3)
    wanted = epochs_of(trial)
    assert set(found) == set(wanted) | {"seconds"}, (found.keys(), wanted.keys())
    for tag, values in wanted.items():
        single = {epoch: struct.unpack("<f", struct.pack("<f", value))[0]
                  for epoch, value in values.items()}
        assert found[tag].keys() == single.keys()
        assert all(same(found[tag][epoch], single[epoch]) for epoch in single), tag
    config, = rows("select distinct config from trials where trial = ?", trial)[0]
    assert get(start, 4).decode() == config
    assert tags[0] == "_hparams_/session_start_info"
    assert tags[-1] == "_hparams_/session_end_info"


def check_board():
    paths = glob.glob("board/**/*tfevents*", recursive=True)
    trials = [trial for trial, in rows("select trial from trials where study = 'nets'")]
    assert len(paths) == len(trials) + 1
    for path in paths:
        name = path.split("/")
        if len(name) == 2:
            (_, experiment) = records(path)
            experiment = get(experiment, 5, 1, 9, 1, 2, 2)
            assert get(experiment, 6) == b"nets"
            names = {get(value, 1).decode() for field, value in fields(experiment) if field == 4}
            assert {"model", "arch.units", "optimizer.lr"} & names == {"model", "arch.units"}
        else:
            assert len(name) == 4 and re.fullmatch("seed-[0-9]+", name[2]), path
            check_board_run(path, path.rsplit(".", 1)[1])


def check_protoc():
    for path in glob.glob("board/*tfevents*") + glob.glob("board/*/*/*tfevents*")[:2]:
        for data in records(path):
            said = subprocess.run(["protoc", "--decode_raw"], input=data, capture_output=True,
                                  check=True).stdout
            assert said.startswith(b"1: 0x")


# --- MLflow, by the rules of mlflow/utils/validation.py and file_store.py


def files_in(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            key = os.path.relpath(os.path.join(path, name), folder)
            assert re.fullmatch(r"[/\w.\- ]{1,250}", key, re.ASCII), key
            assert os.path.normpath(key) == key
            with open(os.path.join(path, name), encoding="utf-8") as file:
                found[key] = file.read()
    return found


def read_meta(folder):
    """Plain scalars, or JSON strings, which YAML takes as they are."""
    found = {}
    with open(os.path.join(folder, "meta.yaml"), encoding="utf-8") as file:
        for line in file:
            key, value = line.rstrip("\n").split(": ", 1)
            found[key] = json.loads(value) if value[0] == '"' else value.strip("'")
    return found


def local(uri):
    assert uri.startswith("file:///")
    return urllib.parse.unquote(uri[len("file://"):])


def check_mlflow_run(folder, experiment):
    meta = read_meta(folder)
    assert re.fullmatch("[0-9a-f]{32}", meta["run_id"]) and meta["run_uuid"] == meta["run_id"]
    assert os.path.basename(folder) == meta["run_id"]
    assert meta["experiment_id"] == experiment and meta["lifecycle_stage"] == "active"
    assert set(meta) >= {"run_name", "start_time", "end_time", "user_id", "tags", "source_type"}
    assert os.path.samefile(local(meta["artifact_uri"]), os.path.join(folder, "artifacts"))
    tags = files_in(os.path.join(folder, "tags"))
    params = files_in(os.path.join(folder, "params"))
    metrics = files_in(os.path.join(folder, "metrics"))
    trial = tags["quadrille.trial"]
    (hash_, state), = rows("select hash, state from trial where name = ?", trial)
    assert hash_.startswith(meta["run_id"]) and tags["quadrille.state"] == state
    assert meta["status"] == "3"
    assert tags["mlflow.runName"] == meta["run_name"]
    settings = dict(rows("select name, written from parameters where config = "
                         "(select config from trials where trial = ?)", trial))
    assert len(params) == len(settings) + 1
    assert all(params[name] == value for name, value in settings.items())
    assert all(len(value) <= 6000 and "\n" not in value for value in params.values())
    wanted = epochs_of(trial)
    assert set(metrics) == set(wanted) | {"seconds"}
    for name, values in wanted.items():
        lines = [line.split(" ") for line in metrics[name].splitlines()]
        assert all(int(meta["start_time"]) <= int(line[0]) for line in lines)
        assert [int(line[2]) for line in lines] == sorted(values)
        assert all(same(float(line[1]), values[int(line[2])]) for line in lines)


def check_mlflow():
    (folder,) = glob.glob("mlruns/*")
    meta = read_meta(folder)
    assert re.fullmatch("[0-9]{18}", meta["experiment_id"])
    assert os.path.basename(folder) == meta["experiment_id"] and meta["name"] == "nets"
    runs = [path for path in glob.glob(folder + "/*") if os.path.isdir(path)]
    assert len(runs) == rows("select count(*) from trials where study = 'nets'")[0][0]
    for run in runs:
        check_mlflow_run(run, meta["experiment_id"])


# --- networks


def answers(trial):
    found = rows("select predicted, confidence from predictions "
                 "where trial = ? and split = 'test' order by image", trial)
    return [predicted for predicted, _ in found], [confidence for _, confidence in found]


def load_images(numpy):
    with open("data/t10k-images-idx3-ubyte", "rb") as file:
        _, count, height, width = struct.unpack(">4I", file.read(16))
        pixels = numpy.frombuffer(file.read(), numpy.uint8)
    return pixels.reshape(count, 1, height, width) / numpy.float32(255)


def compare(numpy, name, found, trial):
    predicted, confidence = answers(trial)
    assert len(predicted) == len(found) > 10
    assert numpy.allclose(found.sum(1), 1, atol=1e-6)
    error = abs(found[numpy.arange(len(predicted)), predicted] - confidence).max()
    print(f"{name}: off by {error:.1e}")
    assert error < 1e-4, f"{name} is off by {error}"
    assert numpy.array_equal(found.argmax(1), predicted), name


def read_safetensors(numpy, path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    facts = header.pop("__metadata__")
    end = max(entry["data_offsets"][1] for entry in header.values())
    assert end == len(data)
    return facts, {
        name: numpy.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()}


def check_safetensors(numpy):
    found = rows("select trial, label, parameters from trials where study = 'nets'")
    for trial, label, parameters in found:
        facts, tensors = read_safetensors(numpy, f"{trial}.safetensors")
        trained = [tensor for name, tensor in tensors.items()
                   if not re.search("moving|start_share", name)]
        assert sum(tensor.size for tensor in trained) == parameters, label
        assert facts["trial"] == trial and facts["classes"] == "10"
        assert json.loads(facts["settings"])["model"] and len(facts["data_digest"]) == 64
    trial, = next((trial, ) for trial, label, _ in found if label == "mlp")
    facts, w = read_safetensors(numpy, f"{trial}.safetensors")
    (first, shift, last, end) = w.values()
    x = load_images(numpy)
    hidden = numpy.maximum(x.reshape(len(x), -1) @ first + shift, 0)
    power = numpy.exp(hidden @ last + end)
    compare(numpy, "mlp.safetensors", power / power.sum(1, keepdims=True), trial)


def check_onnx(numpy, onnx):
    import onnx_run
    images = load_images(numpy)
    for trial, label in rows("select trial, label from trials where study = 'nets'"):
        model = onnx.load(f"{trial}.onnx")
        onnx.checker.check_model(model, full_check=True)
        assert (model.ir_version, model.opset_import[0].version) == (7, 13)
        assert {fact.key: fact.value for fact in model.metadata_props}["trial"] == trial
        found = onnx_run.run(model, images)
        compare(numpy, label, found["probabilities"], trial)
        assert numpy.allclose(onnx_run.softmax(found["logits"]), found["probabilities"])


def optional(name):
    try:
        return __import__(name)
    except ImportError:
        return None


def main():
    if sys.argv[1:] == ["numpy"]:
        numpy, onnx = optional("numpy"), optional("onnx")
        if not numpy:
            sys.exit(3)
        check_safetensors(numpy)
        if not onnx:
            sys.exit(4)
        check_onnx(numpy, onnx)
        return
    check_tables()
    check_board()
    check_mlflow()
    if subprocess.run(["sh", "-c", "command -v protoc"], capture_output=True).returncode == 0:
        check_protoc()
    else:
        print("skipped: protoc is missing (protobuf-compiler)")


main()
