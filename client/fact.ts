/** A fact `key=value` of a line from the server; an empty text if it is not there. */
export function fact(text: string, key: string): string {
  return text.match(new RegExp(`(?:^| )${key}=(\\S*)`))?.[1] ?? "";
}
