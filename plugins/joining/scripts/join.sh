#!/bin/sh
# Installs or updates the Flamenco-NG worker on this machine (Linux, macOS) and lets it join the farm of the manager
# that served this script. It needs nothing but a shell, tar, and curl or wget. `sh join.sh --help` lists the options.
set -eu

MANAGER_URL='@MANAGER_URL@'
NODE_MAJOR='@NODE_MAJOR@'
NEEDS_SECRET='@NEEDS_SECRET@'
# What is fetched has to be exactly this (SHA-256).
WORKER_SHA256='@WORKER_SHA256@'
NODE_SHA256='@NODE_SHA256@'
# The exit code with which the worker asks its supervisor to start it again.
RESTART_CODE=47
SERVICE=flamenco-ng-worker
LABEL=org.flamenco-ng.worker
# Where a service of the machine is installed.
SYSTEM_DIR=/opt/flamenco-ng-worker

help() {
  cat <<HELP
Joins this machine to the render farm of $MANAGER_URL, or updates its worker.

  curl -fsSL $MANAGER_URL/join.sh | sh
  curl -fsSL $MANAGER_URL/join.sh | sh -s -- [options]

  --run              run the worker now, in this terminal
  --service user     run it as a service of this account from now on
  --service system   run it as a service of this machine, under the account of --user
  --install          only install or update it
  --remove           stop the service and remove the worker from this machine
  --user NAME        the account that renders, for --service system (default: the one that used sudo)
  --name NAME        name of this worker in the farm (default: the name of this machine)
  --tags LIST        worker tags to ask the manager for, like "gpu,night"
  --dir DIR          where to install (default: $(default_dir))
  --help             show this text

The registration secret of the farm, or an enrolment code, is taken from FLAMENCO_REGISTRATION_SECRET, or asked for. Without either,
the worker waits until somebody approves it on the web page of the manager.
HELP
}

say() { printf '%s\n' "$*"; }
fail() {
  printf 'join.sh: %s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
# The script itself may be coming through standard input, so questions are asked at the terminal.
at_terminal() { [ -t 1 ] && (: </dev/tty) 2>/dev/null; }

default_dir() {
  case "$(uname -s)" in
    Darwin) printf '%s' "${HOME:-}/Library/Application Support/flamenco-ng-worker" ;;
    *) printf '%s' "${XDG_DATA_HOME:-${HOME:-}/.local/share}/flamenco-ng-worker" ;;
  esac
}

main() {
  MODE='' USER_NAME=${SUDO_USER:-} NAME='' TAGS='' DIR='' CHOSEN_DIR=''
  while [ $# -gt 0 ]; do
    case "$1" in
      --run | --install | --remove) MODE=${1#--} ;;
      --service)
        case "${2:-}" in
          user | system) MODE="service-$2" ;;
          *) fail '--service takes "user" or "system"' ;;
        esac
        shift
        ;;
      --user | --name | --tags | --dir)
        [ -n "${2:-}" ] || fail "$1 needs a value"
        case "$1" in
          --user) USER_NAME=$2 ;;
          --name) NAME=$2 ;;
          --tags) TAGS=$2 ;;
          --dir) DIR=$2 CHOSEN_DIR=$2 ;;
        esac
        shift
        ;;
      --help | -h) help && exit 0 ;;
      *) fail "unknown option $1; --help lists the options" ;;
    esac
    shift
  done
  choose_dir
  if [ "$MODE" = remove ]; then
    remove
    exit 0
  fi
  check_account
  heed_services
  find_tools
  install_node
  install_worker
  write_settings
  keep_secret
  keep_owner
  write_launcher
  look_for_programs
  [ -n "$MODE" ] || choose_mode
  check_account
  case "$MODE" in
    service-*)
      heed_services
      install_service
      ;;
    run)
      if is_service; then
        restart_service
        say "Installed. The service of this $(owner_of_service) runs the worker, so it is not started here as well."
        return 0
      fi
      say "Starting the worker. Ctrl+C stops it; start it again with: \"$DIR/flamenco-worker\""
      rm -rf "$INCOMING"
      exec "$DIR/flamenco-worker"
      ;;
    install)
      if is_service; then
        restart_service
        say "Installed. The worker is a service of this $(owner_of_service)."
      else
        say "Installed. Start the worker with: \"$DIR/flamenco-worker\""
      fi
      ;;
  esac
}

choose_dir() {
  if [ -z "$DIR" ]; then
    DIR=$(default_dir)
    if [ "$MODE" = service-system ] || is_for_machine; then DIR=$SYSTEM_DIR; fi
  fi
  case "$DIR" in
    /?*) ;;
    *) DIR="$(pwd)/$DIR" ;;
  esac
  DIR=${DIR%/}
  case "$DIR" in *[\"\\\$\`%]*) fail "--dir: $DIR contains characters that services cannot have in a path" ;; esac
}

