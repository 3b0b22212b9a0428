#!/bin/bash
# Trains the four backbones in bf16 and scores test sets in both precisions, for agreement.py. Running it again does what is missing.
#
#   agreement.sh DATA CLASSES OUT TEST...    DATA has split.csv, images, maps and tests/TEST.csv; CLASSES such as Real,Synthetic
#
# CYBORG is the command, if it is not the jar of this checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
CYBORG=${CYBORG:-java -jar $here/target/cyborg.jar}
data=$1 classes=$2 out=$3
shift 3
mkdir -p "$out"
for arch in resnet50 densenet121 inception_v3 xception; do
  weights=$out/$arch/Logs/final_model.safetensors
  [ -f "$weights" ] || $CYBORG train --quiet --arch $arch --classes "$classes" --csv "$data/split.csv" --images "$data/images" \
    --heatmaps "$data/maps" --size 112 --epochs 6 --batch 20 --lr 0.01 --schedule cosine --precision bf16 --out "$out/$arch"
  for test in "$@"; do
    for precision in fp32 bf16; do
      scores=$out/$arch-$test-$precision.csv
      [ -f "$scores" ] || $CYBORG score --quiet --arch $arch --classes "$classes" --weights "$weights" --csv "$data/tests/$test.csv" \
        --images "$data/images" --size 112 --precision $precision --logits --out "$scores"
    done
  done
done
