# The worker as a service: systemd on Linux, launchd on macOS. The manager inserts this into join.sh. shellcheck
# shell=sh disable=SC2154

install_service() {
  case "$system $MODE" in
    'linux service-user')
      unit="${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/$SERVICE.service"
      write_unit "$unit" default.target ''
      start_unit --user
      say 'It starts when you log in. To start it when the machine boots: loginctl enable-linger'
      ;;
    'linux service-system')
      chown -R "$USER_NAME" "$DIR/home"
      write_unit "/etc/systemd/system/$SERVICE.service" multi-user.target "User=$USER_NAME"
      start_unit --system
      ;;
    'darwin service-user') install_agent "$HOME/Library/LaunchAgents/$LABEL.plist" "gui/$(id -u)" ;;
    'darwin service-system')
      chown -R "$USER_NAME" "$DIR/home"
      install_agent "/Library/LaunchDaemons/$LABEL.plist" system
      ;;
  esac
}

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
  {
    cat <<'HEAD'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
HEAD
    printf '  <key>Label</key><string>%s</string>\n' "$LABEL"
    printf '  <key>ProgramArguments</key>\n  <array><string>%s</string><string>--restart-exit-code</string><string>%s</string></array>\n' \
      "$(for_xml "$DIR/flamenco-worker")" "$RESTART_CODE"
    printf '  <key>EnvironmentVariables</key><dict><key>PATH</key><string>%s</string></dict>\n' "$(for_xml "$PATH")"
    if [ "$2" = system ]; then printf '  <key>UserName</key><string>%s</string>\n' "$(for_xml "$USER_NAME")"; fi
    printf '  <key>StandardErrorPath</key><string>%s</string>\n' "$(for_xml "$DIR/home/worker.log")"
    cat <<'TAIL'
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>ExitTimeOut</key><integer>40</integer>
</dict>
</plist>
TAIL
  } >"$1"
  say "Wrote $1"
  launchctl bootout "$2/$LABEL" 2>/dev/null || true
  launchctl bootstrap "$2" "$1"
  say "The worker is running as a service. Its log: $DIR/home/worker.log"
}

for_xml() { printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'; }

# Prints the scope in which the worker runs as a systemd service: --user or --system; fails if it does not run as one.
running_scope() {
  has systemctl || return 1
  for scope in --user --system; do
    if systemctl "$scope" is-active --quiet "$SERVICE.service" 2>/dev/null; then
      printf '%s' "$scope"
      return 0
    fi
  done
  return 1
}

service_runs() {
  if [ "$system" = darwin ]; then
    launchctl print "gui/$(id -u)/$LABEL" >/dev/null 2>&1
  else
    running_scope >/dev/null
  fi
}

# After an update without --service: restarts an existing service with the new version.
restart_service() {
  service_runs || return 0
  if [ "$system" = darwin ]; then
    launchctl kickstart -k "gui/$(id -u)/$LABEL"
  else
    scope=$(running_scope)
    systemctl "$scope" restart "$SERVICE.service" || say "Restart the service: systemctl $scope restart $SERVICE"
  fi
}

remove() {
  [ -e "$DIR/flamenco-worker" ] || fail "there is no worker in $DIR; name its folder with --dir"
  if [ "$(uname -s)" = Darwin ]; then
    launchctl bootout "gui/$(id -u)/$LABEL" 2>/dev/null || launchctl bootout "system/$LABEL" 2>/dev/null || true
    rm -f "$HOME/Library/LaunchAgents/$LABEL.plist"
    [ "$(id -u)" != 0 ] || rm -f "/Library/LaunchDaemons/$LABEL.plist"
  elif has systemctl; then
    systemctl --user disable --now "$SERVICE.service" 2>/dev/null || true
    rm -f "${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/$SERVICE.service"
    if [ "$(id -u)" = 0 ] && [ -e "/etc/systemd/system/$SERVICE.service" ]; then
      systemctl disable --now "$SERVICE.service" 2>/dev/null || true
      rm -f "/etc/systemd/system/$SERVICE.service"
    fi
  fi
  rm -rf "${DIR:?}/node" "${DIR:?}/worker" "${DIR:?}/home" "${DIR:?}/flamenco-worker"
  rmdir "$DIR" 2>/dev/null || true
  say "Removed the worker from $DIR. It is still in the manager's list of workers; remove it there too."
}
