# The worker as a service: systemd on Linux, launchd on macOS. The manager inserts this into join.sh.
# shellcheck shell=sh disable=SC2154

# Where Linux and macOS have the services of the machine.
UNITS=/etc/systemd/system
DAEMONS=/Library/LaunchDaemons

is_mac() { [ "$(uname -s)" = Darwin ]; }

# service_file SCOPE: prints the file that describes the service of this account (user) or of this machine (system).
service_file() {
  if is_mac; then
    if [ "$1" = user ]; then printf '%s' "$HOME/Library/LaunchAgents/$LABEL.plist"; else printf '%s' "$DAEMONS/$LABEL.plist"; fi
  elif [ "$1" = user ]; then
    printf '%s' "${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/$SERVICE.service"
  else
    printf '%s' "$UNITS/$SERVICE.service"
  fi
}

# folder_in FILE: prints the folder of the worker that a service starts; nothing if there is no such service.
folder_in() {
  [ -f "$1" ] || return 0
  if is_mac; then
    sed -n 's|^ *<string>\(.*\)/flamenco-worker</string>$|\1|p' "$1" | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
  else
    sed -n 's|^ExecStart="\([^"]*\)/flamenco-worker".*|\1|p' "$1"
  fi
}

# Sets SCOPE and FILE to those of the service that starts the worker in DIR; fails if there is none.
find_service() {
  for SCOPE in user system; do
    FILE=$(service_file "$SCOPE")
    if [ "$(folder_in "$FILE")" = "$DIR" ]; then return 0; fi
  done
  return 1
}

owner_of_service() { if [ "$SCOPE" = user ]; then printf account; else printf machine; fi; }

# There is one service for an account, and one for the machine. That of a worker in another folder is not taken over;
# and where a service runs a worker, no second one is made by accident.
heed_services() {
  case "$MODE" in
    service-*)
      file=$(service_file "${MODE#service-}")
      there=$(folder_in "$file")
      case "$there" in '' | "$DIR") return 0 ;; esac
      fail "$file is the service of the worker in $there. To bring that one up to date, add --dir \"$there\"; to take it away first: --remove --dir \"$there\""
      ;;
  esac
  if [ -n "$CHOSEN_DIR" ] || [ -e "$DIR/flamenco-worker" ]; then return 0; fi
  for scope in user system; do
    there=$(folder_in "$(service_file "$scope")")
    [ -n "$there" ] || continue
    sudo=''
    if [ "$scope" = system ] && [ "$(id -u)" != 0 ]; then sudo=', with sudo'; fi
    fail "a service runs the worker in $there on this machine already. To bring that one up to date, add --dir \"$there\"$sudo; for a second worker, name another folder with --dir"
  done
}

install_service() {
  case "$system $MODE" in
    'linux service-user')
      write_unit "$(service_file user)" default.target ''
      start_unit --user
      say 'It starts when you log in. To start it when the machine boots: loginctl enable-linger'
      ;;
    'linux service-system')
      chown -R "$USER_NAME" "$DIR/home"
      write_unit "$(service_file system)" multi-user.target "User=$USER_NAME"
      start_unit --system
      ;;
    'darwin service-user') install_agent "$(service_file user)" "$(domain user)" ;;
    'darwin service-system')
      chown -R "$USER_NAME" "$DIR/home"
      install_agent "$(service_file system)" "$(domain system)"
      ;;
  esac
}

# domain SCOPE: where a service of macOS belongs.
domain() { if [ "$1" = user ]; then printf 'gui/%s' "$(id -u)"; else printf system; fi; }

# write_unit FILE TARGET USER-LINE. The unit gets the current search path, on which Blender and FFmpeg were looked for.
write_unit() {
  mkdir -p "$(dirname "$1")"
  cat >"$1" <<UNIT
[Unit]
Description=Flamenco-NG worker of $MANAGER_URL
Wants=network-online.target
After=network-online.target

[Service]
ExecStart="$DIR/flamenco-worker" --restart-exit-code $RESTART_CODE
Environment="PATH=$(printf '%s' "$PATH" | sed 's/%/%%/g')"
$3
Restart=on-failure
RestartForceExitStatus=$RESTART_CODE
RestartSec=5
# Only the worker is told to stop: it hands its task back and ends the programs it runs.
KillMode=mixed
TimeoutStopSec=40

[Install]
WantedBy=$2
UNIT
  say "Wrote $1"
}

start_unit() {
  if has systemctl && systemctl "$1" daemon-reload 2>/dev/null; then
    systemctl "$1" enable "$SERVICE.service"
    systemctl "$1" restart "$SERVICE.service"
    say "The worker is running as a service. Its log: journalctl $1 -u $SERVICE -f"
  else
    say "systemd is not running here, so the service was not started. To start it later: systemctl $1 enable --now $SERVICE"
  fi
}

# install_agent FILE DOMAIN
install_agent() {
  mkdir -p "$(dirname "$1")"
  # Beside it first, so that launchd never finds half of it; with other rights, it would refuse the file.
  write_agent "$2" >"$1.new"
  chmod 644 "$1.new"
  mv "$1.new" "$1"
  say "Wrote $1"
  start_agent "$1" "$2"
}