# With sudo, an update or a removal is meant for the machine's worker, unless this account has one of its own.
is_for_machine() {
  case "$MODE" in run | service-*) return 1 ;; esac
  [ "$(id -u)" = 0 ] && [ ! -e "$DIR/flamenco-worker" ] && [ -e "$SYSTEM_DIR/flamenco-worker" ]
}

check_account() {
  case "$MODE-$(uname -s)-$(id -u)" in
    service-system-*) check_system_user ;;
    service-user-Darwin-0) fail 'a service of your account is installed without sudo; --service system is one of the machine' ;;
  esac
}

check_system_user() {
  [ "$(id -u)" = 0 ] || fail '--service system needs root: run it as "… | sudo sh -s -- --service system"'
  case "$USER_NAME" in '' | root) fail 'name the account that renders: --user NAME' ;; esac
  id "$USER_NAME" >/dev/null 2>&1 || fail "--user: there is no account $USER_NAME on this machine"
}

find_tools() {
  has tar || fail 'tar is not installed'
  has curl || has wget || fail 'curl or wget is needed'
  case "$(uname -s)" in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    *) fail "there is no worker for $(uname -s); on Windows use join.ps1" ;;
  esac
  case "$(uname -m)" in
    x86_64 | amd64) PLATFORM="$system-x64" ;;
    aarch64 | arm64) PLATFORM="$system-arm64" ;;
    *) fail "there is no worker for machines of type $(uname -m)" ;;
  esac
  mkdir -p "$DIR" || fail "$DIR cannot be created; choose another folder with --dir"
  INCOMING="$DIR/incoming.$$"
  mkdir "$INCOMING" || fail "$DIR cannot be written to; choose another folder with --dir"
  trap 'bring_worker_back; rm -rf "$INCOMING"' EXIT
  trap 'exit 130' INT TERM HUP
}

# fetch PATH FILE
fetch() {
  if has curl; then
    curl -fsSL --connect-timeout 20 -o "$2" "$MANAGER_URL$1"
  else
    wget -q -O "$2" "$MANAGER_URL$1"
  fi
}

checksum() {
  if has sha256sum; then
    sha256sum <"$1" | cut -d' ' -f1
  elif has shasum; then
    shasum -a 256 <"$1" | cut -d' ' -f1
  else
    openssl dgst -sha256 <"$1" | sed 's/.* //'
  fi
}

# fetch_whole PATH FILE CHECKSUM: fetches a file and checks that it is the one that this script was written for.
fetch_whole() {
  fetch "$1" "$2" || return 1
  [ "$(checksum "$2")" = "$3" ] || fail "$MANAGER_URL$1 did not arrive intact, or the manager has changed; fetch this script anew and try again"
}

node_fits() {
  [ -x "$1" ] && [ "$("$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || true)" -ge "$NODE_MAJOR" ] 2>/dev/null
}

# The worker comes with its own Node, so that it does not depend on what else is on this machine. Only if the manager
# has none, or it does not run here, is this machine's Node used. A Node that is there already is replaced by nothing
# that has not run here.
install_node() {
  NODE="$DIR/node/bin/node"
  if node_fits "$NODE"; then return; fi
  say "Fetching Node $NODE_MAJOR from the manager (which may have to download it first) ..."
  expected=$(printf '%s\n' "$NODE_SHA256" | tr ' ' '\n' | sed -n "s/^$PLATFORM=//p")
  if fetch_whole "/join/node-$PLATFORM.tgz" "$INCOMING/node.tgz" "$expected" && tar -xzof "$INCOMING/node.tgz" -C "$INCOMING"; then
    chmod 755 "$INCOMING/package/bin/node" || true
    if node_fits "$INCOMING/package/bin/node"; then
      mkdir -p "$DIR/node/bin"
      mv -f "$INCOMING/package/bin/node" "$NODE"
      return
    fi
  fi
  own=$(command -v node || true)
  if [ -n "$own" ] && node_fits "$own"; then
    say "Using the Node of this machine: $own"
    NODE=$own
    return
  fi
  fail "the manager could not supply Node $NODE_MAJOR, and this machine does not have it. Install Node $NODE_MAJOR or newer and run this again"
}

install_worker() {
  say "Fetching the worker from $MANAGER_URL ..."
  fetch_whole /join/worker.tar.gz "$INCOMING/worker.tar.gz" "$WORKER_SHA256" || fail "the worker could not be fetched from $MANAGER_URL"
  mkdir "$INCOMING/worker"
  tar -xzof "$INCOMING/worker.tar.gz" -C "$INCOMING/worker"
  "$NODE" "$INCOMING/worker/worker/main.ts" --version || fail 'the worker does not run on this machine'
  # Not into what the end of this script deletes: somebody may press Ctrl+C between the two.
  bring_worker_back
  rm -rf "$DIR/worker.old"
  if [ -e "$DIR/worker" ]; then mv "$DIR/worker" "$DIR/worker.old"; fi
  mv "$INCOMING/worker" "$DIR/worker" || fail "the new worker could not be put into $DIR; the old one is as it was"
  rm -rf "$DIR/worker.old"
}

