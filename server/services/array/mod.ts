/** The sorted array: clients put integers in, take them out, and read them in order. */
import { handlersOf, type RunningService, type Service } from "../service.ts";
import { ARRAY_COMMANDS } from "./commands.ts";
import { ARRAY_EVENTS, tellArray } from "./feed.ts";
import { ARRAY_OPTIONS } from "./options.ts";
import { arrayRoutes } from "./routes.ts";
import { ArrayState } from "./state.ts";

const title = "The sorted array";

export const ARRAY = {
  title,
  about: "Integers in ascending order, which all clients share",
  sections: [{ title, commands: ARRAY_COMMANDS }],
  options: ARRAY_OPTIONS,
  events: ARRAY_EVENTS,
  create() {
    const state = new ArrayState();
    const { list } = state;
    return {
      state,
      start({ engine, restChanges, clock, random, turns, publish }, { maxValues }): RunningService {
        state.gate.max = maxValues;
        tellArray(state, engine, publish);
        return {
          handlers: handlersOf(ARRAY_COMMANDS, { state, random }),
          info: () => ({ array: list.count }),
          figures: [{ name: "array_values", help: "Values in the sorted array", type: "gauge", value: () => list.count }],
          addRoutes: (app) => {
            const epoch = clock.now().toString(36);
            app.openapiRoutes(arrayRoutes({ state, epoch, restChanges, random, turns, tag: title }));
          },
        };
      },
    };
  },
} satisfies Service<typeof ARRAY_OPTIONS>;
