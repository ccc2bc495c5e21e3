/** The quiz: ten arithmetic questions for many players, with seats, a line for them, and a leaderboard. */
import { type Client, handlersOf, type RunningService, type Service } from "../service.ts";
import type { QuizChange } from "./changes.ts";
import { QUIZ_COMMANDS } from "./commands.ts";
import type { QuizEvent, QuizOutcome } from "./events.ts";
import { QUIZ_EVENTS, tellQuiz, tellRooms } from "./feed.ts";
import { QuizHost } from "./host.ts";
import { QUIZ_OPTIONS } from "./options.ts";
import type { RoomEvent, RoomOutcome } from "./rooms/rooms.ts";
import { ROOM_COMMANDS } from "./rooms/room_commands.ts";
import { PinGuesses } from "./rooms/pin_guesses.ts";
import { roomRoutes } from "./rooms/room_routes.ts";
import { Stage } from "./rooms/stage.ts";
import { quizRoutes } from "./routes.ts";
import { imageRoutes } from "./sets/image_routes.ts";
import { setRoutes } from "./sets/set_routes.ts";
import { QuizState } from "./state.ts";

const title = "The quiz";

export const QUIZ = {
  title,
  about: "Games of ten sums, games of a class in rooms, question sets, and their pictures",
  sections: [{ title, commands: QUIZ_COMMANDS }, { title: "Rooms", commands: ROOM_COMMANDS }],
  options: QUIZ_OPTIONS,
  events: QUIZ_EVENTS,
  create() {
    const state = new QuizState();
    const { quiz, rooms } = state;
    return {
      state,
      start(context, settings): RunningService {
        const { engine, restChanges, clock, random, newToken, turns, isSecret, logger, publish } = context;
        const host = new QuizHost(state, context, settings);
        const stage = new Stage(state, context);
        // Nobody is told of anything while a change is being applied: who was lost is told of before what comes next.
        const lost: (() => void)[] = [];
        const tellLost = () => lost.splice(0).forEach((tell) => tell());
        engine.onSettled(tellLost);
        const tell = tellQuiz(engine, publish);
        /** Tells of each event: if somebody can't be told, the others are all the same. */
        const tellEach = <Event>(events: readonly Event[], tell: (event: Event) => void) => {
          for (const event of events) {
            try {
              tell(event);
            } catch (error) {
              logger.error("quiz: a player could not be told: {error}", { error });
            }
          }
        };
        const tellPlayers = (events: readonly QuizEvent[]) =>
          tellEach(events, (event) => {
            tell(event);
            host.onEvent(event);
          });
        const tellRoom = tellRooms(engine, publish);
        const tellRoomPlayers = (events: readonly RoomEvent[]) =>
          tellEach(events, (event) => {
            tellRoom(event);
            stage.onEvent(event);
          });
        state.onLost = (events, roomEvents) => {
          lost.push(() => {
            tellPlayers(events);
            tellRoomPlayers(roomEvents);
          });
        };
        state.change.observer = {
          answered({ events }: QuizOutcome, change: QuizChange) {
            tellLost();
            if (change.type === "resume") host.onResumed(change.token, change.connection ?? null);
            tellPlayers(events);
          },
        };
        state.seats.observer = { answered: ({ events }: QuizOutcome) => tellPlayers(events) };
        state.room.observer = {
          answered({ events }: RoomOutcome) {
            tellLost();
            tellRoomPlayers(events);
          },
        };
        state.start.observer = {
          applied() {
            host.onStarted();
            stage.onStarted();
          },
        };
        const setOf = (id: string) => state.sets.find(id);
        const isPlaying = (client: Client) => host.tokenOf(client) !== undefined;
        const guesses = new PinGuesses(clock);
        const desk = { host, stage, guesses, state, isPlaying, setOf, random, newToken, isSecret, logger };
        return {
          handlers: { ...handlersOf(QUIZ_COMMANDS, desk), ...handlersOf(ROOM_COMMANDS, desk) },
          info: () => ({ players: quiz.playerCount + rooms.playerCount }),
          figures: [
            { name: "quiz_players", help: "Players who play or wait", type: "gauge", value: () => quiz.playerCount },
            {
              name: "quiz_games_finished_total",
              help: "Quiz games that were finished",
              type: "counter",
              value: () => quiz.leaderboard.dropped + quiz.leaderboard.count,
            },
          ],
          addRoutes(app) {
            app.openapiRoutes(quizRoutes({ quiz, turns, tag: title }));
            app.openapiRoutes(roomRoutes({ ...desk, restChanges, turns, tag: title }));
            app.openapiRoutes(setRoutes({ state, restChanges, random, turns, tag: title }));
            app.openapiRoutes(imageRoutes({ state, restChanges, tag: title }));
          },
          begin: () => host.begin(),
          join() {
            host.join();
            host.onStarted();
            stage.onStarted();
          },
          activityOf(client) {
            const player = host.playerOn(client);
            return player === undefined ? stage.activityOf(client) : `quiz as ${player}`;
          },
          adviceFor(client) {
            if (isPlaying(client)) return "to answer the question, send an integer, or SKIP";
            return stage.tokenOf(client) === undefined
              ? undefined
              : "to answer the question, send ANSWER and the letter, number or text";
          },
          allowsChanges: (token) => rooms.isHostToken(token),
          isSecret: (word) => quiz.hasToken(word) || rooms.hasToken(word),
          onQuit(client) {
            host.leave(client);
            stage.leave(client);
          },
          onClose(client) {
            host.lose(client);
            stage.lose(client);
          },
          reconcile(own) {
            host.reconcile(own);
            stage.reconcile(own);
          },
          stop() {
            host.stop();
            stage.stop();
          },
        };
      },
    };
  },
} satisfies Service<typeof QUIZ_OPTIONS>;
