/** A kind of bad behavior that is often wanted. */
export interface FaultPreset {
  readonly name: string;
  readonly faults: string;
}

/** For a connection, or for new ones. */
export const PRESETS: readonly FaultPreset[] = [
  { name: "Slow network", faults: "delay=200±100 bandwidth=900" },
  { name: "Chopped replies", faults: "chop=3" },
  { name: "Merged replies", faults: "merge=3" },
  { name: "Lost replies", faults: "drop-reply=5" },
  { name: "Long silence", faults: "stall=3000 rate=0.1" },
  { name: "Broken off", faults: "cut-mid=10" },
];

/** For new connections only. */
export const REFUSED: FaultPreset = { name: "Refused", faults: "refuse" };

/** What can stand beside the kinds. */
export const CHANCE = [
  { name: "rate=P", summary: "how likely each of them strikes, from 0 to 1" },
  { name: "seed=N", summary: "the same faults in the same places, whenever it is the same number" },
] as const;
