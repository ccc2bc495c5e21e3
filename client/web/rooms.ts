/** The rooms of live games over REST. */
import { ApiError, ask, jsonRequest } from "./api.ts";
import type { components } from "./openapi.d.ts";

type Schemas = components["schemas"];
export type Room = Schemas["Room"];
export type RoomPlayer = Room["players"][number];
export type ListedRoom = Schemas["ListedRoom"];
export type RoomOpening = Schemas["RoomOpening"];
export type RoomResults = Schemas["RoomResults"];
export type RoomQuestion = Schemas["RoomQuestions"]["questions"][number];

const pathOf = (pin: string) => `/api/rooms/${encodeURIComponent(pin)}`;
const playerPath = (pin: string, name: string) => `${pathOf(pin)}/players/${encodeURIComponent(name)}`;

/** What everybody in a room may see. @throws {ApiError} `no-room` if there is none */
export async function findRoom(pin: string): Promise<Room> {
  try {
    return await ask<Room>(pathOf(pin), {});
  } catch (error) {
    const isMissing = error instanceof ApiError && (error.code === "no-room" || error.code === "unknown-command");
    throw isMissing ? new ApiError("no-room", `No game has the PIN ${pin}. Look at the big screen, and type it again.`) : error;
  }
}

export async function listRooms(): Promise<ListedRoom[]> {
  return (await ask<{ rooms: ListedRoom[] }>("/api/rooms", {})).rooms;
}

/** @returns its PIN */
export async function openRoom(opening: RoomOpening): Promise<string> {
  return (await ask<{ pin: string }>("/api/rooms", jsonRequest("POST", opening))).pin;
}

/** What a host does with a room. */
export function actOn(pin: string, action: "start" | "lock" | "unlock" | "end"): Promise<Room> {
  return ask<Room>(`${pathOf(pin)}/${action}`, jsonRequest("POST"));
}

/** Goes on from where the room is believed to be; from elsewhere, nothing happens: a button that is pressed twice does no harm. */
export function goOn({ pin, phase, number }: Room): Promise<Room> {
  return ask<Room>(`${pathOf(pin)}/next`, jsonRequest("POST", { phase, number }));
}

export function closeRoom(pin: string): Promise<unknown> {
  return ask(pathOf(pin), jsonRequest("DELETE"));
}

export function renamePlayer(pin: string, { name, to }: { name: string; to: string }): Promise<Room> {
  return ask<Room>(playerPath(pin, name), jsonRequest("PATCH", { name: to }));
}

export function removePlayer(pin: string, name: string): Promise<Room> {
  return ask<Room>(playerPath(pin, name), jsonRequest("DELETE"));
}

/** All questions of a room, also those to come: for its hosts. */
export async function questionsOf(pin: string): Promise<readonly RoomQuestion[]> {
  return (await ask<Schemas["RoomQuestions"]>(`${pathOf(pin)}/questions`, {})).questions;
}

export function resultsOf(pin: string): Promise<RoomResults> {
  return ask<RoomResults>(`${pathOf(pin)}/results.json`, {});
}
