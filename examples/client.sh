#!/usr/bin/env bash
# A client of the line protocol: bash client.sh sort N... | quiz NAME | counter ID [STEPS]
# The server is at APP_HOST (127.0.0.1) and APP_PORT (4000). /dev/tcp is a feature of bash: sh and zsh do not have it.

host=${APP_HOST:-127.0.0.1} port=${APP_PORT:-4000}
reply_seconds=5 # a server that is silent for longer is lost
step_seconds=0.5
steps_per_increment=8
mode=""
events=() # what the server said between replies, oldest first
trap '' PIPE # a write to a closed connection is then an error that can be told, and not the silent end of this script

fail() {
  echo "$*" >&2
  exit 1
}

lost() {
  fail "Cannot continue with $host:$port: $*"
}

connect() {
  { exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || lost "nobody answers there"
}

# Reads a line into $line. TCP carries bytes, not messages: a read from the socket may give half a line, or three lines and a half.
# The builtin reads byte by byte up to the newline, and fails if the connection ends before it: half a line is no message.
# So never take what `dd`, `cat` or `timeout 1 nc` gives at a time for a message.
read_line() {
  IFS= read -r -t "$reply_seconds" -u 3 line
  local status=$?
  [[ $status -le 128 ]] || lost "no reply within $reply_seconds seconds"
  [[ $status -eq 0 ]] || lost "the server closed the connection"
  line=${line%$'\r'}
}

# Sends a request. Sets $reply to what follows OK, or fails and sets it to what follows ERR: a code and a message.
ask() {
  printf '%s\n' "$1" 2>/dev/null >&3 || lost "the server closed the connection"
  while true; do
    read_line
    reply=${line#* }
    case $line in
      OK) reply="" && return 0 ;;
      "OK "*) return 0 ;;
      "ERR "*) return 1 ;;
      "* "*) events+=("$reply") ;; # an event can come between any two lines: keep it for later
      "#"* | "") ;;                # a note for people
      *) lost "this is not the line protocol: $line" ;;
    esac
  done
}

must_ask() {
  ask "$1" || fail "The server refused: $reply"
}

# Sets $event to the next event. Each PING also shows that the server is still there.
next_event() {
  while [[ ${#events[@]} -eq 0 ]]; do
    must_ask PING # its reply comes after all events so far
    [[ ${#events[@]} -gt 0 ]] || sleep 1
  done
  event=${events[0]}
  events=("${events[@]:1}")
}

sort_numbers() {
  must_ask "SORT $*"
  echo "$reply"
}

quiz() {
  must_ask "QUIZ $*"
  echo "$reply" # with a token, and the place in line if all seats are taken
  while true; do
    next_event
    case $event in
      "question "*) answer "${event#question }" ;;
      *) echo "$event" ;;
    esac
    [[ $event != "result "* ]] || return 0
  done
}

answer() {
  local typed
  while true; do
    printf '%s = ' "$1"
    read -r typed || [[ $typed ]] || fail "The answers ended before the questions did"
    must_ask PING
    [[ ${#events[@]} -eq 0 ]] || return 0 # while the player was thinking, the time for this question ran out
    ask "${typed:+ANSWER }${typed:-SKIP}" && echo "$reply" && return 0
    case $reply in
      "not-an-integer "* | "bad-arguments "*) echo "$reply" ;; # a failed request changes nothing: the question is still open
      *) fail "The server refused: $reply" ;;
    esac
  done
}

counter() {
  local fact value="" increment="" step verbs=(ODD EVEN)
  must_ask "COUNTER $1"
  for fact in $reply; do
    case $fact in
      value=*) value=${fact#*=} ;;
      increment=*) increment=${fact#*=} ;;
    esac
  done
  integer "$value" && integer "$increment"
  for ((step = 1; step <= ${2:-step}; step++)); do
    sleep "$step_seconds"
    value=$((value + increment))
    must_ask "VALUE $value"
    echo "$reply"
    if ((step % steps_per_increment == 0)); then
      must_ask "${verbs[RANDOM % 2]}"
      integer "$reply" && increment=$reply
    fi
  done
}

# Bash executes commands that hide in what it calculates with, as in a[$(ls)]: what comes from outside has to be a number.
integer() {
  [[ $1 =~ ^-?[0-9]+$ ]] || lost "this is not an integer: $1"
}

case $#:$1 in
  1:*) ;;
  *:sort) mode=sort_numbers ;;
  *:quiz | 2:counter) mode=$1 ;;
  3:counter) [[ $3 =~ ^[0-9]+$ ]] && mode=counter ;;
esac
if [[ -z $mode ]]; then
  echo "usage: client.sh sort N... | quiz NAME | counter ID [STEPS]" >&2
  exit 2
fi
connect
$mode "${@:2}"
