# PID 1 after init.sh: takes the output port, runs /run/wmk/command, and sends its
# output to that port and "booted", "exited STATUS" to the status port (fd 7).

bb=/run/wmk/busybox

# A port can be opened once only, so the command writes to a FIFO: it may then
# open /dev/stdout and /dev/stderr as often as it likes.
$bb mkfifo /run/wmk/output
$bb cat /run/wmk/output >"$1" 7>&- &
forwarder=$!

echo booted >&7
# The host's shell: busybox's own would run its applets for the host's programs.
$bb setsid /bin/sh /run/wmk/command </dev/null >/run/wmk/output 2>&1 7>&-
status=$?

# What the command left running would hold the FIFO open for ever.
for process in /proc/[0-9]*; do
	process=${process#/proc/}
	case $process in
	1 | "$forwarder") ;;
	*) kill -9 "$process" 2>/dev/null ;;
	esac
done
wait "$forwarder"

echo "exited $status" >&7
$bb reboot -f
