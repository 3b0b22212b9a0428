#!/usr/bin/env python3
"""Makes the golden files of the checkpoint tests with PyTorch (1.13, Debian's python3-torch).

    python3 make_checkpoint_goldens.py ORACLE OUT_DIR

ORACLE is the path of cyborg_torch.py, whose synthetic_state the last file holds; OUT_DIR is
src/test/resources/org/cyborgml/models/checkpoint. Beside each file X that can be read stands X.json: for each tensor
its type, its shape and its elements as the hexadecimal of their little-endian bytes, row-major, as PyTorch sees them.
The files under refused/ hold what must not be read; none of their code does more than print.
"""
import argparse, collections, datetime, enum, functools, importlib.util, io, json, os, pathlib, pickle, struct, sys, zipfile

import numpy as np
import torch
import torch.nn as nn

TYPES = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
         torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}
INTEGER_VIEWS = {8: torch.int64, 4: torch.int32, 2: torch.int16, 1: torch.uint8}


def raw(t):
    t = t.detach().contiguous()
    t = t if t.dtype == torch.bool else t.view(INTEGER_VIEWS[t.element_size()]) if t.dim() else t.reshape(1).view(
        INTEGER_VIEWS[t.element_size()])
    return t.numpy().tobytes()


def expectation(tensors):
    return {k: {"type": TYPES[t.dtype], "shape": list(t.shape), "bytes": raw(t).hex()} for k, t in tensors.items()}


def put(out, name, obj, tensors, **kw):
    path = os.path.join(out, name)
    torch.save(obj, path, **kw)
    with open(path + ".json", "w") as f:
        json.dump(expectation(tensors), f, separators=(",", ":"))


def all_types():
    floats = [0.0, -0.0, 1.0, -2.5, 65504.0, 6e-8, 1e-5, float("inf"), float("-inf"), float("nan")]
    tensors = collections.OrderedDict()
    for d in (torch.float64, torch.float32, torch.float16, torch.bfloat16):
        tensors[TYPES[d]] = torch.tensor(floats, dtype=d).reshape(2, 5)
    for d in (torch.int64, torch.int32, torch.int16, torch.int8):
        i = torch.iinfo(d)
        tensors[TYPES[d]] = torch.tensor([i.min, -1, 0, i.max], dtype=d)
    tensors["U8"] = torch.tensor([[0, 1], [128, 255]], dtype=torch.uint8)
    tensors["BOOL"] = torch.tensor([True, False, True])
    return tensors


def views():
    base = torch.arange(24, dtype=torch.float32)
    t = collections.OrderedDict()
    t["whole"] = base
    t["matrix"] = base.view(4, 6)
    t["transposed"] = base.view(4, 6).t()
    t["columns"] = base.view(4, 6)[:, 1:5:2]
    t["row"] = base.view(4, 6)[2]
    t["tail"] = base[20:]
    t["expanded"] = torch.tensor([1.5, -2.0]).unsqueeze(1).expand(2, 3)
    t["channels_last"] = torch.arange(48, dtype=torch.float32).view(2, 3, 2, 4).contiguous(
        memory_format=torch.channels_last)
    t["permuted_longs"] = torch.arange(8).view(2, 2, 2).permute(2, 0, 1)
    t["permuted_bytes"] = torch.arange(6, dtype=torch.uint8).view(2, 3).t()
    t["permuted_halves"] = torch.arange(6, dtype=torch.float16).view(2, 3).t()
    t["empty"] = torch.empty(0)
    t["empty_rows"] = torch.empty(3, 0, 2)
    t["empty_of_some"] = base[24:]
    t["scalar"] = torch.tensor(3.25)
    t["scalar_of_some"] = base[7]
    t["parameter"] = nn.Parameter(torch.tensor([0.5, 0.25]))
    return t


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.bn = nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3)
        self.fc = nn.Linear(3, 2)
        self.tied = self.fc

    def forward(self, x):
        return self.fc(self.bn(self.conv(x)).mean((2, 3)))


def trained():
    torch.manual_seed(5)
    net = Net()
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    net(torch.randn(4, 2, 5, 5)).sum().backward()
    opt.step()
    return net, opt


def big_endian(source, target):
    """What a big-endian machine would save: swapped records and a byteorder record."""
    sizes = {"0": 4, "1": 8, "2": 2, "3": 1}
    with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, "w") as b:
        for i in a.infolist():
            data = a.read(i)
            folder, _, key = i.filename.rpartition("/")
            if folder.endswith("data"):
                data = np.frombuffer(data, f"V{sizes[key]}").tobytes() if sizes[key] == 1 else np.frombuffer(
                    data, f">u{sizes[key]}").astype(f"<u{sizes[key]}").tobytes()
            b.writestr(zipfile.ZipInfo(i.filename), data)
        b.writestr(zipfile.ZipInfo(i.filename.split("/")[0] + "/byteorder"), b"big")


