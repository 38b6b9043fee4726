#!/bin/sh
# Stands in for macOS's launchctl, with what its users have to know of it: a service that is told to go is still there
# for a while, and nothing can be loaded in its place meanwhile. STATE is the folder with
#   calls       what it was called for
#   logged-in   there is a session at the screen
#   stays       how often a service that was told to go is still seen
#   refuses     how often it refuses to load a service that is gone
echo "$*" >>"$STATE/calls"
number() { cat "$STATE/$1" 2>/dev/null || echo 0; }
file_of() { printf '%s/loaded-%s' "$STATE" "$(printf '%s' "$1" | tr / _)"; }
refuse() {
  echo "$2" >&2
  exit "$1"
}
case "$1 ${2:-}" in
  'print gui/'*/*  | 'print system/'*)
    service=$(file_of "$2")
    [ -e "$service" ] || refuse 113 'Could not find service'
    if [ -e "$service-leaves" ]; then
      stays=$(number stays)
      if [ "$stays" -le 0 ]; then
        rm -f "$service" "$service-leaves"
        refuse 113 'Could not find service'
      fi
      echo $((stays - 1)) >"$STATE/stays"
    fi
    ;;
  'print gui/'*) [ -e "$STATE/logged-in" ] || refuse 125 'Domain does not support specified action' ;;
  'bootout '*)
    [ -e "$(file_of "$2")" ] || refuse 3 'Boot-out failed: 3: No such process'
    touch "$(file_of "$2")-leaves"
    refuse 36 'Boot-out failed: 36: Operation now in progress'
    ;;
  'bootstrap '*)
    service=$(file_of "$2/$(basename "$3" .plist)")
    [ ! -e "$service" ] || refuse 5 'Bootstrap failed: 5: Input/output error'
    refuses=$(number refuses)
    if [ "$refuses" -gt 0 ]; then
      echo $((refuses - 1)) >"$STATE/refuses"
      refuse 5 'Bootstrap failed: 5: Input/output error'
    fi
    touch "$service"
    ;;
esac
