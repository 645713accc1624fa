# What the script of a scenario finds: $OBJECT, $WMKLOAD and $WMKTRIGGER, a
# directory of its own to be in, and these functions.

set -u
OBJECT=$1
cd "$(mktemp -d)" || exit 1

fail()
{
	echo "$*"
	for file in out err; do
		[ -e $file ] && sed "s/^/$file: /" $file
	done
	exit 1
}

# Seconds are of patience, not of speed.
await()
{
	local tries
	tries=0
	until eval "$1"; do
		tries=$((tries + 1))
		[ $tries -gt 600 ] && fail "waited in vain for: $1"
		sleep 0.1
	done
}

# Begins wmkload with these options: its number is in $loader, what it says in
# the files out and err.
load()
{
	rm -f out err	# what one before said is not taken for what this one says
	"$WMKLOAD" "$@" "$OBJECT" >out 2>err &
	loader=$!
	await 'grep -qs "^wmkload: ready:" err || ! kill -0 $loader 2>/dev/null'
	kill -0 $loader 2>/dev/null || fail "wmkload did not become ready"
}

# Ends it; returns its status.
unload()
{
	kill -TERM $loader
	wait $loader
}

# Performs the lines of a trigger.
perform()
{
	printf '%s\n' "$@" >trigger
	"$WMKTRIGGER" trigger >bindings || fail "the trigger ended with $?"
}

# The value of a counter in the last statistics.
counter()
{
	awk -v name="$1" '
	$1 == "rules" || $1 == "reactions" { for (i = 2; i <= NF; i++) if ($i == name) at = i; next }
	at && NF > 2 { value = $at; at = 0 }
	END { print value + 0 }' err
}

# What the last statistics say of the cost of a rule, by the head of a column.
cost()
{
	awk -v rule="$1" -v name="$2" '
	$1 == "costs" { split($0, head, "  +"); for (i in head) at[head[i]] = i; costs = 1; next }
	/^[^ ]/ { costs = 0 }
	costs && $1 == rule { value = $at[name] }
	END { print value + 0 }' err
}

# Programs of monitors that the kernel has.
loaded_programs()
{
	bpftool prog show | grep -c ' name at_'
}

# Bytes of all maps that the kernel has, as it accounts for them.
memory_of_maps()
{
	bpftool map show | sed -n 's/.*memlock \([0-9]*\)B.*/\1/p' | awk '{ n += $1 } END { print n + 0 }'
}

# ns, CLOCK_MONOTONIC
now()
{
	awk '{ printf "%.0f\n", $1 * 1000000000 }' /proc/uptime
}

# A number of 64 bits, as bpftool takes it.
bytes()
{
	local i
	for i in 0 8 16 24 32 40 48 56; do
		printf '%d ' $(($1 >> i & 255))
	done
}

# Of so many rules, which all have large budgets, suspends the first ones until
# a time, as programs would: see struct wmk_budget.
suspend_until()
{
	local budgets rule none large until
	none='0 0 0 0 0 0 0 0'
	large="0 0 0 0 0 0 0 16"
	until=$(bytes "$3")
	budgets=
	for rule in $(seq "$1"); do
		[ "$rule" -le "$2" ] || until=$none
		budgets="$budgets $large 1 0 0 0 0 0 0 0 $until $none $none $none $none $none $none $none"
	done
	# shellcheck disable=SC2086
	bpftool map update id "$(bpftool map show | sed -n 's/^\([0-9]*\): .* name \.data\.wmk_bud.*/\1/p')" \
		key 0 0 0 0 value $budgets || fail "budgets cannot be written"
}
