# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Starts and stops wmkload on an object, and reads what it says.

records=() # all that it has relayed
judged=0   # how many of them a scenario has had

# start_monitor OBJECT
start_monitor()
{
	records=() judged=0
	: >/tmp/records
	build/loader/wmkload "$1" >/tmp/records 2>/tmp/said &
	monitor=$!
	until grep -q '^wmkload: ready' /tmp/said; do
		kill -0 $monitor 2>/dev/null || {
			cat /tmp/said
			exit 1
		}
		sleep .1
	done
	sed 's/^/  /' /tmp/said
}

# Prints the statistics; what was relayed last is read as well.
stop_monitor()
{
	kill -TERM "$monitor"
	wait "$monitor" || failed=$((failed + 1))
	sed '1d; s/^/  /' /tmp/said
	read_records
	judge_rest
}

read_records()
{
	mapfile -t records </tmp/records
}

# Waits until there is a record to judge, or 5 s have passed.
await_record()
{
	local tries

	for ((tries = 0; tries < 50; tries++)); do
		read_records
		[ ${#records[@]} -gt $judged ] && return
		sleep .1
	done
}

# silent RULE: no record is of this rule.
silent()
{
	! grep -q "^$1 " /tmp/records
}
