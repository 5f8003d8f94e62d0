#!/usr/bin/env bash
# Plays every scenario of the demo and holds its exit code and its ending against what it must be.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=0

# play EXIT_CODE ENDING [OPTION...]
play() {
  local wanted=$1 ending=$2 log exit_code
  shift 2
  log=$(npm run --silent demo -- "$@" 2>&1)
  exit_code=$?
  if [[ $exit_code -eq $wanted ]] && grep --quiet --extended-regexp "$ending" <<<"$log"; then
    printf 'ok      demo %s: exit %s\n' "$*" "$exit_code"
  else
    printf 'FAILED  demo %s: exit %s, wanted %s and /%s/\n%s\n' "$*" "$exit_code" "$wanted" "$ending" "$log"
    failed=1
  fi
}

play 0 'Promoted'
play 1 'Rolled back: error-rate' --scenario errors
play 1 'Rolled back: latency-p95' --scenario latency
play 1 'Rolled back: conversion-rate' --scenario silent-drop
play 1 'Rolled back: error-rate' --scenario flapping
play 1 'Paused at' --scenario no-traffic
play 0 'Promoted' --real
play 1 'Rolled back: error-rate' --real --scenario errors
exit "$failed"
