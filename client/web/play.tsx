import { useEffect, useLayoutEffect, useRef, useState } from "hono/jsx/dom";
import { messageOf } from "../../protocol/message_of.ts";
import { ReplyError } from "../line_link.ts";
import { type QuizMessage, QuizSession } from "../quiz_session.ts";
import { type EarlierQuestion, EarlierQuestions } from "./earlier_questions.tsx";
import { shownQuestion } from "./text.ts";
import { timing } from "./timing.ts";
import { readAnswer } from "./typed_answer.ts";
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
  /** The answer that was sent last. */
  readonly given: number | null;
  /** What became of the questions so far, newest first. */
  readonly earlier: readonly EarlierQuestion[];
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
  given: null,
  earlier: [],
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
      // The open question follows, and may be another one than before.
      return game;
    default: {
      const { number, question, given } = game;
      const { type: outcome, answer, marks } = message;
      return { ...game, marks, earlier: [{ number, question, outcome, given, answer }, ...game.earlier] };
    }
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
      using current = session.current = await opening({
        connect: () => WebSocketLink.open(),
        signal,
        timing,
        random: Math.random,
      });
      sessionStorage.setItem(TOKEN_KEY, current.token);
      for (let over = false; !over && !signal.aborted;) {
        const message = await current.next();
        if (signal.aborted) break;
        setGame((game) => next(game, message));
        over = message.type === "result";
      }
    } catch (error) {
      setGame(signal.aborted ? NO_GAME : { ...NO_GAME, problem: describe(error, session.current !== null) });
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
    answer(value: number | null): void {
      setGame((game) => ({ ...game, given: value }));
      session.current?.answer(value);
    },
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
          <p class="big" role="status">Connecting…</p>
          <button type="button" onClick={leave}>Quit</button>
        </>
      )}
      {game.phase === "waiting" && (
        <>
          <p class="big" role="status">You are number {game.place} in line</p>
          <p class="dim">Your first question appears when a seat is free.</p>
          <button type="button" onClick={leave}>Leave the line</button>
        </>
      )}
      {game.phase === "playing" && <Question game={game} answer={answer} leave={leave} />}
    </div>
  );
}

function Welcome({ game: { result, problem, earlier }, start }: { game: Game; start: (name: string) => void }) {
  const [name, setName] = useState(sessionStorage.getItem(NAME_KEY) ?? "");
  const submit = (event: Event) => {
    event.preventDefault();
    if (name.trim() !== "") start(name.trim());
  };
  return (
    <>
      {problem && <p class="problem" role="alert">{problem}</p>}
      {result
        ? (
          <>
            <div role="status">
              <p class="big">{result.message}</p>
              <p>
                {formatMarks(result.marks)}: {result.correct} right, {result.wrong} wrong, {result.skipped} skipped, in{" "}
                {result.seconds.toFixed(1)} seconds
              </p>
            </div>
            <EarlierQuestions earlier={earlier} />
          </>
        )
        : (
          <p>
            Ten questions, each with two numbers from 0 to 9 and one of +, -, × and ÷. Every answer is a whole number. A right
            answer earns 1 mark, a wrong one costs 0.25, and skipping is free.
          </p>
        )}
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

/** So many earlier questions are shown during a game: the panel keeps its height. */
const EARLIER_SHOWN = 3;
const LOST = "Connection lost. Reconnecting, your game is safe. You can answer once the connection is back.";

function Question({ game, answer, leave }: { game: Game; answer: (value: number | null) => void; leave: () => void }) {
  const { number, of, question, marks, lost, earlier } = game;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");
  const input = useRef<HTMLInputElement>(null);
  // An empty question is one that has not come yet.
  const [sent, setSent] = useState(false);
  const ready = question !== "" && !lost && !sent;
  // Before anything can be typed at the next question: what was typed belongs to the one before.
  useLayoutEffect(() => {
    setTyped("");
    setProblem("");
  }, [number]);
  useLayoutEffect(() => {
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
    input.current?.focus();
    if (!ready) return;
    const read = readAnswer(typed);
    if ("problem" in read) setProblem(read.problem);
    else give(read.value);
  };
  const type = (text: string) => {
    setTyped(text);
    setProblem("");
  };
  const changeSign = () => {
    type(typed.startsWith("-") ? typed.slice(1) : `-${typed}`);
    input.current?.focus();
  };
  return (
    <>
      <p class="dim">Question {number} of {of}{marks !== null && `, ${formatMarks(marks)}`}</p>
      <progress max={of} value={number - 1} aria-label="Questions answered" />
      <form onSubmit={submit}>
        <div aria-live="polite">
          <label for="answer" class="big question">{shownQuestion(question)} =</label>
        </div>
        <div class="controls">
          <input
            id="answer"
            ref={input}
            class="big"
            value={typed}
            inputmode="numeric"
            autocomplete="off"
            aria-invalid={String(problem !== "")}
            aria-describedby="answer-problem"
            onInput={(event: Event) => type((event.target as HTMLInputElement).value)}
          />
          <button type="button" aria-label="Change the sign" onClick={changeSign}>±</button>
          <button type="submit" class="main" disabled={!ready}>Answer</button>
          <button type="button" disabled={!ready} onClick={() => give(null)}>Skip</button>
          <button type="button" onClick={leave}>Quit</button>
        </div>
      </form>
      <p id="answer-problem" class="problem" role="alert">{lost ? LOST : problem}</p>
      <EarlierQuestions earlier={earlier.slice(0, EARLIER_SHOWN)} />
    </>
  );
}

function formatMarks(marks: number): string {
  return `${marks} ${marks === 1 ? "mark" : "marks"}`;
}

/** Why there is no game. */
function describe(error: unknown, wasPlaying: boolean): string {
  if (error instanceof ReplyError && error.code === "taken-over") {
    return "Your game goes on in another tab or on another device.";
  }
  return `Could not ${wasPlaying ? "continue" : "start"} the game: ${messageOf(error)}`;
}
