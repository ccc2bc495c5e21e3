/** What a room says on the wire: written by the server, read by its clients. */
import { factsLine, integer, marks, onOff, optional, rest, tagged, type TextCodec, type TextOf, word } from "./facts.ts";

/** The reply to `JOIN`, and to `RESUME` in a room, behind `OK`. */
export const ROOM_JOINED = factsLine("", { token: word, room: word, mode: word, questions: integer, name: rest });

/** How a room is played: whether marks count or `speed`, after how many seconds it goes on by itself, and if names are filtered. */
const settings = { mode: word, points: word, auto: integer, filter: onOff };

/** The reply to `ROOM`, behind `OK`. */
export const ROOM_OPENED = factsLine("", { room: word, token: word, ...settings, questions: integer, title: rest });

/** The reply to `HOST`, behind `OK`. */
export const ROOM_HOSTED = factsLine("", {
  room: word,
  ...settings,
  locked: onOff,
  phase: word,
  players: integer,
  questions: integer,
  title: rest,
});

/** The right answer: letters or a number as it is sent, which a text has not, and how it reads. */
const answered = { answer: optional(word), marks, text: rest };

/** The reply to `ANSWER` and `SKIP` in a self-paced room, behind `OK`. */
export const ROOM_JUDGED = tagged("verdict", {
  correct: factsLine("correct", { marks }),
  wrong: factsLine("wrong", answered),
  skipped: factsLine("skipped", answered),
});

/** So many of so many, such as `3/10`. */
const share = {
  format: ({ some, of }: { some: number; of: number }) => `${some}/${of}`,
  parse(text: string) {
    const [, first = "", second = ""] = text.match(/^(\d+)\/(\d+)$/) ?? [];
    const [some, of] = [integer.parse(first), integer.parse(second)];
    return some === null || of === null ? null : { some, of };
  },
};

/** A line of facts whose second word is not a fact: a number, such as a place, or a letter. */
function numbered<Head, Tail extends object>(
  tag: string,
  head: { format(head: Head): string; parse(text: string): Head | null },
  tail: TextCodec<Tail>,
): TextCodec<{ readonly head: Head } & Tail> {
  return {
    format: (value) => `${tag} ${head.format(value.head)} ${tail.format(value)}`.trimEnd(),
    parse(text) {
      const [, first = "", others = ""] = text.match(/^\S+ (\S+) ?(.*)$/s) ?? [];
      const [parsedHead, parsedTail] = [head.parse(first), tail.parse(others)];
      return parsedHead === null || parsedTail === null ? null : { head: parsedHead, ...parsedTail };
    },
  };
}

/** Nothing, and whatever there is. */
const NOTHING: TextCodec<object> = { format: () => "", parse: () => ({}) };
const ALL: TextCodec<{ text: string }> = { format: ({ text }) => text, parse: (text) => ({ text }) };

/** What happens in a room, behind `*`. How a game ends is told as in the quiz: `* result …`. */
export const ROOM_EVENT = tagged("type", {
  lobby: factsLine("lobby", { players: integer }),
  question: numbered("question", share, factsLine("", { kind: word, seconds: integer, image: optional(word), text: rest })),
  choice: numbered("choice", word, ALL),
  reveal: factsLine("reveal", {
    answer: optional(word),
    correct: share,
    marks: optional(marks),
    verdict: optional(word),
    text: rest,
  }),
  standings: factsLine("standings", { rank: integer, players: integer, marks }),
  podium: numbered("podium", integer, factsLine("", { marks, name: rest })),
  removed: { ...NOTHING, format: () => "removed" },
  joined: factsLine("joined", { name: rest }),
  left: factsLine("left", { name: rest }),
  answered: numbered("answered", share, NOTHING),
});

/** What happens in a room. */
export type RoomLine = TextOf<typeof ROOM_EVENT>;
