import type { Command } from "../../protocol/command.ts";
import { helpCommand, helpOverview } from "../../protocol/help.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { faultHelp } from "../faults/fault_help.ts";
import { formatFaults } from "../faults/fault_words.ts";
import { parseOwnFaults } from "../faults/line_faults.ts";
import type { Authorizer } from "../authorizer.ts";
import { merged } from "../services/merged.ts";
import type { RunningService } from "../services/service.ts";
import type { Connections } from "./connections.ts";
import type { LineHandler } from "./dispatcher.ts";

/** The heading of these requests. */
export const CONNECTION_TITLE = "Every connection";

/** The requests under "Every connection" in the specification. */
export const CONNECTION_COMMANDS = {
  HELP: {
    usage: "HELP [verb]",
    summary: "shows help for the protocol, or for one request",
    example: "HELP SORT",
    isFirstStep: true,
    arguments: { kind: "text", required: false },
    changes: false,
    synonyms: ["?"],
  },
  PING: {
    usage: "PING [text]",
    summary: "replies OK and the text",
    example: "PING hello",
    arguments: { kind: "text", required: false },
    changes: false,
  },
  ECHO: {
    usage: "ECHO text",
    summary: "replies OK and the text",
    example: "ECHO hello, world",
    arguments: { kind: "text", required: true },
    changes: false,
  },
  INFO: {
    usage: "INFO",
    summary: "shows the server's version, its uptime in seconds and how much it holds",
    example: "INFO",
    arguments: { kind: "none" },
    changes: false,
  },
  AUTH: {
    usage: "AUTH token",
    summary: "presents the server's token, which allows changes, or its host token",
    example: "AUTH correct-horse-battery",
    arguments: { kind: "text", required: true },
    changes: false,
    secret: true,
    synonyms: ["LOGIN", "PASS", "TOKEN", "BEARER"],
  },
  FAULT: {
    usage: "FAULT [faults]",
    summary: "makes the server misbehave towards this connection, to test a client",
    details: ["FAULT alone shows which faults are on, and explains them all. FAULT off ends them."],
    example: "FAULT delay=200±50 chop=1",
    arguments: { kind: "text", required: false },
    changes: false,
    synonyms: ["FAULTS", "CHAOS", "TOXIC"],
  },
  QUIT: {
    usage: "QUIT",
    summary: "replies OK bye and closes the connection",
    example: "QUIT",
    arguments: { kind: "none" },
    changes: false,
    synonyms: ["BYE", "EXIT"],
  },
} satisfies Record<string, Command>;

export interface ConnectionCommandsOptions {
  version: string;
  /** How long the server has been running, in milliseconds. */
  uptimeMs: () => number;
  connections: Pick<Connections, "count">;
  services: readonly RunningService[];
  authorizer: Authorizer;
}

/** What those requests do. */
export function connectionHandlers(
  { version, uptimeMs, connections, services, authorizer }: ConnectionCommandsOptions,
): Record<keyof typeof CONNECTION_COMMANDS, LineHandler> {
  return {
    HELP({ table, text }, { replies }) {
      const lines = text ? helpCommand(table.find(text)) : helpOverview(table);
      replies.out.ascii("OK");
      for (const line of lines) replies.line("#", line);
    },

    PING({ bytes, textStart, textEnd }, { out }) {
      out.ascii("OK");
      if (textStart < textEnd) out.ascii(" ");
      out.raw(bytes, textStart, textEnd);
    },

    ECHO({ bytes, textStart, textEnd }, { out }) {
      out.ascii("OK ");
      out.raw(bytes, textStart, textEnd);
    },

    INFO(_request, { out }) {
      const own = { version, uptime_s: Math.floor(uptimeMs() / 1000), connections: connections.count };
      const facts = merged<string | number>("fact", [own, ...services.map((service) => service.info())]);
      out.ascii(`OK ${Object.entries(facts).map(([name, value]) => `${name}=${value}`).join(" ")}`);
    },

    AUTH({ text }, dispatcher) {
      try {
        dispatcher.access = authorizer.check(text, dispatcher.host);
      } catch (error) {
        // Who guesses on has to connect again for each guess.
        if (error instanceof RequestError && error.code === "rate-limited") dispatcher.end(error);
        throw error;
      }
      dispatcher.out.ascii("OK");
      if (!authorizer.required && !authorizer.hostRequired) dispatcher.line("#", "this server needs no token");
      else if (authorizer.hostRequired && dispatcher.access.role === "host") dispatcher.line("#", "you are a host now");
    },

    FAULT({ text }, dispatcher) {
      const isQuestion = text === "";
      const wanted = isQuestion ? dispatcher.faults : text.toLowerCase() === "off" ? null : parseOwnFaults(text);
      dispatcher.changeFaults(wanted);
      const { faults } = dispatcher;
      dispatcher.out.utf8(`OK ${faults ? formatFaults(faults) : "off"}`);
      if (!isQuestion) return;
      for (const line of faultHelp()) dispatcher.line("#", line);
    },

    QUIT(_request, dispatcher) {
      dispatcher.out.ascii("OK bye");
      for (const service of services) service.onQuit?.(dispatcher);
      dispatcher.end();
    },
  };
}
