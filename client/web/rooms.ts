/** The rooms of live games over REST. */
import { answer, api, ApiError } from "./api.ts";
import { download } from "./download.ts";
import type { components } from "./openapi.d.ts";

type Schemas = components["schemas"];
export type Room = Schemas["Room"];
export type RoomPlayer = Room["players"][number];
export type ListedRoom = Schemas["ListedRoom"];
export type RoomOpening = Schemas["RoomOpening"];
export type RoomResults = Schemas["RoomResults"];
export type RoomQuestion = Schemas["RoomQuestions"]["questions"][number];

const ofRoom = (pin: string) => ({ params: { path: { pin } } });
const ofPlayer = (pin: string, name: string) => ({ params: { path: { pin, name } } });

/** What everybody in a room may see. @throws {ApiError} `no-room` if there is none */
export async function findRoom(pin: string): Promise<Room> {
  try {
    return await answer(api.GET("/api/rooms/{pin}", ofRoom(pin)));
  } catch (error) {
    const isMissing = error instanceof ApiError && (error.code === "no-room" || error.code === "unknown-command");
    throw isMissing ? new ApiError("no-room", `No game has the PIN ${pin}. Look at the big screen, and type it again.`) : error;
  }
}

export async function listRooms(): Promise<readonly ListedRoom[]> {
  return (await answer(api.GET("/api/rooms"))).rooms;
}

/** @returns its PIN */
export async function openRoom(opening: RoomOpening): Promise<string> {
  return (await answer(api.POST("/api/rooms", { body: opening }))).pin;
}

/** What a host does with a room. */
export function actOn(pin: string, action: "start" | "lock" | "unlock" | "end"): Promise<Room> {
  return answer(api.POST(`/api/rooms/{pin}/${action}`, ofRoom(pin)));
}

/** Goes on from where the room is believed to be; from elsewhere, nothing happens: a button that is pressed twice does no harm. */
export function goOn({ pin, phase, number }: Room): Promise<Room> {
  return answer(api.POST("/api/rooms/{pin}/next", { ...ofRoom(pin), body: { phase, number } }));
}

export async function closeRoom(pin: string): Promise<void> {
  await api.DELETE("/api/rooms/{pin}", ofRoom(pin));
}

export function renamePlayer(pin: string, { name, to }: { name: string; to: string }): Promise<Room> {
  return answer(api.PATCH("/api/rooms/{pin}/players/{name}", { ...ofPlayer(pin, name), body: { name: to } }));
}

export function removePlayer(pin: string, name: string): Promise<Room> {
  return answer(api.DELETE("/api/rooms/{pin}/players/{name}", ofPlayer(pin, name)));
}

/** All questions of a room, also those to come: for its hosts. */
export async function questionsOf(pin: string): Promise<readonly RoomQuestion[]> {
  return (await answer(api.GET("/api/rooms/{pin}/questions", ofRoom(pin)))).questions;
}

export function resultsOf(pin: string): Promise<RoomResults> {
  return answer(api.GET("/api/rooms/{pin}/results.json", ofRoom(pin)));
}

/** Saves what each player answered. */
export function downloadResults(pin: string, type: "csv" | "json"): Promise<void> {
  return download(api.GET(`/api/rooms/{pin}/results.${type}`, { ...ofRoom(pin), parseAs: "blob" }), `results-${pin}.${type}`);
}