# write_agent DOMAIN. ProcessType: anything but "Interactive" is slowed down by macOS, on Apple's processors down to the
# efficiency cores. KeepAlive: it starts again unless it ended well, but not more often than ThrottleInterval (s).
# launchd bounds no log, so the worker writes its own; what is left for stderr is what Node says when it cannot go on.
write_agent() {
  cat <<'HEAD'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
HEAD
  printf '  <key>Label</key><string>%s</string>\n' "$LABEL"
  printf '  <key>ProgramArguments</key>\n  <array>\n'
  for word in "$DIR/flamenco-worker" --restart-exit-code "$RESTART_CODE" --log-file "$DIR/home/flamenco-worker.log"; do
    printf '    <string>%s</string>\n' "$(for_xml "$word")"
  done
  printf '  </array>\n'
  printf '  <key>EnvironmentVariables</key><dict><key>PATH</key><string>%s</string></dict>\n' "$(for_xml "$PATH")"
  if [ "$1" = system ]; then printf '  <key>UserName</key><string>%s</string>\n' "$(for_xml "$USER_NAME")"; fi
  printf '  <key>StandardErrorPath</key><string>%s</string>\n' "$(for_xml "$DIR/home/flamenco-worker-stderr.log")"
  cat <<'TAIL'
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>ThrottleInterval</key><integer>10</integer>
  <key>ProcessType</key><string>Interactive</string>
  <key>ExitTimeOut</key><integer>40</integer>
</dict>
</plist>
TAIL
}

# start_agent FILE DOMAIN: starts the service, or starts it anew with what is installed now.
start_agent() {
  if ! launchctl print "$2" >/dev/null 2>&1; then
    not_logged_in
    return 0
  fi
  stop_agent "$2" || fail "the service still runs the old version: launchd has not stopped it within a minute.
To start the new one, run this when it has: launchctl bootout $2/$LABEL; launchctl bootstrap $2 \"$1\""
  # It may have been switched off, and would then not start.
  launchctl enable "$2/$LABEL" 2>/dev/null || true
  tries=0
  # Right after the old one has gone, launchd may still say "5: Input/output error".
  until problem=$(launchctl bootstrap "$2" "$1" 2>&1); do
    if launchctl print "$2/$LABEL" >/dev/null 2>&1; then break; fi
    tries=$((tries + 1))
    [ "$tries" -lt 15 ] || fail "the worker is installed, but launchd does not start its service: $problem
To try again: launchctl bootstrap $2 \"$1\"
If macOS has switched it off: System Settings > General > Login Items > Allow in the Background"
    sleep 2
  done
  say "The worker is running as a service. Its log: $DIR/home/flamenco-worker.log"
}

# stop_agent DOMAIN. launchd answers before the service has ended: the worker hands its task back first, and is killed
# after ExitTimeOut. Fails if it is still there after a minute.
stop_agent() {
  launchctl bootout "$1/$LABEL" >/dev/null 2>&1 || true
  left=60
  while launchctl print "$1/$LABEL" >/dev/null 2>&1; do
    if [ "$left" = 58 ]; then say 'Waiting for the worker to hand its task back ...'; fi
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 1
  done
}

# Services of an account live in its session at the screen; over SSH, there may be none.
not_logged_in() {
  say "$(id -un) is not logged in at the screen of this Mac, so the service was not started. It starts at the next login.
To have it run with nobody logged in, install it for the machine: ... | sudo sh -s -- --service system --user $(id -un)"
}

for_xml() { printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'; }

# Whether the worker in DIR is a service that this machine can start. One of launchd may wait for a login; one of
# systemd may have been written where systemd does not run.
is_service() {
  find_service || return 1
  is_mac || systemctl "--$SCOPE" cat "$SERVICE.service" >/dev/null 2>&1
}

# After an update without --service: restarts the service that find_service has found, with the new version. One of
# systemd that was stopped is started by --run, but not by --install.
restart_service() {
  if is_mac; then
    if [ "$SCOPE" = system ] && [ "$(id -u)" != 0 ]; then
      fail "the worker is up to date, but its service still runs the old version. To restart it: sudo launchctl kickstart -k system/$LABEL"
    fi
    start_agent "$FILE" "$(domain "$SCOPE")"
  elif [ "$MODE" = run ] || systemctl "--$SCOPE" is-active --quiet "$SERVICE.service" 2>/dev/null; then
    systemctl "--$SCOPE" restart "$SERVICE.service" ||
      fail "the worker is up to date, but its service was not restarted. To restart it: systemctl --$SCOPE restart $SERVICE"
  else
    say "Its service does not run. To start it: systemctl --$SCOPE start $SERVICE"
  fi
}

remove() {
  [ -e "$DIR/flamenco-worker" ] || fail "there is no worker in $DIR; name its folder with --dir"
  if find_service; then remove_service; fi
  rm -rf "${DIR:?}/node" "${DIR:?}/worker" "${DIR:?}/worker.old" "${DIR:?}/home" "${DIR:?}/flamenco-worker"
  rmdir "$DIR" 2>/dev/null || true
  say "Removed the worker from $DIR. It is still in the manager's list of workers; remove it there too."
}

remove_service() {
  [ "$SCOPE" != system ] || [ "$(id -u)" = 0 ] || fail 'the worker is a service of this machine: remove it with sudo'
  if is_mac; then
    stop_agent "$(domain "$SCOPE")" || fail 'the worker does not end, so nothing was removed; try again in a minute'
  else
    systemctl "--$SCOPE" disable --now "$SERVICE.service" 2>/dev/null || true
  fi
  rm -f "$FILE"
}
