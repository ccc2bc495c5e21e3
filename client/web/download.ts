import { ApiError } from "./api.ts";
import { urlOf } from "./place.ts";
import { authorization } from "./session_token.ts";

/** Saves a file of the server under a name: a link could not show the token. @throws {ApiError} */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(urlOf(path), { headers: authorization() }).catch(() => null);
  if (!response?.ok) throw new ApiError("internal", `Could not download ${name}. Try again.`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
