/** How the names of a lobby stand on the projector: as large as they all fit, and never too small to be read from the last row. */

/** A place for names, in the root's `rem`. */
export interface Place {
  readonly width: number;
  readonly height: number;
}

export interface NameGrid {
  /** Of the type scale. */
  readonly size: "2xl" | "xl" | "l" | "m";
  readonly columns: number;
  /** How many names are there to be seen; the others are counted in one more cell. */
  readonly shown: number;
}

/** A cell of one size: its height, what stands in it beside the name, and the width of a letter; between two of them is a gap. */
interface Cell {
  readonly size: NameGrid["size"];
  readonly height: number;
  readonly beside: number;
  readonly letter: number;
  readonly gap: number;
}

const XX_LARGE: Cell = { size: "2xl", height: 3.9, beside: 6.5, letter: 1.12, gap: 0.6 };
const X_LARGE: Cell = { size: "xl", height: 2.5, beside: 3.9, letter: 0.9, gap: 0.35 };
const LARGE: Cell = { size: "l", height: 1.85, beside: 3, letter: 0.72, gap: 0.25 };
const MEDIUM: Cell = { size: "m", height: 1.4, beside: 0.8, letter: 0.58, gap: 0.2 };

/** For how many letters of a name there is room, the better first: a longer name is cut. */
const LETTERS = [40, 32, 24, 20, 16, 14];
/** In the largest sizes, a longer name has two lines of smaller letters. */
const LETTERS_OF_TWO_LINES = 13;
const FEWEST_LETTERS = 6;

/** What is tried, in this order: the size counts more than that no name is cut. */
const TRIES: readonly { readonly cell: Cell; readonly letters: number }[] = [
  { cell: XX_LARGE, letters: LETTERS_OF_TWO_LINES },
  { cell: X_LARGE, letters: LETTERS_OF_TWO_LINES },
  ...LETTERS.map((letters) => ({ cell: LARGE, letters })),
  ...LETTERS.map((letters) => ({ cell: MEDIUM, letters })),
  // They do not all fit: then those that are there can be read.
  { cell: MEDIUM, letters: 20 },
];

/** @param names all of them */
export function gridOf(names: readonly string[], place: Place): NameGrid {
  const longest = Math.max(FEWEST_LETTERS, ...names.map((name) => [...name].length));
  let cells = 0;
  let grid: Omit<NameGrid, "shown"> = { size: "m", columns: 1 };
  for (const { cell: { size, height, beside, letter, gap }, letters } of TRIES) {
    const columns = Math.max(1, fitting(place.width, beside + letter * Math.min(letters, longest), gap));
    grid = { size, columns };
    cells = columns * fitting(place.height, height, gap);
    if (cells >= names.length) return { ...grid, shown: names.length };
  }
  return { ...grid, shown: Math.max(0, cells - 1) };
}

/** How many of these fit side by side. */
function fitting(room: number, each: number, gap: number): number {
  return Math.floor((room + gap) / (each + gap));
}

/** The newest of them, each in the same place as long as it is there: a new one takes the place of the oldest. */
export function newest<Item>(items: readonly Item[], shown: number): readonly Item[] {
  const { length } = items;
  if (length <= shown) return items;
  return Array.from({ length: shown }, (_, place) => items[length - 1 - (length - 1 - place) % shown]);
}
