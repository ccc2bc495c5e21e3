/** The archive: what classes have left behind, when another one begins. */
import { z } from "@hono/zod-openapi";
import { handlersOf, type RunningService, type Service } from "../service.ts";
import { ARCHIVE_COMMANDS } from "./commands.ts";
import { archiveRoutes } from "./routes.ts";
import { ArchiveState } from "./state.ts";

const title = "The archive";

const ArchiveEvent = z.object({ id: z.int() })
  .openapi({ description: "A class has ended: array, leaderboard and counters have begun afresh", example: { id: 3 } });

export const ARCHIVE = {
  title,
  about: "What classes have left behind",
  sections: [{ title, commands: ARCHIVE_COMMANDS }],
  options: {},
  events: { archive: ArchiveEvent },
  create() {
    const state = new ArchiveState();
    return {
      state,
      start({ restChanges, clock, logger, publish }): RunningService {
        state.end.observer = {
          answered({ id, name }) {
            publish({ type: "archive", id });
            logger.info("archive: {name} has ended, and is class {id}", { name, id });
          },
        };
        return {
          handlers: handlersOf(ARCHIVE_COMMANDS, { state, clock }),
          info: () => ({}),
          figures: [
            { name: "archived_classes", help: "Classes in the archive", type: "gauge", value: () => state.classes.length },
          ],
          addRoutes: (app) => void app.openapiRoutes(archiveRoutes({ state, restChanges, clock, tag: title })),
        };
      },
    };
  },
} satisfies Service<Record<never, never>>;
