/** Small pictures in the manner of the mark: bars, lines and one dot. */
const PICTURES = {
  play: (
    <>
      <path d="M6 6l8 8M14 6l-8 8M18 18h8M18 23h8" />
      <circle cx="22" cy="10" r="3" />
    </>
  ),
  host: (
    <>
      <path d="M5 26v-7h7v7M12 26V12h8v14M20 26v-10h7v10M3 26h26" />
      <circle cx="16" cy="6.5" r="3" />
    </>
  ),
  array: (
    <>
      <path d="M5 26v-6M11.5 26v-9M18 26V14M24.5 26V10" />
      <circle cx="24.5" cy="5" r="3" />
    </>
  ),
  wire: (
    <>
      <path d="M4 11h17M17 7l4 4-4 4M28 21H11M15 17l-4 4 4 4" />
      <circle cx="27" cy="11" r="3" />
    </>
  ),
  screen: (
    <>
      <path d="M4 6h24v16H4zM16 22v5M10 27h12" />
      <circle cx="16" cy="14" r="3" />
    </>
  ),
  api: (
    <>
      <path d="M11 6c-5 0-1 9-6 10 5 1 1 10 6 10M21 6c5 0 1 9 6 10-5 1-1 10-6 10" />
      <circle cx="16" cy="16" r="3" />
    </>
  ),
  terminal: (
    <>
      <path d="M5 9l7 7-7 7M15 24h8" />
      <circle cx="26" cy="24" r="3" />
    </>
  ),
} as const;

export type Picture = keyof typeof PICTURES;

/** A small picture; what it stands beside says what it is. */
export function Pictogram({ name }: { name: Picture }) {
  return <svg class="pictogram" viewBox="0 0 32 32" aria-hidden="true">{PICTURES[name]}</svg>;
}
