# Installs app for this user on Windows: downloads the executable, checks it against the release's checksums, and puts it into
# %LOCALAPPDATA%\Programs\app, or into the folder in $env:APP_INSTALL_DIR, which it adds to the user's PATH.
$ErrorActionPreference = 'Stop'

# Where the files of a release are; the release puts its own address here.
$releases = if ($env:APP_RELEASES) { $env:APP_RELEASES } else { '@RELEASES@' }
$folder = if ($env:APP_INSTALL_DIR) { $env:APP_INSTALL_DIR } else { Join-Path $env:LOCALAPPDATA 'Programs\app' }
$name = 'app-windows-x64.exe'

if (-not [Environment]::Is64BitOperatingSystem) { throw 'There is an executable for 64-bit Windows only' }

$temporary = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory -Path $temporary | Out-Null
try {
  Invoke-WebRequest -UseBasicParsing "$releases/SHA256SUMS" -OutFile "$temporary\SHA256SUMS"
  Invoke-WebRequest -UseBasicParsing "$releases/$name" -OutFile "$temporary\$name"
  $line = Get-Content "$temporary\SHA256SUMS" | Where-Object { $_ -match "  $([regex]::Escape($name))$" }
  if (-not $line) { throw "$releases/SHA256SUMS does not name ${name}: try again, or report it" }
  $expected = ($line -split ' ')[0]
  if ((Get-FileHash -Algorithm SHA256 "$temporary\$name").Hash -ne $expected) {
    throw "$name is not what was released: nothing was installed, try again"
  }
  New-Item -ItemType Directory -Force -Path $folder | Out-Null
  Copy-Item -Force "$temporary\$name" (Join-Path $folder 'app.exe')
} finally {
  Remove-Item -Recurse -Force $temporary
}

$path = [Environment]::GetEnvironmentVariable('Path', 'User')
if (($path -split ';') -notcontains $folder) {
  [Environment]::SetEnvironmentVariable('Path', (@($path, $folder) -ne '' -join ';'), 'User')
  Write-Output "Added $folder to your PATH: open a new terminal to use it"
}
& (Join-Path $folder 'app.exe') --version
Write-Output "Installed as $folder\app.exe. To begin: app serve"
