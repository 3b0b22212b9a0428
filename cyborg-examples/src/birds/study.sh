#!/bin/bash
# The study on people's gaze of RESULTS.md, step by step. Every step can be stopped and given again.
#
#   study.sh maps PACK DATA        makes DATA: links to the files of the pack (images, gaze, splits), and the control maps
#   study.sh run PART DATA RUNS    runs a part of the study into RUNS/PART; may be given in several terminals at once
#   study.sh results RUNS RESULTS  writes the tables and figures of all parts that were begun into RESULTS/PART
#   study.sh keep RUN RESULTS      copies what may be published of an experiment: its description without the mean map and the
#                                  paths of the machine, and the result of each finished training. "experiment choose" and
#                                  "report" read it; "experiment run" goes on with it
#
# The parts, each with its own trainings: water, water-shares (gaze on some of the images), water-maps (fewer viewers, other sigmas,
# moved and uniform maps), species, scenes, curve. CYBORG is the command, if it is not the jar of this checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
CYBORG=${CYBORG:-java -jar $here/target/cyborg.jar}

# done_or FOLDER COMMAND...: makes a folder of maps that is not there.
done_or() {
  local folder=$1
  shift
  if [ ! -e "$folder" ]; then
    "$@"
  fi
}

# gaze OUT [OPTION...]: maps of the crops' fixations as the pack's own are made, changed by options.
gaze() {
  local out=$1
  shift
  rm -rf "$out.part"
  $CYBORG saliency build --quiet fixations.csv --images images --match end --columns image=id,annotator=trial,duration=ms \
    --fixations density --sigmas images.csv --side 56 --judgements all --out "$out.part" "$@"
  mv "$out.part" "$out"
}

# scene_gaze OUT [OPTION...]: the same of the whole photographs.
scene_gaze() {
  local out=$1
  shift
  rm -rf "$out.part"
  $CYBORG saliency build --quiet scenes/fixations.csv --images scenes/images --match end \
    --columns image=id,annotator=trial,duration=ms --fixations density --sigmas scenes/boxes.csv --side 56 --judgements all \
    --out "$out.part" "$@"
  mv "$out.part" "$out"
}

# parts OUT: the convex hull of the visible parts, blurred a little.
parts() {
  rm -rf "$1.part"
  $CYBORG saliency build --quiet parts.csv --images images --match end --columns image=id --outside cut --granularity hull \
    --sigma 6 --side 56 --judgements all --out "$1.part"
  mv "$1.part" "$1"
}

# control KIND MAPS CSV OUT [OPTION...]
control() {
  local kind=$1 maps=$2 csv=$3 out=$4
  shift 4
  $CYBORG saliency control --quiet "$kind" "$maps" --csv "$csv" --out "$out" "$@"
}

maps() {
  local pack
  pack=$(cd "$1" && pwd)
  mkdir -p "$2/controls"
  for file in images maps scenes species tests split.csv images.csv fixations.csv parts.csv; do
    ln -sfn "$pack/$file" "$2/$file"
  done
  cd "$2"
  local to=controls
  done_or $to/all-viewers gaze $to/all-viewers
  done_or $to/viewer1 gaze $to/viewer1 --max-annotators 1
  done_or $to/viewers2 gaze $to/viewers2 --max-annotators 2
  done_or $to/no-durations gaze $to/no-durations --durations ignore
  done_or $to/sigma-half gaze $to/sigma-half --sigma-factor 0.5
  done_or $to/sigma-double gaze $to/sigma-double --sigma-factor 2
  done_or $to/parts parts $to/parts
  for task in water species; do
    local csv=split.csv
    [ $task = species ] && csv=species/split.csv
    done_or $to/$task/other control shuffled maps $csv $to/$task/other
    done_or $to/$task/other-species control shuffled maps $csv $to/$task/other-species --within images.csv:species
    done_or $to/$task/mean control mean maps $csv $to/$task/mean
    done_or $to/$task/ellipse control ellipse maps $csv $to/$task/ellipse
    done_or $to/$task/moved control moved maps $csv $to/$task/moved
    done_or $to/$task/uniform control uniform maps $csv $to/$task/uniform
  done
  done_or $to/water/other-class control shuffled maps split.csv $to/water/other-class --within class
  done_or $to/scenes-all-viewers scene_gaze $to/scenes-all-viewers
  done_or $to/scenes-viewer1 scene_gaze $to/scenes-viewer1 --max-annotators 1
  done_or $to/scenes-viewers2 scene_gaze $to/scenes-viewers2 --max-annotators 2
  done_or $to/scenes-no-durations scene_gaze $to/scenes-no-durations --durations ignore
  done_or $to/scenes-sigma-half scene_gaze $to/scenes-sigma-half --sigma-factor 0.5
  done_or $to/scenes-sigma-double scene_gaze $to/scenes-sigma-double --sigma-factor 2
  for kind in mean moved uniform; do
    done_or $to/scenes/$kind control $kind scenes/maps scenes/split.csv $to/scenes/$kind
  done
  for kind in box ellipse; do
    done_or $to/scenes/$kind control $kind scenes/maps scenes/split.csv $to/scenes/$kind --boxes scenes/boxes.csv
  done
  done_or $to/scenes/other control shuffled scenes/maps scenes/split.csv $to/scenes/other
  done_or $to/scenes/other-class control shuffled scenes/maps scenes/split.csv $to/scenes/other-class --within class
}

