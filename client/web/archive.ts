import { ask, jsonRequest } from "./api.ts";

/** Takes a class out of the archive, for good. */
export function removeClass(id: number): Promise<unknown> {
  return ask(`/api/archive/${id}`, jsonRequest("DELETE"));
}
