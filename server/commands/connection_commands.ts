import { helpCommand, helpOverview } from "../../protocol/help.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { findCommand } from "../../protocol/request.ts";
import type { Handler } from "../dispatcher.ts";

/** The requests under "Every connection" in the specification. */
export const CONNECTION_COMMANDS = {
  HELP(dispatcher, { text }) {
    const lines = text ? helpCommand(findCommand(text).verb) : helpOverview();
    dispatcher.replies.out.ascii("OK");
    for (const line of lines) dispatcher.replies.line("#", line);
  },

  PING(dispatcher, request) {
    dispatcher.replies.out.ascii("OK");
    if (request.textStart < request.textEnd) dispatcher.replies.out.ascii(" ");
    dispatcher.replies.out.raw(request.bytes, request.textStart, request.textEnd);
  },

  ECHO(dispatcher, request) {
    dispatcher.replies.out.ascii("OK ");
    dispatcher.replies.out.raw(request.bytes, request.textStart, request.textEnd);
  },

  INFO({ replies: { out }, services }) {
    const { version, uptimeMs, connections, engine } = services;
    const uptime = Math.floor(uptimeMs() / 1000);
    out.ascii(`OK version=${version} uptime_s=${uptime} connections=${connections.count}`);
    out.ascii(` array=${engine.array.count} players=${engine.quiz.playerCount} counters=${engine.counters.count}`);
  },

  AUTH(dispatcher, { text }) {
    const { authorizer } = dispatcher.services;
    try {
      authorizer.check(text, dispatcher.host);
    } catch (error) {
      // Who guesses on has to connect again for each guess.
      if (error instanceof RequestError && error.code === "rate-limited") dispatcher.end(error);
      throw error;
    }
    dispatcher.authorized = true;
    dispatcher.replies.out.ascii("OK");
    if (!authorizer.required) dispatcher.replies.line("#", "this server needs no token");
  },

  QUIT(dispatcher) {
    dispatcher.replies.out.ascii("OK bye");
    dispatcher.services.quizHost.leave(dispatcher);
    dispatcher.end();
  },
} satisfies Record<string, Handler>;
