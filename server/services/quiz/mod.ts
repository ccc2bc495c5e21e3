/** The quiz: ten arithmetic questions for many players, with seats, a line for them, and a leaderboard. */
import { handlersOf, type RunningService, type Service } from "../service.ts";
import { QUIZ_COMMANDS } from "./commands.ts";
import type { QuizOutcome } from "./events.ts";
import { QUIZ_EVENTS, tellQuiz } from "./feed.ts";
import { QuizHost } from "./host.ts";
import { QUIZ_OPTIONS } from "./options.ts";
import { quizRoutes } from "./routes.ts";
import { QuizState } from "./state.ts";

const title = "The quiz";

export const QUIZ = {
  title,
  commands: QUIZ_COMMANDS,
  options: QUIZ_OPTIONS,
  events: QUIZ_EVENTS,
  create() {
    const state = new QuizState();
    const { quiz } = state;
    return {
      state,
      start(context, settings): RunningService {
        const { engine, random, newToken, turns, isSecret, logger, publish } = context;
        const host = new QuizHost(state, context, settings);
        const tell = tellQuiz(engine, publish);
        const onOutcome = ({ events }: QuizOutcome) => {
          for (const event of events) {
            tell(event);
            try {
              host.onEvent(event);
            } catch (error) {
              // The other players are told all the same.
              logger.error("quiz: a player could not be told: {error}", { error });
            }
          }
        };
        state.change.observer = { answered: onOutcome };
        return {
          handlers: handlersOf(QUIZ_COMMANDS, { host, random, newToken, isSecret, logger }),
          info: () => ({ players: quiz.playerCount }),
          figures: [
            { name: "quiz_players", help: "Players who play or wait", type: "gauge", value: () => quiz.playerCount },
            {
              name: "quiz_games_finished_total",
              help: "Quiz games that were finished",
              type: "counter",
              value: () => quiz.leaderboard.dropped + quiz.leaderboard.count,
            },
          ],
          addRoutes: (app) => void app.openapiRoutes(quizRoutes({ quiz, turns, tag: title })),
          begin: () => host.begin(),
          activityOf(client) {
            const player = host.playerOn(client);
            return player === undefined ? undefined : `quiz as ${player}`;
          },
          adviceFor: (client) =>
            host.tokenOf(client) === undefined ? undefined : "to answer the question, send an integer, or SKIP",
          isSecret: (word) => quiz.hasToken(word),
          onQuit: (client) => host.leave(client),
          onClose: (client) => host.lose(client),
          stop: () => host.stop(),
        };
      },
    };
  },
} satisfies Service<typeof QUIZ_OPTIONS>;
