/** The lines that are framed, parsed and answered, by name. */
export const LINES: Readonly<Record<string, string>> = {
  "PING": "PING\n",
  "COUNT": "COUNT\n",
  "ADD, one value": "ADD 123456\n",
  "SORT, 16 values": `SORT ${Array.from({ length: 16 }, (_, i) => (i * 7919) % 1_000_003).join(" ")}\n`,
  "ADD, 1,000 values": `ADD ${Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1_000_003).join(" ")}\n`,
};
