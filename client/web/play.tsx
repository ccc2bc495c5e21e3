import { useEffect, useLayoutEffect, useRef, useState } from "hono/jsx/dom";
import { messageOf } from "../../protocol/message_of.ts";
import { type QuizMessage, QuizSession } from "../quiz_session.ts";
import { timing } from "./timing.ts";
import { WebSocketLink } from "./web_socket_link.ts";

/** Under these the tab keeps what a game is taken up again with after a reload, and whose it is. */
const TOKEN_KEY = "app-quiz-token";
const NAME_KEY = "app-quiz-name";

/** What the player sees. */
interface Game {
  readonly phase: "away" | "starting" | "waiting" | "playing" | "over";
  readonly place: number;
  readonly number: number;
  readonly of: number;
  readonly question: string;
  /** `null` where they are not known yet, as after a reload. */
  readonly marks: number | null;
  readonly lost: boolean;
  /** What became of the last question. */
  readonly verdict: (QuizMessage & { type: "correct" | "wrong" | "skipped" | "timeout" }) | null;
  readonly result: (QuizMessage & { type: "result" }) | null;
  readonly problem: string;
}

const NO_GAME: Game = {
  phase: "away",
  place: 0,
  number: 0,
  of: 10,
  question: "",
  marks: 0,
  lost: false,
  verdict: null,
  result: null,
  problem: "",
};

/** The game after a message. */
function next(game: Game, message: QuizMessage): Game {
  switch (message.type) {
    case "joined":
    case "waiting":
      return { ...game, phase: message.place > 0 ? "waiting" : "playing", place: message.place };
    case "question":
      return { ...game, ...message, phase: "playing", lost: false };
    case "result":
      return { ...game, phase: "over", result: message, marks: message.marks, lost: false };
    case "lost":
      return { ...game, lost: true };
    case "resumed":
      return { ...game, lost: false };
    default:
      return { ...game, verdict: message, marks: message.marks };
  }
}

/** Plays the quiz, and takes it up again after a reload or a lost connection. */
function useGame() {
  const [game, setGame] = useState<Game>(NO_GAME);
  const session = useRef<QuizSession | null>(null);
  const leaving = useRef<AbortController | null>(null);

  const follow = async (opening: (options: Parameters<typeof QuizSession.open>[0]) => Promise<QuizSession>) => {
    const { signal } = leaving.current = new AbortController();
    try {
      using current = session.current = await opening({ connect: () => WebSocketLink.open(), signal, timing });
      sessionStorage.setItem(TOKEN_KEY, current.token);
      for (let over = false; !over && !signal.aborted;) {
        const message = await current.next();
        if (signal.aborted) break;
        setGame((game) => next(game, message));
        over = message.type === "result";
      }
    } catch (error) {
      const problem = messageOf(error);
      setGame(
        signal.aborted ? NO_GAME : { ...NO_GAME, problem: session.current ? problem : `The quiz could not begin: ${problem}` },
      );
    }
    sessionStorage.removeItem(TOKEN_KEY);
    session.current = null;
  };

  useEffect(() => {
    const token = sessionStorage.getItem(TOKEN_KEY);
    if (!token) return;
    setGame({ ...NO_GAME, phase: "starting", marks: null });
    follow((options) => Promise.resolve(QuizSession.resume(options, token)));
  }, []);

  return {
    game,
    start(name: string): void {
      sessionStorage.setItem(NAME_KEY, name);
      setGame({ ...NO_GAME, phase: "starting" });
      follow(async (options) => {
        const opened = await QuizSession.open(options);
        try {
          const joined = await opened.join(name);
          setGame((game) => next(game, joined));
          return opened;
        } catch (error) {
          opened[Symbol.dispose]();
          throw error;
        }
      });
    },
    answer: (value: number | null): void => void session.current?.answer(value),
    leave(): void {
      leaving.current?.abort();
      session.current?.quit();
      sessionStorage.removeItem(TOKEN_KEY);
      setGame(NO_GAME);
    },
  };
}

