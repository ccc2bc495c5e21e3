/** What this program may know of the computer on which it runs. */

/** This computer's name; `null` where it may not be asked for it. */
export function hostname(): string | null {
  try {
    return Deno.hostname();
  } catch {
    return null;
  }
}

/** This computer's addresses; none where it may not be asked for them. */
export function networkAddresses(): Deno.NetworkInterfaceInfo[] {
  try {
    return Deno.networkInterfaces();
  } catch {
    return [];
  }
}
