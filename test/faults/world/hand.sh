#!/usr/bin/env bash
# What a plan's command does to the world outside: hand.sh METHOD PATH [BODY]. Prints the answer, and fails when
# the world does not answer 200, or is never heard of again.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${HAND_PORT}"
body=${3:-}
printf '%s %s HTTP/1.0\r\nContent-Length: %s\r\n\r\n%s' "$1" "$2" "${#body}" "$body" >&3
read -r -u 3 _ status _
while read -r -u 3 line && [[ $line != $'\r' ]]; do :; done
cat <&3
[[ $status == 200 ]]
