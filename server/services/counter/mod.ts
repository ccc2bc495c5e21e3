/** The counters: clients count, and the server remembers what each of them has counted. */
import { handlersOf, type RunningService, type Service } from "../service.ts";
import { COUNTER_COMMANDS } from "./commands.ts";
import { COUNTER_EVENTS, tellCounters } from "./feed.ts";
import { CounterHost } from "./host.ts";
import { counterRoutes } from "./routes.ts";
import type { Counter } from "./registry.ts";
import { CounterState } from "./state.ts";

const title = "The counter";

export const COUNTER = {
  title,
  about: "What each client that counts has come to",
  sections: [{ title, commands: COUNTER_COMMANDS }],
  options: {},
  events: COUNTER_EVENTS,
  create() {
    const state = new CounterState();
    const { counters } = state;
    return {
      state,
      start({ engine, clock, random, newToken, publish }): RunningService {
        const host = new CounterHost(state, { engine, clock });
        const tell = tellCounters(publish);
        state.change.observer = {
          answered(counter) {
            tellLost();
            tell(counter);
            host.onChange(counter);
          },
        };
        // Nobody is told of anything while a change is being applied: they are told before what comes next.
        const lost: Counter[] = [];
        const tellLost = () => lost.splice(0).forEach(tell);
        state.onLost = (counters) => void lost.push(...counters);
        engine.onSettled(tellLost);
        return {
          handlers: handlersOf(COUNTER_COMMANDS, { host, random, newToken }),
          info: () => ({ counters: counters.count }),
          figures: [{ name: "counters", help: "Counters that are known", type: "gauge", value: () => counters.count }],
          addRoutes: (app) => void app.openapiRoutes(counterRoutes({ counters, tag: title })),
          begin: () => engine.submit(state.start, {}),
          activityOf(client) {
            const id = host.idOf(client);
            return id === undefined ? undefined : `counter ${id}`;
          },
          isSecret: (word) => counters.hasToken(word),
          onClose: (client) => host.release(client),
          reconcile: (own) => host.reconcile(own),
        };
      },
    };
  },
} satisfies Service;
