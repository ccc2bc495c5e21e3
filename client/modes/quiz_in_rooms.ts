/** A game in a room, where somebody plays together with others; and in the next room, if they like. */
import { ReplyError } from "../line_link.ts";
import { openRoomScreen } from "../room_screen.ts";
import { sentence } from "../room_text.ts";
import { type RoomMessage, RoomSession } from "../room_session.ts";
import { type Asking, askName, askPin } from "./ask_player.ts";
import { Play } from "./play.ts";
import type { Seat } from "./seat.ts";
import { RoomGame } from "./room_game.ts";
import { whileTyping } from "./typing.ts";

/** @param resumed a game to continue; `null` to join the room of the flags */
export async function playInRooms(
  { config, dependencies, options, interactive }: Seat,
  resumed: { session: RoomSession; first: RoomMessage } | null,
): Promise<void> {
  const { terminal, timing } = dependencies;
  const { host, port, json } = config;
  const screen = openRoomScreen({ terminal, timing, json });
  let session = resumed?.session ?? await RoomSession.open(options);
  try {
    await whileTyping({ terminal, interactive }, async (input) => {
      const asking = interactive ? { input, colors: terminal.colors, hint: (text: string) => screen.hint(text) } : null;
      screen.welcome(`${host}:${port}`);
      let entered: Entered | null = resumed
        ? { first: resumed.first, name: null }
        : await join(session, { pin: config.room, name: config.name }, asking);
      while (entered) {
        const game: RoomGame = new RoomGame(session, entered.first);
        await new Play({ game, screen, input, timing, interactive }).run(entered.first);
        screen.missed(game.missed);
        if (!asking) return;
        input.clear();
        const pin = await askPin(asking, "Play again? PIN:");
        if (pin === null) return;
        const name = entered.name ?? game.name;
        await session.quit();
        session = await RoomSession.open(options);
        entered = await join(session, { pin, name }, asking);
      }
      screen.goodbye();
    });
  } finally {
    screen.close();
    await session.quit();
  }
}

/** Where somebody wants to play, and as who; `null` for what is not known yet. */
interface Entry {
  readonly pin: string | null;
  readonly name: string | null;
}

/** What the room said first; and who plays, unless the game is resumed. */
interface Entered {
  readonly first: RoomMessage;
  readonly name: string | null;
}

/** Joins a room; asks for what is missing, or was refused. @returns `null` if the player has thought better of it */
async function join(
  session: RoomSession,
  { pin, name }: Entry,
  asking: Asking | null,
): Promise<Entered | null> {
  for (;;) {
    if (asking) pin ??= await askPin(asking, "PIN:");
    if (asking && pin !== null) name = await askName(asking, name);
    if (pin === null || name === null) return null;
    try {
      return { first: await session.join(pin, name), name };
    } catch (error) {
      if (!asking || !(error instanceof ReplyError)) throw error;
      if (error.code === "bad-name") name = null;
      else if (error.code === "no-room" || error.code === "locked") pin = null;
      else throw error;
      asking.hint(sentence(error.message));
    }
  }
}
