import { live } from "./live.ts";

/** Bars in order, the smallest and the largest touched by a dot. It moves once when a value lands in the array. */
export function Mark() {
  const { landed } = live;
  // A new element begins its animation anew.
  const key = landed.value.values.join();
  return (
    <svg key={key} class={key === "" ? "mark" : "mark landed"} viewBox="0 0 32 32" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((i) => <rect key={i} x={2 + i * 6} y={23 - i * 3.5} width="4" height={7 + i * 3.5} rx="1" />)}
      <circle cx="4" cy="18.6" r="2.6" />
      <circle cx="28" cy="4.6" r="2.6" />
    </svg>
  );
}
