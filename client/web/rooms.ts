/** The rooms of live games over REST: what everybody in a room may see. */
import { ApiError } from "./api.ts";
import { urlOf } from "./place.ts";

/** Finds the room with a PIN. @throws {ApiError} if there is none */
export async function findRoom(pin: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(urlOf(`/api/rooms/${encodeURIComponent(pin)}`));
  } catch {
    throw new ApiError("away", "Can't reach the server. Try again in a moment.");
  }
  if (response.ok) return await response.json();
  await response.body?.cancel();
  throw new ApiError("no-room", `No game has the PIN ${pin}. Look at the big screen, and type it again.`);
}