export function Play() {
  const { game, start, answer, leave } = useGame();
  return (
    <div class="play">
      {(game.phase === "away" || game.phase === "over") && <Welcome game={game} start={start} />}
      {game.phase === "starting" && (
        <>
          <p class="big" role="status">One moment…</p>
          <button type="button" onClick={leave}>Give up</button>
        </>
      )}
      {game.phase === "waiting" && (
        <>
          <p class="big" role="status">You are number {game.place} in line.</p>
          <p class="dim">The first question comes when a seat is free.</p>
          <button type="button" onClick={leave}>Leave the line</button>
        </>
      )}
      {game.phase === "playing" && <Question game={game} answer={answer} leave={leave} />}
    </div>
  );
}

function Welcome({ game: { result, problem }, start }: { game: Game; start: (name: string) => void }) {
  const [name, setName] = useState(sessionStorage.getItem(NAME_KEY) ?? "");
  const submit = (event: Event) => {
    event.preventDefault();
    if (name.trim() !== "") start(name.trim());
  };
  return (
    <>
      {result && (
        <div class="result" role="status">
          <p class="big">{result.message}</p>
          <p>
            {result.marks} marks: {result.correct} right, {result.wrong} wrong, {result.skipped} skipped, in{" "}
            {result.seconds.toFixed(1)} seconds
          </p>
        </div>
      )}
      {problem && <p class="problem" role="alert">{problem}</p>}
      <p>Ten questions: two numbers from 0 to 9 and one of + - * /. A right answer is worth 1 mark, a wrong one costs 0.25.</p>
      <form class="controls" onSubmit={submit}>
        <label for="name">Your name</label>
        <input
          id="name"
          value={name}
          required
          autocomplete="nickname"
          onInput={(event: Event) => setName((event.target as HTMLInputElement).value)}
        />
        <button type="submit" class="main">{result ? "Play again" : "Play"}</button>
      </form>
    </>
  );
}

function Question({ game, answer, leave }: { game: Game; answer: (value: number | null) => void; leave: () => void }) {
  const { number, of, question, marks, lost, verdict } = game;
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  // An empty question is one that has not come yet.
  const [sent, setSent] = useState(false);
  const ready = question !== "" && !lost && !sent;
  // Before anything can be typed at the next question: what was typed belongs to the one before.
  useLayoutEffect(() => {
    setTyped("");
    setSent(false);
    // Who does something else on the page meanwhile is not called away from it.
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body || activeElement.closest(".play")) input.current?.focus();
  }, [number, lost]);

  const give = (value: number | null) => {
    setSent(true);
    answer(value);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (ready && /^-?\d{1,15}$/.test(typed)) {
      give(Number(typed));
      setTyped("");
    }
    input.current?.focus();
  };
  const turnSign = () => {
    setTyped(typed.startsWith("-") ? typed.slice(1) : `-${typed}`);
    input.current?.focus();
  };
  return (
    <>
      <p class="dim">Question {number} of {of}{marks !== null && `, ${marks} ${marks === 1 ? "mark" : "marks"}`}</p>
      <progress max={of} value={number - 1} aria-label="Questions answered" />
      <form onSubmit={submit}>
        <div aria-live="polite">
          <label for="answer" class="big question">{question} =</label>
        </div>
        <div class="controls">
          <input
            id="answer"
            ref={input}
            class="big"
            value={typed}
            inputmode="numeric"
            autocomplete="off"
            maxlength={16}
            onInput={(event: Event) => setTyped((event.target as HTMLInputElement).value.replace(/[^\d-]/g, ""))}
          />
          <button type="button" aria-label="Turn the sign" onClick={turnSign}>±</button>
          <button type="submit" class="main" disabled={!ready}>Answer</button>
          <button type="button" disabled={!ready} onClick={() => give(null)}>Skip</button>
          <button type="button" onClick={leave}>Give up</button>
        </div>
      </form>
      <p class={`verdict ${verdict?.type ?? ""}`} role="status">
        {lost ? "The connection is lost: it is being taken up again…" : verdict ? describe(verdict) : " "}
      </p>
    </>
  );
}

function describe({ type, answer }: NonNullable<Game["verdict"]>): string {
  if (type === "correct") return "✓ right";
  const it = answer === null ? "" : `, it is ${answer}`;
  return type === "wrong" ? `✗ wrong${it}` : type === "skipped" ? `– skipped${it}` : `– too late${it}`;
}
