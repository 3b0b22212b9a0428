#!/usr/bin/env python3
"""Golden files of BiSeNet's training, of detectors that learn from human maps, and of a siamese detector's names, by the oracles
deepfake_torch.py and cyborg_torch.py in double precision.

    /usr/bin/python3 make_deepfake_goldens.py FOLDER_OF_THE_ORACLE ../resources/org/cyborgml/models
"""
import json, os, sys

sys.path.insert(0, sys.argv[1])
import torch
import torch.nn.functional as F
import cyborg_torch
import deepfake_torch as oracle

SEED, SIDE, BATCH, STEPS, LR, IGNORED = 7, 64, 4, 2, 1e-2, 255
SAMPLED = ("cp.resnet.conv1.weight", "cp.resnet.bn1.weight", "cp.resnet.layer2.0.downsample.0.weight", "cp.resnet.layer4.1.bn2.bias",
           "cp.arm16.conv_atten.weight", "cp.arm32.bn_atten.weight", "cp.conv_avg.conv.weight", "cp.conv_head16.bn.bias",
           "ffm.convblk.conv.weight", "ffm.conv1.weight", "conv_out.conv_out.weight", "conv_out16.conv.bn.weight",
           "conv_out32.conv_out.weight")


def labels():
    n, y, x = torch.meshgrid(torch.arange(BATCH), torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    label = (7 * n + 3 * (y // 4) + 5 * (x // 3)) % 20
    return torch.where(label == 19, torch.tensor(IGNORED), label)


def all_pixels(logits, y):
    return F.cross_entropy(logits, y, ignore_index=IGNORED)


def hard_pixels(logits, y, probability=0.7):
    """As face-parsing.PyTorch trains: pixels whose class has less than this probability, but a sixteenth of all at least."""
    losses, _ = F.cross_entropy(logits, y, ignore_index=IGNORED, reduction="none").flatten().sort(descending=True)
    bar, least = -torch.log(torch.tensor(probability, dtype=torch.float64)), y.numel() // 16
    return (losses[losses > bar] if losses[least] > bar else losses[:least]).mean()


def steps(loss_of):
    model = oracle.build("bisenet").double().train()
    model.load_state_dict(oracle.synthetic_state(model, SEED), strict=False)
    optimizer = torch.optim.SGD(model.parameters(), lr=LR, momentum=0.9, weight_decay=5e-4)
    x, y, out = oracle.pattern(BATCH, SIDE, SEED).double(), labels(), {"loss": []}
    for step in range(STEPS + 1):
        loss = sum(loss_of(logits, y) for logits in model(x))
        out["loss"].append(loss.item())
        if step == STEPS:
            break
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            params = dict(model.named_parameters())
            out["gradients"] = {n: [params[n].grad.sum().item(), params[n].grad.norm().item(), params[n].grad.flatten()[0].item()]
                                for n in SAMPLED}
        optimizer.step()
    return out


def human(side):
    n, y, x = torch.meshgrid(torch.arange(BATCH), torch.arange(side), torch.arange(side), indexing="ij")
    return ((5 * n + 3 * y + 7 * x) % 11) / 10.0


def guided(arch, maps_of):
    """A step of plain descent on half the binary cross-entropy and half the distance of the attention map (L1) or the CAM (MSE)."""
    model = oracle.build(arch).double().train()
    model.load_state_dict(oracle.synthetic_state(model, SEED), strict=False)
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    x, y, seen, out = oracle.pattern(BATCH, SIDE, SEED).double(), torch.arange(BATCH) % 2, {}, {"classification": [], "saliency": []}
    net = model.efficientnet
    net._conv_head.register_forward_hook(lambda m, i, o: seen.update(last=o))
    if net.attconv is not None:
        net.attconv.register_forward_hook(lambda m, i, o: seen.update(attention=torch.sigmoid(o)))
    for step in range(STEPS):
        z = model(x)
        logits, w = torch.cat([torch.zeros_like(z), z], 1), model.classifier.weight
        if maps_of == "attention":
            map = seen["attention"][:, 0]
            ce, distance = F.cross_entropy(logits, y), (map - human(map.shape[1]).double()).abs().mean()
            loss = 0.5 * ce + 0.5 * distance
        else:
            loss, ce, distance = cyborg_torch.cyborg_loss(
                logits, seen["last"], torch.cat([-w, w]), y, human(seen["last"].shape[2]).double(), 0.5, "mse", "predicted")
        out["classification"].append(ce.item())
        out["saliency"].append(distance.item())
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            params = dict(model.named_parameters())
            out["gradients"] = {n: [params[n].grad.sum().item(), params[n].grad.norm().item(), params[n].grad.flatten()[0].item()]
                                for n in ("efficientnet._conv_stem.weight", "efficientnet._blocks.9._se_reduce.weight",
                                          "efficientnet._conv_head.weight", "efficientnet.attconv.weight", "classifier.weight")
                                if n in params}
        optimizer.step()
    return out


def shapes(arch):
    """Of what a strict load needs: counters of batches it fills up by itself."""
    state = oracle.build(arch).state_dict()
    return {name: list(tensor.shape) for name, tensor in state.items() if not name.endswith("num_batches_tracked")}


def write(name, content):
    with open(os.path.join(sys.argv[2], name), "w") as f:
        json.dump(content, f)
        f.write("\n")


torch.set_num_threads(1)
write("bisenet-steps.json", {
    "all": steps(all_pixels),
    "0.05": steps(lambda z, y: hard_pixels(z, y, 0.05)),
    "1.0E-9": steps(lambda z, y: hard_pixels(z, y, 1e-9)),
})
write("detectors-with-maps.json", {
    "efficientnet_b4 cam": guided("efficientnet_b4", "cam"),
    "efficientnet_b4_att cam": guided("efficientnet_b4_att", "cam"),
    "efficientnet_b4_att attention": guided("efficientnet_b4_att", "attention"),
})
write("efficientnet_b4_att_st-names.json", shapes("efficientnet_b4_att_st"))
