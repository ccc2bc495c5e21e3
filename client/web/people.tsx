import { shown } from "./text.ts";

const HUES = 8;

/** The color of a name, from 1 to 8: the same everywhere. */
export function hueOf(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return 1 + hash % HUES;
}

/** The color and the initial of a name. */
export function Avatar({ name }: { name: string }) {
  const [first = "?"] = [...new Intl.Segmenter().segment(name.trim())].map(({ segment }) => segment);
  return <span class={`avatar hue-${hueOf(name)}`} aria-hidden="true">{shown(first.toUpperCase())}</span>;
}
