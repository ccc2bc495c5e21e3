/** The faults that hosts set, as the lab knows them. */
import { signal } from "@preact/signals";
import { answer, api, type FaultKind, type FaultRule } from "../api.ts";

/** What new connections get, and what kinds there are; `null` until it is known. */
export const faults = signal<{ readonly rule: FaultRule | null; readonly kinds: readonly FaultKind[] } | null>(null);

/** Whose faults are set: a connection's, by its ID, or those of new ones. */
export type FaultTarget = number | "new";

const ofConnection = (id: number) => ({ params: { path: { id } } });

/** Reads what there is. @throws {ApiError} */
export async function readFaults(): Promise<void> {
  faults.value = await answer(api.GET("/api/faults"));
}

/** Sets faults in place of those that there are. @throws {ApiError} */
export async function setFaults(target: FaultTarget, { words, share }: { words: string; share: number }): Promise<void> {
  if (target !== "new") {
    return void await api.PUT("/api/connections/{id}/faults", { ...ofConnection(target), body: { faults: words } });
  }
  await api.PUT("/api/faults", { body: { share, faults: words } });
  await readFaults();
}

/** Ends the faults. @throws {ApiError} */
export async function endFaults(target: FaultTarget): Promise<void> {
  if (target !== "new") return void await api.DELETE("/api/connections/{id}/faults", ofConnection(target));
  await api.DELETE("/api/faults");
  await readFaults();
}
