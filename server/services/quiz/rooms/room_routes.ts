/** The rooms over REST. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { csv, csvHeaders } from "../../rest/csv.ts";
import { encoded, JSON_TYPE } from "../../rest/encoded.ts";
import { remoteAddressOf } from "../../rest/http_env.ts";
import { PROBLEM_RESPONSES, problems } from "../../rest/problem.ts";
import { KEYED } from "../../rest/request_key.ts";
import { HOST_ONLY, hostOr } from "../../rest/roles.ts";
import { body, json, NO_QUERY } from "../../rest/schemas.ts";
import { encodedTexts, streamed } from "../../rest/streamed.ts";
import type { ServiceContext } from "../../service.ts";
import { opening } from "./opening.ts";
import { nameFor, type RoomDesk } from "./room_commands.ts";
import { MODES, PHASES, POINTS, type RoomChange } from "./room_changes.ts";
import { outcomeOf, questionsOf, resultsCsv, resultsJson, RoomQuestions, RoomResults } from "./room_results.ts";
import { RoomView, viewOf } from "./room_view.ts";

const Opening = body({
  set: z.string().openapi({ description: "The ID of a question set" }),
  mode: z.enum(MODES).default("live"),
  points: z.enum(POINTS).default("marks").openapi({
    description: "What a right answer scores: marks as its set says, or up to 1000 points, the more the faster",
  }),
  autoSeconds: z.int().min(0).max(600).default(0).openapi({
    description:
      "How long a right answer and standings are shown before the room goes on by itself; 0 if it waits for the host",
  }),
  filter: z.boolean().default(false).openapi({ description: "Whether names with rude words are refused" }),
}).openapi("RoomOpening", { example: { set: "arithmetic" } });

const Expected = body({ phase: z.enum(PHASES), number: z.int() })
  .openapi({ description: "Where the room is believed to be: elsewhere, nothing is done" });

const Listed = RoomView.pick({ pin: true, title: true, mode: true, phase: true, number: true, of: true, locked: true })
  .extend({ players: z.int() }).openapi("ListedRoom");

const pin = z.string().openapi({ description: "The room's PIN" });
const name = z.string().openapi({ description: "The player's name" });

export interface RoomRoutesOptions extends RoomDesk {
  readonly restChanges: ServiceContext["restChanges"];
  readonly turns: ServiceContext["turns"];
  readonly tag: string;
}

/** What a host does with a room that is there. */
type HostedChange = RoomChange & { readonly pin: string };