# tables FROM TO: what may be published of a report: numbers and drawings of numbers, no map and no page.
tables() {
  mkdir -p "$2/tables" "$2/figures"
  cp "$1"/tables/*.csv "$1"/tables/*.md "$2/tables/"
  for figure in "$1"/figures/*.svg; do
    case $figure in
      */mean-cams* | */roc-*) ;;
      *) cp "$figure" "$2/figures/" ;;
    esac
  done
}

# against RUN TO BASELINE: the differences to another scenario than the plan's baseline.
against() {
  local report
  report=$(mktemp -d)
  $CYBORG report "$1" --out "$report" --baseline "$3" > /dev/null
  mkdir -p "$2"
  cp "$report"/tables/*-differences.csv "$report"/tables/*-differences.md "$2/"
  cp "$report"/tables/*-at-equal-loss.csv "$report"/tables/*-at-equal-loss.md "$2/" 2> /dev/null || true
  rm -r "$report"
}

parts_of_study="water water-shares water-maps species scenes curve"

# run PART DATA RUNS
run() {
  local plan=birds-${1%%-*} only=()
  case $1 in
    water) only=(--scenarios classical,gaze,other_class,other,other_species,mean,parts,ellipse) ;;
    water-shares) only=(--scenarios classical,gaze,share_05,share_10,share_25,share_50) ;;
    water-maps) only=(--scenarios classical,gaze,moved,uniform,viewer1,viewers2,no_durations,sigma_half,sigma_double) ;;
    species) only=(--scenarios classical,gaze,other_species,other,mean,parts,ellipse) ;;
    scenes) only=(--scenarios classical,gaze,box,ellipse,other_class,other,mean) ;;
    curve) ;;
    *) echo "$1: is no part of the study; the parts are $parts_of_study" >&2 && exit 2 ;;
  esac
  $CYBORG experiment run "$plan" --shared --precision bf16 "${only[@]}" --data "$2" --out "$3/$1"
}

results() {
  local runs=$1 to=$2
  for part in $parts_of_study; do
    local report
    [ -e "$runs/$part/experiment.json" ] || continue
    report=$(mktemp -d)
    $CYBORG report "$runs/$part" --out "$report"
    tables "$report" "$to/$part"
    rm -r "$report"
    if [ "$part" != curve ]; then
      against "$runs/$part" "$to/$part/against-gaze" gaze
    fi
  done
}

# keep RUN RESULTS
keep() {
  mkdir -p "$2"
  python3 -c 'import json, sys
described = json.load(open(sys.argv[1]))
described.pop("mean_human_map", None)
made = described["provenance"]
made["data_root"] = made["data_root"].split("/")[-1]
made["command"] = " ".join(word.split("/")[-1] for word in made["command"].split())
json.dump(described, open(sys.argv[2], "w"), indent=2)' "$1/experiment.json" "$2/experiment.json"
  local result
  for result in "$1"/runs/*/*/run*/result.json; do
    local trial=${result#"$1"/}
    mkdir -p "$2/$(dirname "$trial")"
    cp "$result" "$2/$trial"
  done
}

case ${1:-} in
  maps) maps "$2" "$3" ;;
  run) run "$2" "$3" "$4" ;;
  results) results "$2" "$3" ;;
  keep) keep "$2" "$3" ;;
  *)
    sed -n '2,13s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
