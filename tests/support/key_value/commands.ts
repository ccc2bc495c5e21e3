/** The requests: what each takes, what HELP says of it, and what is done when it comes. */
import { RequestError } from "../../../protocol/request_error.ts";
import type { ServiceCommand } from "../../../server/services/service.ts";
import type { KeyValueState } from "./state.ts";

export const KEY_VALUE_COMMANDS = {
  STORE: {
    usage: "STORE key value",
    summary: "gives a key a value and returns the value before",
    example: "STORE color light blue",
    arguments: { kind: "text", required: true },
    changes: true,
    handle(state, { text }, client) {
      const [, key, value] = text.match(/^(\S+)\s+(.+)$/s) ?? [];
      if (value === undefined) throw new RequestError("bad-arguments", "STORE needs a key and a value: send STORE key value");
      client.change(state.set, { key, value }, (out, before) => out.utf8(`OK ${before ?? "-"}`));
    },
  },

  FETCH: {
    usage: "FETCH key",
    summary: "returns the value of a key",
    example: "FETCH color",
    arguments: { kind: "text", required: true },
    changes: false,
    handle: (state, { text }, { out }) => out.utf8(`OK ${state.get(text) ?? "-"}`),
  },

  FORGET: {
    usage: "FORGET key",
    summary: "takes a key away and returns its value",
    example: "FORGET color",
    arguments: { kind: "text", required: true },
    changes: true,
    handle(state, { text }, client) {
      client.change(state.set, { key: text, value: null }, (out, before) => out.utf8(`OK ${before ?? "-"}`));
    },
  },
} satisfies Record<string, ServiceCommand<KeyValueState>>;
