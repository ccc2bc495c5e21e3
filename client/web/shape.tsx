/** A shape for each choice, so that its color is never the only sign. They are drawn: not every device has them in its typeface. */
const SHAPES = [
  { name: "triangle", path: "M12 3l10 18H2z" },
  { name: "diamond", path: "M12 1l10 11-10 11L2 12z" },
  { name: "circle", path: "M12 2a10 10 0 1 0 .01 0z" },
  { name: "square", path: "M3 3h18v18H3z" },
  { name: "star", path: "M12 1l3 8 9 .3-7 5.4 2.5 8.5L12 18.2l-7.5 5L7 14.7 0 9.3 9 9z" },
  { name: "pentagon", path: "M12 1l11 8.5-4.2 13H5.2L1 9.5z" },
  { name: "hexagon", path: "M6 2h12l6 10-6 10H6L0 12z" },
  { name: "cross", path: "M8 1h8v7h7v8h-7v7H8v-7H1V8h7z" },
] as const;

/** The shape of a choice, from 0 on. */
export function Shape({ index }: { index: number }) {
  return (
    <svg class="shape" viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[index % SHAPES.length].path} />
    </svg>
  );
}

/** The letter of a choice, from 0 on. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}