/** The routes of the rooms. */
export function roomRoutes({ state, stage, guesses, restChanges, turns, setOf, random, newToken, tag }: RoomRoutesOptions) {
  const { rooms } = state;
  const tags = [tag];
  const view = (pin: string) => viewOf(rooms.room(pin), stage.time().at);
  const viewed = { 200: json("The room", RoomView), ...problems("no-room") };
  const viewedWithPlayer = { ...viewed, ...problems("no-room", "bad-name") };
  /** For hosts, and for whoever has the room's own token. */
  const hostOfRoom = hostOr("room", (token, c) => {
    const pin = c.req.param("pin");
    return pin !== undefined && rooms.has(pin) && rooms.isHostedBy(rooms.room(pin), token);
  });
  const { asked } = state;

  /** A route by which a host does something with a room. */
  const action = (verb: string, summary: string, changeOf: (pin: string) => HostedChange) =>
    defineOpenAPIRoute({
      route: createRoute({
        ...hostOfRoom,
        operationId: `${verb}Room`,
        summary,
        tags,
        ...KEYED,
        method: "post",
        path: `/api/rooms/{pin}/${verb}`,
        request: { query: NO_QUERY, params: z.object({ pin }) },
        responses: viewed,
      }),
      handler: async (c) => {
        const { pin } = c.req.valid("param");
        return c.json(await restChanges.make(c, asked.manageRoom, () => changeOf(pin)), 200);
      },
    });
  const advance = (what: "start" | "end") => (pin: string): HostedChange => ({ type: "advance", what, pin, ...stage.time() });
  const lock = (locked: boolean) => (pin: string): HostedChange => ({ type: "lock", locked, pin, ...stage.time() });

  return [
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "openRoom",
        summary: "Opens a room: players join with its PIN, and its token is for hosts of this room",
        tags,
        ...KEYED,
        method: "post",
        path: "/api/rooms",
        request: { query: NO_QUERY, body: { ...json("How it is to be played", Opening), required: true } },
        responses: {
          201: json(
            "The room's PIN and token",
            z.object({ pin: z.string(), token: z.string() })
              .openapi({ example: { pin: "482913", token: "5nJvZkQ3u0yLh2aW" } }),
          ),
          ...problems("no-set"),
        },
      }),
      handler: async (c) => {
        const { set, ...settings } = c.req.valid("json");
        const what = () => opening({ set: setOf(set), rooms, random, newToken, time: stage.time(), ...settings });
        return c.json(await restChanges.make(c, asked.openRoom, what), 201);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "getRooms",
        summary: "All rooms, the oldest first",
        tags,
        method: "get",
        path: "/api/rooms",
        request: { query: NO_QUERY },
        responses: { 200: json("The rooms", z.object({ rooms: z.array(Listed) })), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => {
        const listed = rooms.all.map(({ facts: { pin, title, mode }, phase, number, of, locked, players }) => {
          return { pin, title, mode, phase, number, of, locked, players: players.size };
        });
        return c.json({ rooms: listed }, 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getRoom",
        summary: "What everybody in the room may see; no answer before it is revealed",
        tags,
        method: "get",
        path: "/api/rooms/{pin}",
        request: { query: NO_QUERY, params: z.object({ pin }) },
        responses: viewed,
      }),
      handler: (c) => c.json(guesses.take(remoteAddressOf(c).hostname, () => view(c.req.valid("param").pin)), 200),
    }),
    action("start", "Starts the game", advance("start")),
    defineOpenAPIRoute({
      route: createRoute({
        ...hostOfRoom,
        operationId: "nextInRoom",
        summary: "Goes on: from a question to its answer, the standings, the next question, and at last to the podium",
        tags,
        ...KEYED,
        method: "post",
        path: "/api/rooms/{pin}/next",
        request: { query: NO_QUERY, params: z.object({ pin }), body: json("Where the room is believed to be", Expected) },
        responses: viewed,
      }),
      handler: async (c) => {
        const { pin } = c.req.valid("param");
        const { phase, number } = c.req.valid("json");
        const expected = phase === undefined ? undefined : { phase, number };
        const what = (): HostedChange => ({ type: "advance", what: "next", pin, expected, ...stage.time() });
        return c.json(await restChanges.make(c, asked.manageRoom, what), 200);
      },
    }),
    action("lock", "Lets nobody else join", lock(true)),
    action("unlock", "Lets others join again", lock(false)),
    action("end", "Ends the game now", advance("end")),
    defineOpenAPIRoute({
      route: createRoute({
        ...hostOfRoom,
        operationId: "closeRoom",
        summary: "Closes the room: it is gone, and so are its results",
        tags,
        ...KEYED,
        method: "delete",
        path: "/api/rooms/{pin}",
        request: { query: NO_QUERY, params: z.object({ pin }) },
        responses: { 204: { description: "The room is gone" }, ...problems("no-room") },
      }),
      handler: async (c) => {
        const { pin } = c.req.valid("param");
        const what = (): HostedChange => ({ type: "close", pin, ...stage.time() });
        await restChanges.make(c, asked.closeRoom, what);
        return c.body(null, 204);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...hostOfRoom,
        operationId: "renamePlayer",
        summary: "Gives a player another name",
        tags,
        ...KEYED,
        method: "patch",
        path: "/api/rooms/{pin}/players/{name}",
        request: {
          query: NO_QUERY,
          params: z.object({ pin, name }),
          body: { ...json("The name", body({ name: z.string() })), required: true },
        },
        responses: viewedWithPlayer,
      }),
      handler: async (c) => {
        const { pin, name } = c.req.valid("param");
        const to = () => nameFor(rooms.room(pin), c.req.valid("json").name);
        const what = (): HostedChange => ({ type: "rename", pin, name, to: to(), ...stage.time() });
        return c.json(await restChanges.make(c, asked.manageRoom, what), 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...hostOfRoom,
        operationId: "removePlayer",
        summary: "Removes a player, who may join again",
        tags,
        ...KEYED,
        method: "delete",
        path: "/api/rooms/{pin}/players/{name}",
        request: { query: NO_QUERY, params: z.object({ pin, name }) },
        responses: viewedWithPlayer,
      }),
      handler: async (c) => {
        const { pin, name } = c.req.valid("param");
        const what = (): HostedChange => ({ type: "remove", pin, name, ...stage.time() });
        return c.json(await restChanges.make(c, asked.manageRoom, what), 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...hostOfRoom,
        operationId: "getRoomQuestions",
        summary: "All questions of the room with their answers, and how those were answered that are closed",
        tags,
        method: "get",
        path: "/api/rooms/{pin}/questions",
        request: { query: NO_QUERY, params: z.object({ pin }) },
        responses: { 200: json("The questions", RoomQuestions), ...problems("no-room") },
      }),
      handler: (c) => c.json(questionsOf(rooms.room(c.req.valid("param").pin)), 200),
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...hostOfRoom,
        operationId: "getRoomResults",
        summary: "What each player answered, and how each question was answered",
        tags,
        method: "get",
        path: "/api/rooms/{pin}/results.json",
        request: { query: NO_QUERY, params: z.object({ pin }) },
        responses: { 200: json("The results", RoomResults), ...problems("no-room") },
      }),
      handler: (c) => {
        const texts = resultsJson(outcomeOf(rooms.room(c.req.valid("param").pin)));
        return encoded<RoomResults, 200>(new Response(streamed(encodedTexts(texts), turns), { headers: JSON_TYPE }));
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...hostOfRoom,
        operationId: "getRoomResultsCsv",
        summary: "What each player answered, for a spreadsheet",
        tags,
        method: "get",
        path: "/api/rooms/{pin}/results.csv",
        request: { query: NO_QUERY, params: z.object({ pin }) },
        responses: {
          200: csv("The players"),
          ...problems("no-room"),
        },
      }),
      handler: (c) => {
        const { pin } = c.req.valid("param");
        const texts = resultsCsv(outcomeOf(rooms.room(pin)));
        return c.body(streamed(encodedTexts(texts), turns), 200, csvHeaders(`results-${pin}.csv`));
      },
    }),
  ] as const;
}
