/** The interleaving of two clients as a picture in the terminal: a column for each, the array between them, time going down. */
import type { Colors } from "picocolors/types";
import { type ClientName, FIRST, type Interleaving, type Move } from "./interleaving.ts";
import { shownArray, shownMove } from "./words.ts";

/** How wide the columns are. The longest text, of a client that adds the second value, fits. */
const CLIENT = 26;
const ARRAY = 9;

/** The lines of the picture, at most 79 columns wide. */
export function interleavingPicture({ moves }: Interleaving, colors: Colors): string[] {
  const { dim, bold } = colors;
  const heading = row({ left: "client A", array: "the array", right: "client B" }, dim);
  const drawn = moves.map((move) => {
    const { client, does, stored } = move;
    const own = colorOf(client, colors)(cell(move).padEnd(CLIENT));
    const others = dim((move.isOtherWaiting ? "┊" : "").padEnd(CLIENT));
    return joined({
      left: client === "A" ? own : others,
      right: client === "B" ? own : others,
      arrows: arrowsOf(move),
      array: (does === "writes" ? bold : dim)(centered(shownArray(stored))),
    });
  });
  const first = row({ left: "", array: shownArray(FIRST), right: "" }, dim);
  return [heading, first, ...drawn];
}

/** What a client does, and what of it has to do with the semaphore. */
function cell(move: Move): string {
  if (move.takes === "acquires") return `acquires, ${shownMove(move)}`;
  if (move.takes === "releases") return `${shownMove(move)}, releases`;
  return shownMove(move);
}

/** From where to where the array goes. */
function arrowsOf({ client, does }: Move): { left: string; right: string } {
  const isLeft = client === "A";
  if (does === "reads") return isLeft ? { left: "←──", right: "" } : { left: "", right: "──→" };
  if (does === "writes") return isLeft ? { left: "──→", right: "" } : { left: "", right: "←──" };
  return { left: "", right: "" };
}

function colorOf(client: ClientName, { cyan, magenta }: Colors): (text: string) => string {
  return client === "A" ? cyan : magenta;
}

function row({ left, array, right }: { left: string; array: string; right: string }, color: (text: string) => string): string {
  return joined({
    left: color(left.padEnd(CLIENT)),
    arrows: { left: "", right: "" },
    array: color(centered(array)),
    right: color(right),
  });
}

function joined(
  { left, arrows, array, right }: { left: string; arrows: { left: string; right: string }; array: string; right: string },
): string {
  return `  ${left} ${arrows.left.padEnd(3)}  ${array}  ${arrows.right.padEnd(3)} ${right}`.trimEnd();
}

function centered(text: string): string {
  return text.padStart((ARRAY + text.length + 1) >> 1).padEnd(ARRAY);
}
