/** Facts in a line, such as `id=3 value=17 name=Ada Lovelace`: written and read by the same table, on both sides of the wire. */

/** How a value stands in a line. */
export interface Fact<Value> {
  format(value: Value): string;
  /** @returns the value; `null` where the text is none */
  parse(text: string): Value | null;
  /** Whether it goes to the end of the line: then it must be the last. */
  readonly isRest?: boolean;
  /** Whether it may be missing. */
  readonly isOptional?: boolean;
}

/** Writes and reads a text. */
export interface TextCodec<Value> {
  format(value: Value): string;
  /** @returns what the text says; `null` where it is none of this codec */
  parse(text: string): Value | null;
}

/** What a codec writes and reads. */
export type TextOf<Codec> = Codec extends TextCodec<infer Value> ? Value : never;

/** A safe integer. */
export const integer: Fact<number> = {
  format: String,
  parse: (text) => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null,
};

/** A number of marks: quarters have two decimal places at most. */
export const marks: Fact<number> = { format: String, parse: decimal };

/** Seconds with three decimal places. */
export const seconds: Fact<number> = { format: (value) => value.toFixed(3), parse: decimal };

/** Text without a space. */
export const word: Fact<string> = { format: (text) => text, parse: (text) => text || null };

/** Whether something is so: `on` or `off`. */
export const onOff: Fact<boolean> = {
  format: (value) => value ? "on" : "off",
  parse: (text) => text === "on" ? true : text === "off" ? false : null,
};

/** Text to the end of the line, which may have spaces. */
export const rest: Fact<string> = { format: (text) => text, parse: (text) => text, isRest: true };

/** A fact that may be missing. */
export function optional<Value>(fact: Fact<Value>): Fact<Value | undefined> {
  return { ...fact, format: (value) => value === undefined ? "" : fact.format(value), isOptional: true };
}

type Facts = Readonly<Record<string, Fact<unknown>>>;
type ValueOf<AFact> = AFact extends Fact<infer Value> ? Value : never;
type ValuesOf<Table extends Facts> =
  & { readonly [Name in keyof Table as undefined extends ValueOf<Table[Name]> ? never : Name]: ValueOf<Table[Name]> }
  & { readonly [Name in keyof Table as undefined extends ValueOf<Table[Name]> ? Name : never]?: ValueOf<Table[Name]> };

/**
 * A line of facts in the order of a table. Facts that are not in the table are passed over, so that a later version may have more.
 *
 * @param start the words in front of the facts
 *
 * @example
 * ```ts
 * const timeout = factsLine("timeout", { answer: integer, marks });
 * timeout.format({ answer: 12, marks: 0.75 }); // "timeout answer=12 marks=0.75"
 * timeout.parse("timeout answer=12 marks=0.75"); // { answer: 12, marks: 0.75 }
 * ```
 */
export function factsLine<Table extends Facts>(start: string, table: Table): TextCodec<ValuesOf<Table>> {
  const facts = Object.entries(table as Record<string, Fact<unknown>>);
  const beginning = start && `${start} `;
  return {
    format(values) {
      const given = facts.map(([name, fact]) => [name, fact, (values as Record<string, unknown>)[name]] as const)
        .filter(([, fact, value]) => !fact.isOptional || value !== undefined);
      return beginning + given.map(([name, fact, value]) => `${name}=${fact.format(value)}`).join(" ");
    },
    parse(text) {
      if (!text.startsWith(beginning)) return null;
      const texts = split(text.slice(beginning.length), facts.find(([, { isRest }]) => isRest)?.[0]);
      const values: Record<string, unknown> = {};
      for (const [name, fact] of facts) {
        const given = texts.get(name);
        if (given === undefined && fact.isOptional) continue;
        const value = given === undefined ? null : fact.parse(given);
        if (value === null) return null;
        values[name] = value;
      }
      return values as ValuesOf<Table>;
    },
  };
}

type Tagged<Key extends string, Table> = {
  [Tag in keyof Table]: { readonly [K in Key]: Tag } & TextOf<Table[Tag]>;
}[keyof Table];

/** One of several texts, each of which begins with its tag. @param key what the tag is called among the values */
export function tagged<Key extends string, Table extends Readonly<Record<string, TextCodec<object>>>>(
  key: Key,
  codecs: Table,
): TextCodec<Tagged<Key, Table>> {
  const table: Readonly<Record<string, TextCodec<object>>> = codecs;
  return {
    format: (value) => table[value[key] as string].format(value),
    parse(text) {
      const [tag] = text.split(" ", 1);
      const parsed = Object.hasOwn(table, tag) ? table[tag].parse(text) : null;
      return parsed && { [key]: tag, ...parsed } as Tagged<Key, Table>;
    },
  };
}

/** The texts of facts by their names. @param last the one that goes to the end */
function split(text: string, last: string | undefined): Map<string, string> {
  const texts = new Map<string, string>();
  for (let left = text; left;) {
    const [whole, name, value] = left.match(/^(?:([^ =]+)=)?(\S*) ?/) ?? [];
    if (!whole) break;
    if (name !== undefined && name === last) return texts.set(name, left.slice(name.length + 1));
    if (name !== undefined) texts.set(name, value);
    left = left.slice(whole.length);
  }
  return texts;
}

function decimal(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
