import { useMemo } from "preact/hooks";
import { encode } from "uqr";

/** A QR code, black on white in both schemes, since not every phone reads the opposite. */
export function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const { data } = encode(text, { border: 3 });
    const path = data.flatMap((row, y) => row.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : "")).join("");
    return { size: data.length, path };
  }, [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR code for ${text}`} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
