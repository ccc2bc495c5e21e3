/** The token that this tab shows to the server: it allows changes, or makes a host of who looks at the page. */

const TOKEN_KEY = "app-token";
/** A token behind `#`: a shorter one is none. */
const TOKEN_IN_LINK = /^#(\S{16,})$/;
/** Browsers can't send other characters in a header. */
const LATIN_1 = /^[\x20-\xff]*$/;

/** Kept as long as the browser's tab. */
export const serverToken = {
  forget: (): void => sessionStorage.removeItem(TOKEN_KEY),
  get: (): string | null => sessionStorage.getItem(TOKEN_KEY),
  set: (token: string): void => sessionStorage.setItem(TOKEN_KEY, token),
  /** Whether there is one that a browser can't send. */
  isUnsendable: (): boolean => !LATIN_1.test(serverToken.get() ?? ""),
};

/** Whether this is the page of the link that the server prints for its host. */
export function isHostPage(): boolean {
  return location.pathname.endsWith("/host");
}

/**
 * Takes the host token out of the link that the page was opened with, and out of the address bar: it is not to be seen on a
 * projector, nor to be copied along with the address.
 *
 * @returns whether there was one
 */
export function takeTokenFromLink(): boolean {
  const [, token] = location.hash.match(TOKEN_IN_LINK) ?? [];
  if (token === undefined || !isHostPage()) return false;
  serverToken.set(token);
  history.replaceState(history.state, "", location.pathname + location.search);
  return true;
}

/** The header that shows the token. It never goes into a URL: those are logged, by proxies as well. */
export function authorization(): Record<string, string> {
  const token = serverToken.get();
  return token === null || serverToken.isUnsendable() ? {} : { authorization: `Bearer ${token}` };
}
