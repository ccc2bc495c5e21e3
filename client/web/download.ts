import { answer, ApiError } from "./api.ts";

/** Saves what the server answers under a name: a link could not show the token. @throws {ApiError} */
export async function download(asked: Promise<{ data?: Blob }>, name: string): Promise<void> {
  const file = await answer(asked).catch(() => null);
  if (!file) throw new ApiError("internal", `Could not download ${name}. Try again.`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
