import { MAX_SEED } from "../protocol/seed.ts";
import { integer } from "./options.ts";

/** The option that makes what happens by chance repeatable; `null` for real chance. */
export function seedOption(help: string) {
  return integer({ placeholder: "N", help, min: 0, max: MAX_SEED, fallback: null });
}
