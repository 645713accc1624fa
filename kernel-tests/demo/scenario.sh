# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Scenarios: a title, a command that bash runs, and what the rules are to say.

passed=0 failed=0
bold='' dim='' red='' green='' plain=''

use_colour()
{
	bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[m'
}

heading()
{
	printf '\n%s%s%s\n' "$bold" "$*" "$plain"
}

note()
{
	printf '  %s\n' "$*"
}

# verdict TEXT COMMAND...: whether the command succeeds.
verdict()
{
	local text=$1

	shift
	if "$@"; then
		passed=$((passed + 1))
		printf '  %sas expected:%s %s\n' "$green" "$plain" "$text"
	else
		failed=$((failed + 1))
		printf '  %sNOT as expected:%s %s\n' "$red" "$plain" "$text"
	fi
}

run()
{
	(cd /tmp/demo && exec bash -c "$1")
}

# show TITLE COMMAND
show()
{
	printf '\n  %s\n  %s$ %s%s\n' "$1" "$dim" "$2" "$plain"
}

# Shows the records that no scenario has had, and leaves them in $new.
take_records()
{
	new=("${records[@]:judged}")
	judged=${#records[@]}
	[ ${#new[@]} = 0 ] || printf "  $bold%s$plain\n" "${new[@]}"
}

# shellcheck disable=SC2053 # a pattern is meant
is_only()
{
	[ ${#new[@]} = 1 ] && [[ ${new[0]} = $1 ]]
}

is_none()
{
	[ ${#new[@]} = 0 ]
}

# matches TITLE COMMAND PATTERN: the rules say one thing, and that.
matches()
{
	show "$1" "$2"
	run "$2"
	await_record
	take_records
	verdict 'one match' is_only "${3//[\{\}\"#]/\\&}"
}

# nothing TITLE COMMAND. What comes later than the pause is judged with the next.
nothing()
{
	show "$1" "$2"
	run "$2"
	sleep .3
	read_records
	take_records
	verdict 'no match' is_none
}

# begin NAME COMMAND: in the background, until nothing_more.
declare -A commands processes
begin()
{
	commands[$1]=$2
	run "$2" &
	processes[$1]=$!
}

# nothing_more TITLE NAME: the end of what was begun
nothing_more()
{
	show "$1" "${commands[$2]}"
	wait "${processes[$2]}"
	sleep .3
	read_records
	take_records
	verdict 'no match' is_none
}

# Nothing must be left when the monitor has stopped.
judge_rest()
{
	take_records
	is_none || verdict 'nothing else was reported' false
}

conclude()
{
	printf '\n%d passed, %d failed, 0 skipped\n' $passed $failed
	exit $((failed > 0))
}
