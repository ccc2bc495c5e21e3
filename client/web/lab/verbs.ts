import { WebSocketLink } from "../web_socket_link.ts";

let asked: Promise<readonly string[]> | null = null;

/** The verbs that the server knows, as its HELP lists them; asked for once, on a connection that is closed again. */
export function verbs(): Promise<readonly string[]> {
  asked ??= read();
  return asked.catch(() => {
    asked = null;
    return [];
  });
}

async function read(): Promise<readonly string[]> {
  const link = await WebSocketLink.open({ showToken: false });
  try {
    await link.send("HELP");
    await link.send("PING end");
    const found = new Set<string>();
    for (;;) {
      const line = await link.next();
      if (line.kind === "ok" && line.text === "end") return [...found].sort();
      const [, verb] = line.kind === "comment" ? line.text.match(/^\s{1,4}([A-Z]{3,11})\b/) ?? [] : [];
      if (verb) found.add(verb);
    }
  } finally {
    link[Symbol.dispose]();
  }
}

/** How what was typed goes on: what all verbs that begin like it have in common, and which these are. */
export function complete(typed: string, known: readonly string[]): { text: string; choices: readonly string[] } {
  const choices = known.filter((verb) => verb.startsWith(typed.toUpperCase()));
  if (choices.length === 0) return { text: typed, choices };
  if (choices.length === 1) return { text: `${choices[0]} `, choices };
  let text = choices[0];
  while (!choices.every((verb) => verb.startsWith(text))) text = text.slice(0, -1);
  return { text, choices };
}
