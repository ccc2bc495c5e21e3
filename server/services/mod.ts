/** The services of this server: the one place that names them. */
import { ARCHIVE } from "./archive/mod.ts";
import { ARRAY } from "./array/mod.ts";
import { COUNTER } from "./counter/mod.ts";
import { QUIZ } from "./quiz/mod.ts";
import type { Section } from "../../protocol/command.ts";

export const SERVICES = [ARRAY, QUIZ, COUNTER, ARCHIVE] as const;

/** Their commands, under their headings. */
export const SECTIONS: readonly Section[] = SERVICES.flatMap(({ sections }): readonly Section[] => sections);

type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (all: infer All) => void ? All
  : never;

/** The options of the services for `app serve`. */
export const SERVICE_OPTIONS = Object.assign({}, ...SERVICES.map(({ options }) => options)) as Intersection<
  typeof SERVICES[number]["options"]
>;
