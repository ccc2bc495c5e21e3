import type { Verb } from "./command.ts";
import { isNear } from "./nearest.ts";

/** The commands with a secret in them. */
const SECRET_VERBS = ["AUTH", "RESUME"] as const satisfies Verb[];
/** What people try in place of AUTH. */
const SYNONYMS = ["LOGIN", "PASS", "TOKEN", "BEARER"];

/**
 * Which command with a secret was meant by a word that is no verb; `null` for none. If one was, the line must not be shown to
 * others. The secret may be part of the word, as in `AUTH:secret`.
 */
export function secretCommandMeantBy(word: string): Verb | null {
  const upper = word.toUpperCase();
  if (SYNONYMS.some((synonym) => upper.startsWith(synonym))) return "AUTH";
  return SECRET_VERBS.find((verb) => upper.startsWith(verb) || isNear(upper, verb)) ?? null;
}
