/** The service as one value: what the rest of the server knows of it. */
import { z } from "@hono/zod-openapi";
import { handlersOf, type RunningService, type Service } from "../../../server/services/service.ts";
import { KEY_VALUE_COMMANDS } from "./commands.ts";
import { keyValueRoutes } from "./routes.ts";
import { KeyValueState } from "./state.ts";

const title = "Keys and values";

const EntryEvent = z.object({ key: z.string(), value: z.string().nullable() })
  .openapi({ description: "A key has another value, or none any more" });

export const KEY_VALUE = {
  title,
  about: "Texts that clients keep under names",
  sections: [{ title, commands: KEY_VALUE_COMMANDS }],
  options: {},
  events: { entry: EntryEvent },
  create() {
    const state = new KeyValueState();
    return {
      state,
      start({ publish }): RunningService {
        state.set.observer = { answered: (_before, { key, value }) => publish({ type: "entry", key, value }) };
        return {
          handlers: handlersOf(KEY_VALUE_COMMANDS, state),
          info: () => ({ keys: state.count }),
          figures: [{ name: "keys", help: "Keys that have a value", type: "gauge", value: () => state.count }],
          addRoutes: (app) => void app.openapiRoutes(keyValueRoutes(state, title)),
        };
      },
    };
  },
} satisfies Service;
