// Before anything is drawn: the scheme that was chosen on this device, if it is not the system's.
try {
  const chosen = localStorage.getItem("app-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // A browser may keep nothing for this page.
}

// Safari does not have it.
Symbol.dispose ??= Symbol("Symbol.dispose");
