# Loads the rules that stand beside this script, lets storm do its worst, and compares what
# was matched and counted with what it did: exactly, or with what was lost and told. Prints
# "ok NAME", or "failed NAME" and behind it what is wrong, of each test that is named.
#
#	OBJECTS=DIRECTORY WMKLOAD=PROGRAM PRELUDE=FILE SECONDS_OF_SOAK=N guest.sh TEST...

. "$PRELUDE"
storm=$OBJECTS/storm

# begin OBJECT [OPTION]...
begin()
{
	OBJECT=$OBJECTS/$1.bpf.o
	shift
	load "$@"
}

end()
{
	unload || fail "wmkload ended with $?"
}

raise()
{
	"$storm" "$@" || fail "the storm ended with $?"
}

# Statistics while the monitor runs.
ask()
{
	local before
	before=$(grep -c '^wmkload: statistics' err)
	kill -USR1 $loader
	await '[ "$(grep -c "^wmkload: statistics" err)" -gt '"$before"' ] && tail -n 1 err | grep -q .'
	sleep 0.2
}

# of RULE COUNTER[+COUNTER]..., in the last statistics.
of()
{
	awk -v rule="$1" -v names="$2" '
	BEGIN { nr = split(names, name, "+") }
	$1 == "rules" { for (i = 2; i <= NF; i++) at[$i] = i; columns = NF; next }
	$1 == rule && NF == columns {
		sum = 0
		for (i = 1; i <= nr; i++) {
			if (!(name[i] in at)) {
				print "no counter is called " name[i]
				exit 1
			}
			sum += $at[name[i]]
		}
	}
	END { print sum + 0 }' err
}

# Events of a kind that were read.
read_of()
{
	awk -v kind="$1" '$1 == kind { n = $2 } END { print n + 0 }' err
}

# Events that the kernel skipped programs for, of those whose names contain this.
skipped_of()
{
	awk -v name="$1" '/^wmkload: statistics/ { n = 0 } $1 ~ /^at_/ && index($1, name) { n += $2 } END { print n + 0 }' err
}

# Sum of the gaps that were told of this cause.
told()
{
	sed -n "s/^\([a-z_]* \)*gap { \([0-9]*\) .*$1.*/\2/p" out | awk '{ n += $1 } END { print n + 0 }'
}

# Whether each run that began is accounted for: none is left behind.
settled()
{
	local rule
	for rule in by_process by_thread by_thread_and_key; do
		[ "$(of $rule begun)" -eq "$(of $rule matches+killed+expired+replaced+evicted+ended)" ] || return 1
	done
}

# A process is gone some time after it has ended.
settle()
{
	local tries
	tries=0
	ask
	until settled; do
		tries=$((tries + 1))
		[ $tries -lt 60 ] || fail "runs stay behind when their owners are gone"
		sleep 0.3
		ask
	done
}

