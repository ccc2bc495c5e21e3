/** The mode `host`: opens a room and runs its game, by single keys; or by requests that a script sends as lines. */
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { HOST_VERBS, type HostMessage, HostSession, type HostVerb } from "../host_session.ts";
import { type HostScreen, openHostScreen } from "../host_screen.ts";
import { ENTER, type LineInput } from "../line_input.ts";
import type { ClientDependencies } from "../terminal.ts";
import { firstOf } from "./play.ts";
import { Remote } from "./remote.ts";
import { whileTyping } from "./typing.ts";

/**
 * Hosts a room until the person leaves, standard input ends, or the terminal's signal is aborted.
 *
 * @throws {ConnectionError} if there is no server, or it is gone for too long; or if it lets only hosts open rooms
 * @throws {ReplyError} if the server answered `ERR`
 */
export async function runHost(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  const { terminal, timing, random } = dependencies;
  const { host, port, json, set, selfPaced, room, roomToken } = config;
  const { signal } = terminal;
  const interactive = terminal.interactive && !json;
  const options = { connect: connector(config, signal), signal, timing, random };
  const { session, first } = room === null
    ? await HostSession.open(options, { set, mode: selfPaced ? "self-paced" : "live" })
    : await HostSession.host(options, { room, token: roomToken });
  const screen = openHostScreen({ terminal, timing, json, address: `${host}:${port}` });
  try {
    if (interactive) await hostByKeys({ terminal, timing, session, screen, first });
    else await whileTyping({ terminal, interactive }, (input) => hostByLines(input, { session, screen, first }));
  } finally {
    screen.close();
    await session.quit();
  }
}

interface Hosting {
  readonly session: HostSession;
  readonly screen: HostScreen;
  readonly first: HostMessage;
}

async function hostByKeys(
  { terminal, timing, session, screen, first }: Hosting & Pick<ClientDependencies, "terminal" | "timing">,
): Promise<void> {
  const remote = new Remote({
    act: (verb, name) => session.act(verb, name),
    hint: (text) => screen.hint(text),
    now: timing.now,
  });
  const takeKey = (key: string) => remote.take(ENTER.has(key) ? "enter" : key);
  await whileTyping({ terminal, interactive: true, takeKey }, async (input) => {
    screen.message(first);
    remote.message(first);
    let message: Promise<HostMessage> | null = null;
    for (;;) {
      if (remote.question === null) screen.wait(input, remote.keys);
      else screen.ask(input, remote.question);
      message ??= session.next();
      const happened = await Promise.race([firstOf(message, input.next()), remote.pressed]);
      if (remote.hasLeft) break;
      if ("came" in happened) {
        message = null;
        screen.message(happened.came);
        remote.message(happened.came);
      } else if ("text" in happened) {
        if (happened.text === null) break;
        remote.line(happened.text);
      }
    }
    if (!remote.isOver) screen.left(session.room, session.token);
  });
}

/** Sends requests as they come, one in a line; at the end of them it leaves, when all are answered. */
async function hostByLines(input: LineInput, { session, screen, first }: Hosting): Promise<void> {
  screen.message(first);
  let message: Promise<HostMessage> | null = null;
  let line: Promise<string | null> | null = null;
  for (;;) {
    message ??= session.next();
    line ??= input.next();
    const happened = await firstOf(message, line);
    if ("came" in happened) {
      message = null;
      screen.message(happened.came);
    } else {
      line = null;
      if (happened.text === null) break;
      await sendLine(happened.text.trim(), { session, screen });
    }
  }
  await session.leave();
  // What was still on its way comes before the connection is closed.
  for (let last = await (message ?? session.next()); last.type !== "lost"; last = await session.next()) screen.message(last);
}

async function sendLine(line: string, { session, screen }: Pick<Hosting, "session" | "screen">): Promise<void> {
  const [word = "", ...name] = line.split(/\s+/);
  if (word === "") return;
  const verb = HOST_VERBS.find((verb): verb is HostVerb => verb === word.toUpperCase());
  if (verb) await session.act(verb, name.join(" "));
  else screen.hint(`${word} is nothing that a host sends: ${HOST_VERBS.join(", ")}`);
}
