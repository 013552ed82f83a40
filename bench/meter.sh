# Runs `$1` with the arguments from the fourth on, `$3` times, and writes to the file `$2` the processor time that the
# processes took, in seconds: user, system. bash takes it from getrusage(RUSAGE_CHILDREN), so it holds all threads and
# the very end of each process, which no code inside the process can see.
LC_ALL=C
TIMEFORMAT='%3U %3S'
{ time for ((i = 0; i < $3; i++)); do "$1" "${@:4}" 2>&3 3>&-; done; } 3>&2 2>"$2"
