import { helpCommand, helpOverview } from "../../protocol/help.ts";
import { findCommand } from "../../protocol/request.ts";
import type { Handler } from "../dispatcher.ts";

/** The requests under "Every connection" in the specification. */
export const CONNECTION_COMMANDS = {
  HELP(dispatcher, { text }) {
    const lines = text ? helpCommand(findCommand(text).verb) : helpOverview();
    for (const line of lines) dispatcher.replies.line("#", line);
    dispatcher.replies.out.ascii("OK");
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
    const { version, startedAt, clock, connections, engine } = services;
    const uptime = Math.floor((clock.now() - startedAt) / 1000);
    out.ascii(`OK version=${version} uptime_s=${uptime} connections=${connections.count}`);
    out.ascii(` array=${engine.array.count} players=${engine.quiz.playerCount} counters=${engine.counters.count}`);
  },

  AUTH(dispatcher, { text }) {
    const { authorizer } = dispatcher.services;
    if (!authorizer.required) dispatcher.replies.line("#", "no token is needed here");
    authorizer.check(text, dispatcher.host);
    dispatcher.authorized = true;
    dispatcher.replies.out.ascii("OK");
  },

  QUIT(dispatcher) {
    dispatcher.replies.out.ascii("OK bye");
    dispatcher.services.quizHost.leave(dispatcher);
    dispatcher.end();
  },
} satisfies Record<string, Handler>;
