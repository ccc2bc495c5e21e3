import { useMemo } from "preact/hooks";

const PIECES = 90;

/** Once, and not at all if motion is to be reduced. */
export function Confetti() {
  const pieces = useMemo(() => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return [];
    return Array.from({ length: PIECES }, () => ({
      left: `${100 * Math.random()}%`,
      animationDelay: `${1.2 * Math.random()}s`,
      animationDuration: `${2.5 + 2 * Math.random()}s`,
    }));
  }, []);
  return (
    <div class="confetti" aria-hidden="true">
      {pieces.map((style, i) => <i key={i} class={`hue-${1 + i % 8}`} style={style} />)}
    </div>
  );
}
