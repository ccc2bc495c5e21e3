/** The faults that hosts set, as the lab knows them. */
import { signal } from "@preact/signals";
import { ask, type FaultKind, type FaultRule, get, jsonRequest } from "../api.ts";

/** What new connections get, and what kinds there are; `null` until it is known. */
export const faults = signal<{ readonly rule: FaultRule | null; readonly kinds: readonly FaultKind[] } | null>(null);

/** Whose faults are set: a connection's, by its ID, or those of new ones. */
export type FaultTarget = number | "new";

/** Reads what there is. @throws {ApiError} */
export async function readFaults(): Promise<void> {
  faults.value = await get("/api/faults");
}

/** Sets faults in place of those that there are. @throws {ApiError} */
export async function setFaults(target: FaultTarget, { words, share }: { words: string; share: number }): Promise<void> {
  await ask(pathOf(target), jsonRequest("PUT", target === "new" ? { share, faults: words } : { faults: words }));
  if (target === "new") await readFaults();
}

/** Ends the faults. @throws {ApiError} */
export async function endFaults(target: FaultTarget): Promise<void> {
  await ask(pathOf(target), jsonRequest("DELETE"));
  if (target === "new") await readFaults();
}

function pathOf(target: FaultTarget): string {
  return target === "new" ? "/api/faults" : `/api/connections/${target}/faults`;
}
