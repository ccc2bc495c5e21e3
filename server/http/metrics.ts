/** The server's figures for Prometheus. What can be counted in place is, and asked for only when somebody looks. */
import process from "node:process";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Broker } from "../events/broker.ts";
import type { Engine } from "../engine/engine.ts";
import type { FaultCounts } from "../faults/fault_counts.ts";
import type { InputBudget } from "../input_budget.ts";
import type { Connections } from "../line/connections.ts";
import type { RequestCounts } from "../line/request_counts.ts";
import type { MessageLog } from "../log/message_log.ts";
import type { RateLimits } from "../rate_limit.ts";
import type { Watchdog } from "../watchdog.ts";
import type { Refused } from "../places.ts";
import type { RunningService } from "../services/service.ts";

/** Limits of the histogram of commits, in seconds: from memory to a log that chooses another leader. */
const COMMIT_BUCKETS = [0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** The same of how late the event loop is: from what nobody notices to what everybody does. */
const LAG_BUCKETS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** What is measured. */
export interface Measured {
  readonly version: string;
  readonly startedAt: number;
  readonly connections: Connections;
  /** The door for HTTP, which opens last. */
  readonly http: () => { readonly connectionCount: number; readonly refused: Readonly<Refused> };
  /** The most connections for lines, and as many over HTTP. */
  readonly maxConnections: number;
  /** How often no connection could be accepted. */
  readonly acceptFailures: () => number;
  /** What `/readyz` tells. */
  readonly isReady: () => boolean;
  readonly inputBudget: InputBudget;
  readonly engine: Engine;
  readonly broker: Broker;
  readonly requestCounts: RequestCounts;
  readonly services: readonly RunningService[];
  readonly faultCounts: FaultCounts;
  readonly rateLimits: RateLimits;
  readonly messages: MessageLog;
  readonly watchdog: Watchdog;
  /** The log that several servers share; `null` for a server alone. */
  readonly sharedLog: SharedLog | null;
}

/** How it stands with the log that several servers share. */
export interface SharedLog {
  /** How many servers there are. */
  servers(): number;
  /** The position of the last entry that is applied here. */
  position(): number;
  /** For how long the commit that is under way has been, in milliseconds; 0 if none is. */
  waitingMs(): number;
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #httpRequests: Counter<"method" | "status">;

  constructor(measured: Measured) {
    const registers = [this.#registry];
    this.#httpRequests = new Counter({
      name: "app_http_requests_total",
      help: "Requests over HTTP, by method and status",
      labelNames: ["method", "status"],
      registers,
    });
    const commits = new Histogram({
      name: "app_commit_seconds",
      help: "How long the journal took for a commit of all changes that waited",
      buckets: COMMIT_BUCKETS,
      registers,
    });
    measured.engine.timeCommits((seconds) => commits.observe(seconds));
    this.#connections(measured);
    this.#lines(measured);
    this.#limits(measured);
    this.#state(measured);
    this.#shared(measured);
    this.#eventLoop(measured);
    this.#runtime(measured);
  }

  /** The text that Prometheus reads, and its type. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** A request over HTTP was answered. */
  answered(method: string, status: number): void {
    this.#httpRequests.inc({ method, status });
  }

  #connections({ connections, http, maxConnections, acceptFailures }: Measured): void {
    new Gauge({
      name: "app_connections",
      help: "Open connections, by transport",
      labelNames: ["transport"],
      registers: [this.#registry],
      collect() {
        const open = { tcp: 0, tls: 0, websocket: 0, http: http().connectionCount };
        for (const { transport } of connections.served()) open[transport]++;
        for (const [transport, count] of Object.entries(open)) this.set({ transport }, count);
      },
    });
    this.#gauge("app_connections_limit", "The most connections for lines, and as many over HTTP", () => maxConnections);
    new Counter({
      name: "app_connections_refused_total",
      help: "Connections that were refused at a limit: that of all, or that of one address",
      labelNames: ["kind", "limit"],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [kind, { refused }] of Object.entries({ lines: connections, http: http() })) {
          for (const [limit, count] of Object.entries(refused)) this.inc({ kind, limit }, count);
        }
      },
    });
    this.#counter(
      "app_accept_failures_total",
      "How often no connection could be accepted, as for lack of file descriptors",
      acceptFailures,
    );
  }

  #lines({ inputBudget, requestCounts, faultCounts }: Measured): void {
    this.#gauge("app_unfinished_input_bytes", "Held of long requests that have not ended", () => inputBudget.bytes);
    new Counter({
      name: "app_requests_total",
      help: "Requests of the line protocol, by verb and outcome: ok, or the code of the error",
      labelNames: ["verb", "outcome"],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const { verb, outcome, count } of requestCounts) this.inc({ verb, outcome }, count);
      },
    });
    new Counter({
      name: "app_faults_total",
      help: "How often faults struck that were asked for, by kind",
      labelNames: ["kind"],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [kind, count] of faultCounts) this.inc({ kind }, count);
      },
    });
  }

  #limits({ rateLimits, messages }: Measured): void {
    new Counter({
      name: "app_rate_limited_requests_total",
      help: "Requests that were refused since a connection or an address sent too many",
      labelNames: ["limit"],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [limit, count] of Object.entries(rateLimits.refused)) this.inc({ limit }, count);
      },
    });
    this.#counter("app_log_left_out_total", "Messages that were not logged since there were too many", () => messages.leftOut);
  }

  #state({ engine, broker, services, isReady }: Measured): void {
    this.#gauge("app_ready", "1 where the server is ready for traffic, as /readyz tells, else 0", () => Number(isReady()));
    for (const { name, help, type, value } of services.flatMap(({ figures }) => figures)) {
      if (type === "gauge") this.#gauge(`app_${name}`, help, value);
      else this.#counter(`app_${name}`, help, value);
    }
    this.#gauge("app_journal_healthy", "1 where the last commit succeeded, else 0", () => Number(engine.healthy));
    this.#gauge("app_event_readers", "Readers of the live feed", () => broker.readerCount);
    this.#counter("app_events_total", "Events of the live feed since the start", () => broker.eventCount);
  }

  #shared({ sharedLog }: Measured): void {
    if (!sharedLog) return;
    const { servers, position, waitingMs } = sharedLog;
    this.#gauge("app_servers", "Servers that share the state, this one among them", servers);
    this.#gauge("app_log_position", "The last entry of the shared log that is applied here", position);
    this.#gauge(
      "app_commit_wait_seconds",
      "For how long the commit that is under way has been waiting",
      () => waitingMs() / 1000,
    );
  }

  #eventLoop({ watchdog }: Measured): void {
    const lags = new Histogram({
      name: "app_eventloop_lag_seconds",
      help: "How late the event loop was, ten times a second",
      buckets: LAG_BUCKETS,
      registers: [this.#registry],
    });
    watchdog.timeLags((seconds) => lags.observe(seconds));
    this.#counter(
      "app_eventloop_blocked_total",
      "How often the event loop was blocked for 0.1 seconds or longer",
      () => watchdog.blockedCount,
    );
    // The name that prom-client has for it, and dashboards.
    this.#gauge("nodejs_eventloop_lag_seconds", "How late the event loop was last", () => watchdog.lagSeconds);
  }

  #runtime({ version, startedAt }: Measured): void {
    new Gauge({
      name: "app_info",
      help: "1, with what runs",
      labelNames: ["version", "deno", "v8"],
      registers: [this.#registry],
    }).set({ version, deno: Deno.version.deno, v8: Deno.version.v8 }, 1);
    this.#gauge("process_start_time_seconds", "When the server was started, in Unix time", () => startedAt / 1000);
    this.#gauge("process_resident_memory_bytes", "Memory in use", () => Deno.memoryUsage().rss);
    this.#gauge("process_heap_bytes", "Size of the JavaScript heap", () => Deno.memoryUsage().heapTotal);
    this.#gauge("process_heap_used_bytes", "Of the JavaScript heap in use", () => Deno.memoryUsage().heapUsed);
    this.#gauge(
      "process_external_memory_bytes",
      "Memory of buffers outside of the JavaScript heap",
      () => Deno.memoryUsage().external,
    );
    this.#counter("process_cpu_seconds_total", "Processor time used", () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    });
  }

  #counter(name: string, help: string, value: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(value());
      },
    });
  }
}
