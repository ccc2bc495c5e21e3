/**
 * What a service is: one kind of thing that clients do with the server, such as the quiz, with everything about it in one folder.
 * Lines, REST, the journal, the live feed, the metrics and `app check` know services by this contract alone; one list (mod.ts) names
 * them.
 */
import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Logger } from "@logtape/logtape";
import type { OptionTable, OptionValues } from "../../cli/options.ts";
import type { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Command, Section } from "../../protocol/command.ts";
import type { Request } from "../../protocol/request.ts";
import type { RequestError } from "../../protocol/request_error.ts";
import type { Clock } from "../clock.ts";
import type { ChangeKind } from "../engine/change_kind.ts";
import type { Engine } from "../engine/engine.ts";
import type { NumberRuns } from "../engine/number_runs.ts";
import type { ConnectionRange, ServiceState } from "../engine/state.ts";
import type { LiveEvent } from "../events/live_event.ts";
import type { Random } from "../random.ts";
import type { Turns } from "../turns.ts";
import type { HttpEnv } from "./rest/http_env.ts";
import type { RestChanges } from "./rest/rest_changes.ts";

/** A connection of the line protocol, as the handlers of a service see it. */
export interface Client {
  /** Its number; none is given twice while the server runs. */
  readonly id: number;
  /** Where it comes from, and the same without the port. */
  readonly address: string;
  readonly host: string;
  /** Whether it is a host's. */
  readonly isHost: boolean;
  /** Whether it has been closed. */
  readonly closed: boolean;
  /**
   * Whether the program at its other end keeps to a script of its own, in which nobody can tell it of a time limit, or of the increment
   * that a counter was left with, or that a lost game can be resumed. So its questions have no limit, its counter begins with 1, and
   * its game is over when it goes.
   */
  readonly isScripted: boolean;
  /** The line that answers the request that is being handled. */
  readonly out: ByteWriter;
  /** Writes a line behind that one: with `#` in front text for people, with `*` that something happened. */
  line(prefix: "#" | "*", text: string): void;
  /** Asks for a change, and answers the request when it is committed and applied. */
  change<What, Result>(kind: ChangeKind<What, Result>, what: What, reply: ChangeReply<Result>): void;
  /** Sends a line that answers nothing, at any time but while a request is being handled. */
  notify(prefix: "#" | "*", text: string): void;
  /** Says why, and closes when that is sent. */
  dismiss(reason: RequestError): void;
}

/** Writes the reply to a change. The values are its own, to be read or reordered during the call. */
export type ChangeReply<Result> = (
  out: ByteWriter,
  result: Result,
  values: Float64Array,
  start: number,
  end: number,
) => void;

/**
 * Does what a request asks for, and writes its reply without the line's end; or asks for a change, whose reply is written later.
 * What it returns is written behind the reply, however much it is.
 */
export type Handler = (request: Request, client: Client) => NumberRuns | void;

/** A command, and what a service does when it comes. */
export interface ServiceCommand<Self> extends Command {
  handle(self: Self, request: Request, client: Client): NumberRuns | void;
}

/** The handlers of a service's commands, by verb. */
export function handlersOf<Self>(
  commands: Readonly<Record<string, ServiceCommand<Self>>>,
  self: Self,
): Record<string, Handler> {
  const bind = ({ handle }: ServiceCommand<Self>): Handler => (request, client) => handle(self, request, client);
  return Object.fromEntries(Object.entries(commands).map(([verb, command]) => [verb, bind(command)]));
}

/** A number for Prometheus. */
export interface Figure {
  /** What it is called, without `app_`. */
  readonly name: string;
  readonly help: string;
  /** Whether it goes up and down, or only up. */
  readonly type: "gauge" | "counter";
  value(): number;
}

/** What a service is given to run. */
export interface ServiceContext {
  readonly engine: Pick<Engine, "submit" | "change" | "onSettled">;
  /** By which routes ask for changes. */
  readonly restChanges: RestChanges;
  readonly clock: Clock;
  readonly random: Random;
  /** Makes a token that nobody can guess. */
  readonly newToken: () => string;
  readonly turns: Turns;
  readonly logger: Logger;
  /** Whether a word is the token of any service, or the server's. */
  readonly isSecret: (word: string) => boolean;
  /** Tells the live feed that something has happened; to those who are no hosts less, if that is given. */
  readonly publish: (event: LiveEvent, forPlayers?: LiveEvent) => void;
}

/** A service that runs. */
export interface RunningService {
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Its figures in the reply to `INFO`. */
  info(): Readonly<Record<string, number>>;
  /** Its figures for Prometheus. */
  readonly figures: readonly Figure[];
  /** Adds its routes. */
  addRoutes(app: OpenAPIHono<HttpEnv>): void;
  /** Asks for the changes that a server begins with, before any client comes. */
  begin?(): void;
  /** The same for a server that joins others, which share the state and have clients. */
  join?(): void;
  /** What a connection is used for, in a few words, if it is used for this service. */
  activityOf?(client: Client): string | undefined;
  /** What to send instead, for a client of this service whose line was no request. */
  adviceFor?(client: Client): string | undefined;
  /** Whether a token lets its owner make changes, also where the server has a token for that. */
  allowsChanges?(token: string): boolean;
  /** Whether a word is a token. */
  isSecret?(word: string): boolean;
  /** The client says that it goes. */
  onQuit?(client: Client): void;
  /** The connection is gone. */
  onClose?(client: Client): void;
  /**
   * Some changes of this server were made although whoever asked for them was told that this is not known: whoever is said to be
   * connected here by one of these numbers, and is not, is lost.
   */
  reconcile?(own: ConnectionRange): void;
  /** Cancels all timers. */
  stop?(): void;
}

/** A service. */
export interface Service<Options extends OptionTable = OptionTable> {
  /** Its heading in the OpenAPI document. */
  readonly title: string;
  /** What stands below the heading: what it is, in a few words. */
  readonly about: string;
  /** Its commands, under their headings in `HELP`. */
  readonly sections: readonly Section[];
  /** Its options for `app serve`. */
  readonly options: Options;
  /** The types of its events in the live feed, and what each has in it. */
  readonly events: Readonly<Record<string, z.ZodObject>>;
  create(): CreatedService<Options>;
}

/** A new state of a service, and how to bring it to life. */
export interface CreatedService<Options extends OptionTable = OptionTable> {
  readonly state: ServiceState;
  start(context: ServiceContext, settings: OptionValues<Options>): RunningService;
}
