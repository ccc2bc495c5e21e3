/** The ports for the three old programs. */
export interface LegacyPortNumbers {
  readonly quiz: number;
  readonly counter: number;
  readonly sorter: number;
}

/** Where their clients look for them. */
export const OLD_PORTS: LegacyPortNumbers = { quiz: 5000, counter: 2004, sorter: 6000 };

/** Three ports as in `5000,2004,6000`, 0 for a free one. @throws {Error} with what is allowed */
export function parseLegacyPorts(text: string): LegacyPortNumbers {
  const ports = text.split(",").map((port) => /^\d{1,5}$/.test(port) ? Number(port) : Infinity);
  const [quiz, counter, sorter] = ports;
  if (ports.length === 3 && ports.every((port) => port <= 65_535)) return { quiz, counter, sorter };
  throw new Error("three ports from 0 to 65535, such as 5000,2004,6000");
}
