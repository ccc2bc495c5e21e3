/** How large a question is written, by its length: a sum fills the line, a paragraph still fits. */
export function sizeOf(text: string): "short" | "middle" | "long" | "longest" {
  return text.length <= 20 ? "short" : text.length <= 60 ? "middle" : text.length <= 140 ? "long" : "longest";
}
