/** Pickles of `[5, 3, 300, -70000, 2**40]` as Python writes them, one for each protocol; and others that are nearly such ones. */
const PYTHON = [
  "(lp0\nI5\naI3\naI300\naI-70000\naL1099511627776L\na.",
  "]q\\x00(K\\x05K\\x03M,\\x01J\\x90\\xee\\xfe\\xffL1099511627776L\ne.",
  "\\x80\\x02]q\\x00(K\\x05K\\x03M,\\x01J\\x90\\xee\\xfe\\xff\\x8a\\x06\\x00\\x00\\x00\\x00\\x00\\x01e.",
  "\\x80\\x03]q\\x00(K\\x05K\\x03M,\\x01J\\x90\\xee\\xfe\\xff\\x8a\\x06\\x00\\x00\\x00\\x00\\x00\\x01e.",
  "\\x80\\x04\\x95\\x19\\x00\\x00\\x00\\x00\\x00\\x00\\x00]\\x94(K\\x05K\\x03M,\\x01J\\x90\\xee\\xfe\\xff\\x8a\\x06\\x00\\x00\\x00\\x00\\x00\\x01e.",
  "\\x80\\x05\\x95\\x19\\x00\\x00\\x00\\x00\\x00\\x00\\x00]\\x94(K\\x05K\\x03M,\\x01J\\x90\\xee\\xfe\\xff\\x8a\\x06\\x00\\x00\\x00\\x00\\x00\\x01e.",
];

/** Bytes as Python shows them, such as `\x80\x04].`. */
export function pickled(text: string): Uint8Array {
  const plain = text.replace(/\\x([\da-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

export const PICKLES: readonly Uint8Array[] = PYTHON.map(pickled);

/** What is put in most often: the opcodes, those that are refused among them. */
const OPCODES = pickled(
  "]()}lpIqLKMJaesScoiRQPtdhrjgu0.12N\n\\x80\\x81\\x82\\x88\\x8a\\x8b\\x8c\\x8f\\x93\\x94\\x95\\x97\\xff\\x00",
);

/** One of the pickles with some bytes changed, put in, taken out, doubled or cut off. */
export function mutated(random: () => number): Uint8Array {
  const pick = (below: number) => Math.floor(random() * below);
  const bytes = [...PICKLES[pick(PICKLES.length)]];
  for (let changes = 1 + pick(4); changes > 0; changes--) {
    const at = pick(bytes.length + 1);
    const byte = random() < 0.7 ? OPCODES[pick(OPCODES.length)] : pick(256);
    switch (pick(5)) {
      case 0:
        bytes[at] = byte;
        break;
      case 1:
        bytes.splice(at, 0, byte);
        break;
      case 2:
        bytes.splice(at, 1 + pick(3));
        break;
      case 3:
        bytes.splice(at, 0, ...bytes.slice(at, at + pick(8)));
        break;
      case 4:
        if (random() < 0.2) bytes.length = at;
    }
  }
  return Uint8Array.from(bytes);
}