# Of so many lives, once or ROUNDS times over: those of an even number matched, each by its own marks.
check_lives()
{
	local rule lives rounds skipped
	lives=$1 rounds=${2:-1}
	skipped=$(skipped_of prctl)
	[ $(($(read_of a) + $(read_of b) + skipped)) -eq $((rounds * lives * 3 / 2)) ] ||
		fail "$(read_of a) and $(read_of b) marks were read and $skipped skipped, of $((rounds * lives * 3 / 2))"
	[ "$(told 'the kernel skipped program')" -eq "$(skipped_of at_)" ] || fail "what was skipped was not told"
	for rule in by_process by_thread by_thread_and_key; do
		[ "$(of $rule begun+busy+refused)" -eq "$(read_of a)" ] || fail "$rule: a mark began no run and was not counted"
		[ "$(of $rule refused)" -eq 0 ] || fail "$rule: keys stay when their owner is gone"
		[ "$(grep -c "^$rule #" out)" -eq "$(($(of $rule matches) - $(of $rule lost)))" ] || fail "$rule: a record is missing"
		sed -n "s/^$rule #[0-9]* { \(.*\) }$/\1/p" out | sort | uniq -c | sed 's/^ *//' >matched
		seq 2 2 "$lives" | sed "s/.*/$rounds & &/" | sort >expected
		if [ "$skipped" -eq 0 ] && [ "$(of $rule busy+lost)" -eq 0 ]; then
			sort matched | cmp -s - expected || fail "$rule: not each even life matched $rounds times, by its own marks"
		elif sed 's/^[0-9]* //' matched | grep -qvE '^([0-9]*[02468]) \1$'; then
			fail "$rule: a match of what did not happen"
		fi
	done
}

# Of so many marks under one key.
check_crowd()
{
	local marks
	marks=$(read_of c)
	[ $((marks + $(skipped_of prctl))) -eq "$1" ] || fail "$marks marks were read, of $1"
	[ "$(of crowd begun)" -eq "$marks" ] || fail "a mark began no run"
	[ "$(of crowd matches)" -eq $((marks - 15)) ] || fail "$(of crowd matches) matches of $marks marks: an update is lost"
	[ $(($(grep -c '^crowd #\|^match #' out) + $(of crowd lost))) -eq $((marks - 15)) ] || fail "a record is missing"
}

# How the kernel preempts, and in $was how it did before; "full" also in eBPF programs of newer kernels.
preempt()
{
	local mode
	mode=/sys/kernel/debug/sched/preempt
	grep -q debugfs /proc/mounts || mount -t debugfs debugfs /sys/kernel/debug
	was=$(sed 's/.*(\([a-z]*\)).*/\1/' $mode)
	echo "$1" >$mode && grep -q "($1)" $mode || fail "this kernel does not preempt so"
}

fork_storm()
{
	begin lives
	raise forks 8 2400
	settle
	end
	check_lives 2400
}

thread_churn()
{
	begin lives
	raise threads 8 3000
	settle
	end
	check_lives 3000
}

one_key()
{
	begin crowd
	raise marks 64 1000 c 7
	end
	check_crowd 64000
}

fully_preempted()
{
	preempt full
	trap 'ended; preempt "$was"' EXIT
	begin lives
	raise forks 8 1000
	raise threads 8 1000
	sleep 1
	end
	check_lives 1000 2
	begin crowd
	raise marks 64 50 c 7
	end
	check_crowd 3200
}

# A key that is there goes on; a new one is refused, for as long as the window of those that fill the table.
full_table()
{
	local refused
	begin full
	raise marks 1 1 a 1
	raise keys 8 20000 a 1000
	raise marks 1 1 a 2
	raise marks 1 1 b 1
	raise marks 1 1 b 2
	await 'grep -q "^match #1 " out'
	sleep 10.5
	raise marks 1 1 a 3
	raise marks 1 1 b 3
	end
	refused=$(of kept refused)
	[ "$(of kept begun)" -le $((128 + 2)) ] || fail "there is more room than the table has"
	[ "$(of kept begun+refused)" -eq 20003 ] || fail "a mark neither began a run nor was refused"
	[ "$(told 'table full')" -eq "$refused" ] || fail "$refused keys were refused, and not all told"
	[ "$(grep -c '^match #' out)" -eq 2 ] || fail "the key that was there, and the one that came afterwards, did not match"
}

# Nobody reads while 64 threads match.
undrained()
{
	local lost
	begin every --ring-buffer=4096
	kill -STOP $loader
	raise marks 64 100 d 1
	kill -CONT $loader
	await 'grep -q "^gap" out'
	raise marks 1 1 d 1
	end
	lost=$(of every lost)
	[ "$lost" -gt 0 ] || fail "nothing was lost"
	[ "$(of every matches)" -eq 6401 ] || fail "not every match was counted"
	[ $(($(grep -c '^match' out) + lost)) -eq 6401 ] || fail "records and losses are not all matches"
	[ "$(told 'ring buffer full')" -eq "$lost" ] || fail "not every loss was told"
	grep '^match' out | tail -n 1 | grep -q '^match #6401 ' || fail "the last record has another number"
}

# A processor goes and comes back all the while, and at least five times.
processors_come_and_go()
{
	local cpu toggler rounds
	cpu=/sys/devices/system/cpu/cpu1/online
	begin lives
	: >gone
	while :; do
		echo 0 >$cpu && grep -q 0 $cpu && echo gone >>gone
		sleep 0.1
		echo 1 >$cpu
		sleep 0.1
	done &
	toggler=$!
	rounds=0
	while [ "$(wc -l <gone)" -lt 5 ] && [ $rounds -lt 20 ]; do
		raise forks 8 1000
		raise threads 8 1000
		rounds=$((rounds + 1))
	done
	kill $toggler
	wait $toggler
	echo 1 >$cpu
	[ "$(wc -l <gone)" -ge 5 ] || fail "the processor does not go"
	settle
	end
	check_lives 1000 $((2 * rounds))
}

# KiB that the kernel cannot give back.
slab()
{
	sleep 1
	sed -n 's/^SUnreclaim: *\([0-9]*\) kB$/\1/p' /proc/meminfo
}

# All of it, for as long as is said, under one monitor.
soak()
{
	local until rounds before maps grown
	begin soak
	until=$(($(date +%s) + SECONDS_OF_SOAK)) rounds=0
	while [ $rounds -lt 3 ] || [ "$(date +%s)" -lt $until ]; do
		raise forks 8 400
		raise threads 8 400
		raise marks 64 20 c 7
		rounds=$((rounds + 1))
		[ $rounds -ne 2 ] || before=$(slab) maps=$(memory_of_maps)
	done
	settle
	grown=$(($(slab) - before))
	[ "$(memory_of_maps)" -eq "$maps" ] || fail "maps took $maps bytes and now take $(memory_of_maps)"
	[ $grown -lt 4096 ] || fail "the kernel's memory grew by $grown KiB in $rounds rounds"
	end
	check_lives 400 $((2 * rounds))
	check_crowd $((rounds * 1280))
	echo "soak: $rounds rounds, memory of the kernel $grown KiB more"
}

# Nothing that a test began goes on after it.
ended()
{
	[ -z "$loader" ] || kill "$loader" 2>/dev/null
}

for test; do
	if (
		loader=
		trap ended EXIT
		cd "$(mktemp -d)" && $test
	) >said 2>&1; then
		grep '^soak:' said
		echo "ok $test"
	else
		echo "failed $test"
		sed 's/^/  /' said | head -n 60
	fi
done
