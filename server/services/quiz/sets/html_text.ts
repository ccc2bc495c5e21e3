/** HTML as plain text. */

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The text of a piece of HTML, as one line. What is no tag and no well-known entity stays as it is. Cost: O(text). */
export function htmlText(html: string): string {
  return html
    .replace(/<!--[^<>]*-->/g, "")
    // Only what begins a line of its own separates words.
    .replace(/<\/?(?:br|p|div|li|ul|ol|tr|td|th|h[1-6]|pre)\b[^<>]*>/gi, " ")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{1,8}));/gi, (entity, decimal, hex, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? entity;
      const code = decimal ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    })
    .replace(/\s+/g, " ").trim();
}

/** Whether a piece of HTML or Markdown shows a picture. */
export function hasPicture(text: string): boolean {
  return /<img\b|!\[[^\]]*\]\(|@@PLUGINFILE@@/i.test(text);
}
