#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Runs the loops of FOLDER/load under each object in turn, and first under none, in a virtual machine whose clock
# counts instructions. A line for each: OBJECT LOOP NUMBER.
#
#	in-turn.sh FOLDER WMKLOAD OBJECT...
set -eu
folder=$1 wmkload=$2
shift 2
scratch=$(mktemp -d)
: >"$scratch/file"

loops()
{
	for loop in getppid "open $scratch/file" "write $scratch/file"; do
		# shellcheck disable=SC2086 # a loop is a word and its argument
		echo "$1 ${loop%% *} $("$folder/load" $loop)"
	done
}

loops none
for object; do
	"$wmkload" "$folder/$object.bpf.o" >"$scratch/said" 2>&1 &
	until grep -q '^wmkload: ready' "$scratch/said"; do
		if ! kill -0 $! 2>/dev/null; then
			cat "$scratch/said" >&2
			exit 1
		fi
		sleep .2
	done
	loops "$object"
	kill -INT $!
	wait $! || true
done