def write_safetensors(path, tensors, metadata):
    """As the format's own writer lays it out: widest types first, header padded with spaces."""
    order = sorted(tensors, key=lambda k: -tensors[k].element_size())
    header, at = {"__metadata__": metadata}, 0
    for k in order:
        n = len(raw(tensors[k]))
        header[k] = {"dtype": TYPES[tensors[k].dtype], "shape": list(tensors[k].shape), "data_offsets": [at, at + n]}
        at += n
    h = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    h += b" " * (-len(h) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(h)) + h)
        f.writelines(raw(tensors[k]) for k in order)
    with open(path + ".json", "w") as f:
        json.dump(expectation({k: tensors[k] for k in order}), f, separators=(",", ":"))


def with_script_values(state):
    """What training scripts keep beside a model: numbers of numpy, and the options that they were called with."""
    options = argparse.Namespace(lr=np.float64(0.1), arch="resnet50", nested=argparse.Namespace(gpus=[0, 1]))
    return {"state_dict": state, "best_acc": np.float64(0.75), "args": options, "f4": np.float32(-1.5),
            "f2": np.float16(0.25), "i8": np.int64(-2 ** 62), "i4": np.int32(-70000), "i2": np.int16(-300),
            "i1": np.int8(-7), "u4": np.uint32(2 ** 32 - 1), "u2": np.uint16(65535), "u1": np.uint8(255),
            "b1": np.bool_(True)}


class Stage(enum.Enum):
    FITTING = "fit"


class AttributeDict(dict):
    """A dict with a class of its own, as Lightning's hyper_parameters are."""


class Callback:
    def __init__(self):
        self.best, self.when, self.monitors = pathlib.PurePosixPath("/x"), datetime.datetime(2024, 1, 1), {"val", "auc"}


def prefixed(state, prefix):
    return collections.OrderedDict((prefix + k, v) for k, v in state.items())


def lightning(state):
    """What Lightning saves: the state dict of a module that holds the network, and objects of many classes."""
    return {"epoch": 3, "global_step": 10, "pytorch-lightning_version": "2.0.0",
            "state_dict": prefixed(state, "model."), "loops": {"fit_loop": {"state_dict": {}, "at": torch.ones(3)}},
            "callbacks": {"ModelCheckpoint{'monitor': 'val'}": Callback(), ("a", 1): 2},
            "hyper_parameters": AttributeDict(lr=0.1, stage=Stage.FITTING, act=functools.partial(nn.ReLU, inplace=True),
                                              where=np.arange(100.0), names=np.array(["a", "b"]), z=1 + 2j,
                                              counts=collections.Counter("ab"), log=collections.defaultdict(list, a=[1.0])),
            "optimizer_states": [{"state": {0: {"exp_avg": torch.ones(2)}}}], "rng": {"torch": torch.get_rng_state()}}


def put_averaged(out, name, obj, tensors, averaged):
    put(out, name, obj, tensors)
    with open(os.path.join(out, name + ".averaged.json"), "w") as f:
        json.dump(expectation(averaged), f, separators=(",", ":"))


class Runs:
    def __init__(self, function, *args):
        self.call = function, args

    def __reduce__(self):
        return self.call


def refused(out):
    os.makedirs(out, exist_ok=True)
    net, _ = trained()
    cases = {
        "os_system": {"w": torch.zeros(2), "x": Runs(os.system, "echo code ran")},
        "eval": {"w": torch.zeros(2), "x": Runs(eval, "print('code ran')")},
        "getattr": {"w": torch.zeros(2), "x": Runs(getattr, "", "upper")},
        "module": nn.Linear(2, 2),
        "numpy_array": {"w": torch.zeros(2), "history": np.zeros(3)},
        "numpy_text": {"w": torch.zeros(2), "name": np.str_("resnet50")},
        "sparse": {"w": torch.eye(2).to_sparse()},
        "complex": {"w": torch.zeros(2, dtype=torch.complex64)},
        "quantized": {"w": torch.quantize_per_tensor(torch.zeros(2), 0.1, 0, torch.qint8)},
        "bare_tensor": torch.zeros(2),
        "list": [torch.zeros(2)],
        "no_tensors": {"epoch": 3, "args": {"lr": 0.1}},
    }
    for name, obj in cases.items():
        for form in (True, False):
            if name == "module" and not form:
                continue  # holds the source of the class, which only makes it larger
            torch.save(obj, os.path.join(out, name + (".zip.pth" if form else ".stream.pth")),
                       _use_new_zipfile_serialization=form)
    torch.jit.save(torch.jit.script(nn.ReLU()), os.path.join(out, "torchscript.pt"))
    with open(os.path.join(out, "bare_pickle.pkl"), "wb") as f:
        pickle.dump({"w": [1.0, 2.0]}, f, protocol=2)
    with zipfile.ZipFile(os.path.join(out, "other.zip"), "w") as z:
        z.writestr("configuration.json", "{}")
    # The very records of a checkpoint, but compressed.
    torch.save({"w": torch.zeros(256)}, buffer := io.BytesIO())
    with zipfile.ZipFile(buffer) as a, zipfile.ZipFile(os.path.join(out, "deflated.pth"), "w", zipfile.ZIP_DEFLATED) as b:
        for i in a.infolist():
            b.writestr(i.filename, a.read(i))


