import { integer } from "../../../cli/options.ts";

/** The options of the array for `app serve`. */
export const ARRAY_OPTIONS = {
  maxValues: integer({
    placeholder: "N",
    help: "most values in the array; each takes 9 to 12 bytes of memory",
    min: 1,
    max: 1_000_000_000,
    fallback: 10_000_000,
  }),
};
