import { integer, type OptionValues } from "../../../cli/options.ts";

/** The options of the quiz for `app serve`. */
export const QUIZ_OPTIONS = {
  quizSeats: integer({
    placeholder: "N",
    help: "how many play the quiz at a time; others wait in line",
    min: 1,
    max: 100_000,
    fallback: 64,
  }),
  quizSeatsPerAddress: integer({
    placeholder: "N",
    help: "most seats for players from one address, so that others find one; default: seven eighths of the seats",
    min: 1,
    max: 100_000,
    fallback: null,
  }),
  quizSeconds: integer({
    placeholder: "S",
    help: "time limit for a question; 0 for no limit",
    min: 0,
    max: 86_400,
    fallback: 0,
  }),
  quizResumeSeconds: integer({
    placeholder: "S",
    help: "how long a player who lost the connection can resume",
    min: 0,
    max: 86_400,
    fallback: 300,
  }),
};

/** How the quiz is to run. */
export type QuizSettings = OptionValues<typeof QUIZ_OPTIONS>;