# Whatever happened while the worker was replaced, perhaps to an earlier run of this script: there is one in the end.
bring_worker_back() {
  if [ -e "$DIR/worker.old" ] && [ ! -e "$DIR/worker" ]; then mv "$DIR/worker.old" "$DIR/worker"; fi
}

# A string for YAML.
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/''/g")"; }

# set_key FILE KEY VALUE: leaves other keys as they are.
set_key() {
  { if [ -f "$1" ]; then grep -v "^$2:" "$1" || true; fi; printf '%s: %s\n' "$2" "$3"; } >"$INCOMING/settings"
  mv "$INCOMING/settings" "$1"
}

write_settings() {
  mkdir -p "$DIR/home"
  chmod 700 "$DIR/home"
  file="$DIR/home/flamenco-worker.yaml"
  set_key "$file" manager_url "$(quoted "$MANAGER_URL/")"
  if [ -n "$NAME" ]; then set_key "$file" worker_name "$(quoted "$NAME")"; fi
  if [ -n "$TAGS" ]; then
    list=$(printf '%s' "$TAGS" | tr ',' '\n' | sed "s/^ *//; s/ *\$//; /^\$/d; s/'/''/g; s/.*/'&'/" | tr '\n' ',')
    set_key "$file" tags "[${list%,}]"
  fi
}

# The secret is kept in a file that only this account can read, and never put on a command line, where everybody on the
# machine could see it.
keep_secret() {
  file="$DIR/home/registration-secret"
  secret=${FLAMENCO_REGISTRATION_SECRET:-}
  if [ -z "$secret" ] && [ "$NEEDS_SECRET" = yes ] && [ ! -s "$file" ] && [ ! -s "$DIR/home/flamenco-worker-credentials.yaml" ]; then
    if at_terminal; then
      printf 'Registration secret or enrolment code of the farm (empty = wait for approval): ' >/dev/tty
      stty -echo </dev/tty
      IFS= read -r secret </dev/tty || true
      stty echo </dev/tty
      printf '\n' >/dev/tty
    fi
    [ -n "$secret" ] || say 'Neither secret nor code: somebody has to approve this worker on the web page of the manager.'
  fi
  unset FLAMENCO_REGISTRATION_SECRET
  [ -n "$secret" ] || return 0
  (umask 077 && printf '%s\n' "$secret" >"$file")
  chmod 600 "$file"
}

# What root writes into the home of a worker that has an account of its own belongs to that account.
keep_owner() {
  [ "$(id -u)" = 0 ] || return 0
  # shellcheck disable=SC2012
  owner=$(ls -nd "$DIR/home" | tr -s ' ' | cut -d ' ' -f 3)
  if [ "$owner" != 0 ]; then chown -R "$owner" "$DIR/home"; fi
}

write_launcher() {
  cat >"$INCOMING/launcher" <<LAUNCHER
#!/bin/sh
# Starts the worker of $MANAGER_URL; written by join.sh.
here=\$(CDPATH='' cd -- "\$(dirname -- "\$0")" && pwd)
if [ -s "\$here/home/registration-secret" ]; then
  set -- --registration-secret-file "\$here/home/registration-secret" "\$@"
fi
exec "$NODE" "\$here/worker/worker/main.ts" --home "\$here/home" "\$@"
LAUNCHER
  chmod 755 "$INCOMING/launcher"
  mv "$INCOMING/launcher" "$DIR/flamenco-worker"
}

look_for_programs() {
  missing=''
  if has blender; then say "Found $(blender --version 2>/dev/null | head -n 1)"; else missing="$missing blender"; fi
  if has ffmpeg; then say "Found $(ffmpeg -version 2>/dev/null | head -n 1)"; else missing="$missing ffmpeg"; fi
  [ -n "$missing" ] || return 0
  say "Not found on the search path:$missing. The worker runs without that, but cannot do all of its work. To install:"
  if [ "$system" = darwin ]; then
    for program in $missing; do say "  brew install $([ "$program" = blender ] && printf -- '--cask ')$program"; done
  elif has apt-get; then
    say "  sudo apt-get update && sudo apt-get install -y$missing"
  elif has dnf; then
    say "  sudo dnf install -y$(printf '%s' "$missing" | sed 's/ffmpeg/ffmpeg-free/')"
  elif has pacman; then
    say "  sudo pacman -S --needed$missing"
  else
    say "  use your system's package manager, so that$missing can be called"
  fi
  say 'If Blender is somewhere else, set the variable "blender" on the manager to its path.'
}

choose_mode() {
  # If it already is a service, this is only an update.
  MODE=run
  if is_service; then return 0; fi
  at_terminal || return 0
  cat >/dev/tty <<QUESTION

How should the worker run?
  1  now, in this terminal
  2  as a service of this account, from now on
  3  not yet
QUESTION
  printf 'Choose [1]: ' >/dev/tty
  IFS= read -r answer </dev/tty || answer=''
  case "$answer" in
    2) MODE=service-user ;;
    3) MODE=install ;;
  esac
}

# @SERVICES@

main "$@"
