/** A line from the server, as a client takes it. */
export type ServerLine =
  | { kind: "ok"; text: string }
  | { kind: "error"; code: string; message: string }
  /** Text for people. */
  | { kind: "comment"; text: string }
  /** Something happened. */
  | { kind: "event"; text: string };

/** Reads a line that a server sent; `null` where it is none of the protocol. */
export function parseServerLine(line: string): ServerLine | null {
  const [, kind, text] = line.match(/^(OK|ERR|#|\*)(?: (.*))?$/s) ?? [];
  switch (kind) {
    case "OK":
      return { kind: "ok", text: text ?? "" };
    case "ERR": {
      const [code, ...message] = (text ?? "").split(" ");
      return { kind: "error", code, message: message.join(" ") };
    }
    case "#":
      return { kind: "comment", text: text ?? "" };
    case "*":
      return { kind: "event", text: text ?? "" };
    default:
      return null;
  }
}