def synthetic(oracle, out):
    spec = importlib.util.spec_from_file_location("oracle", oracle)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shapes = {"conv1.weight": (4, 3, 3, 3), "bn1.weight": (5,), "bn1.bias": (5,), "bn1.running_mean": (5,),
              "bn1.running_var": (5,), "bn1.num_batches_tracked": (), "layer4.2.conv3.weight": (7, 11, 1, 1),
              "fc.weight": (2, 13), "fc.bias": (2,)}
    fake = type("Fake", (), {"state_dict": lambda self: {k: torch.empty(s) for k, s in shapes.items()}})()
    cases = {str(seed): expectation(module.synthetic_state(fake, seed)) for seed in (0, 1, 7, 123456789)}
    with open(os.path.join(out, "synthetic.json"), "w") as f:
        json.dump({"shapes": shapes, "seeds": cases}, f, separators=(",", ":"))


def main():
    oracle, out = sys.argv[1:]
    net, opt = trained()
    state = net.state_dict()
    parallel = nn.DataParallel(net).state_dict()
    twice = collections.OrderedDict(("module.module." + k, v) for k, v in state.items())
    nested = {"epoch": 3, "arch": "resnet50", "model": parallel, "optimizer": opt.state_dict(), "best": 0.75,
              "history": [(1, 0.5), (2, None)], "done": False, "dtype": torch.float16, "size": torch.Size([1, 2]),
              "device": torch.device("cuda:1"), 7: 2 ** 70}
    for form in (True, False):
        kw, ext = {"_use_new_zipfile_serialization": form}, ".zip.pth" if form else ".stream.pth"
        put(out, "types" + ext, all_types(), all_types(), **kw)
        put(out, "views" + ext, views(), views(), **kw)
        put(out, "state" + ext, state, state, **kw)
        put(out, "nested" + ext, nested, state, **kw)
        put(out, "protocol4" + ext, {"state_dict": dict(state), "epoch": 1}, state, pickle_protocol=4, **kw)
        put(out, "script" + ext, with_script_values(state), state, **kw)
        put(out, "script4" + ext, with_script_values(state), state, pickle_protocol=4, **kw)
    put(out, "prefix-twice.zip.pth", {"state_dict": {"state_dict": twice}}, state)
    put(out, "prefix-some.zip.pth", {"module.a": torch.ones(1), "b": torch.ones(1)},
        {"module.a": torch.ones(1), "b": torch.ones(1)})
    put(out, "lightning.zip.pth", lightning(state), prefixed(state, "model."))
    put(out, "nested-wrappers.zip.pth", {"state_dict": prefixed(state, "_orig_mod.module._orig_mod.")}, state)
    ema = collections.OrderedDict((k, v + 1) for k, v in state.items())
    put_averaged(out, "averaged.zip.pth", {"state_dict": prefixed(state, "module."), "state_dict_ema": prefixed(ema, "module."),
                                           "args": argparse.Namespace(lr=0.1)}, state, ema)
    put_averaged(out, "averaged-names.zip.pth", {"state_dict": {**prefixed(state, "model."), **prefixed(ema, "ema_model.module.")}},
                 prefixed(state, "model."), ema)
    # Lightning's LitEma: buffers, whose names may have no dots.
    put_averaged(out, "averaged-dotless.zip.pth",
                 {"state_dict": {**prefixed(state, "model."), **{"model_ema." + k.replace(".", ""): v for k, v in ema.items()},
                                 "model_ema.decay": torch.tensor(0.99)}},
                 prefixed(state, "model."), {**ema, "decay": torch.tensor(0.99)})
    put(out, "averaged-model.zip.pth", torch.optim.swa_utils.AveragedModel(net).state_dict(), state)
    swapped = collections.OrderedDict(f=torch.tensor([[1.5, -2.0, 3.0]]), l=torch.tensor([1, -2]),
                                      h=torch.tensor([0.5, 2.0], dtype=torch.float16), b=torch.tensor([True, False]))
    put(out, "big-endian.zip.pth", swapped, swapped)
    os.rename(os.path.join(out, "big-endian.zip.pth"), os.path.join(out, "little.tmp"))
    big_endian(os.path.join(out, "little.tmp"), os.path.join(out, "big-endian.zip.pth"))
    os.remove(os.path.join(out, "little.tmp"))
    everything = all_types()
    everything["empty"], everything["scalar"] = torch.empty(3, 0), torch.tensor(3.25)
    everything["läyer \"1\""] = torch.ones(2)
    write_safetensors(os.path.join(out, "types.safetensors"), everything, {"format": "pt", "note": "zwei\nZeilen"})
    refused(os.path.join(out, "refused"))
    synthetic(oracle, out)


if __name__ == "__main__":
    main()
