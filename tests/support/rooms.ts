/** The rooms of the source, the upper ones first, and into which others each may look: what the arrows between them must keep to. */

export interface Room {
  readonly name: string;
  /** Which files are in it: the first room whose pattern fits. */
  readonly files: RegExp;
  /** From which rooms it may import, itself apart. */
  readonly mayUse: readonly string[];
}

const SHARED = ["server", "protocol"];

export const ROOMS: readonly Room[] = [
  { name: "main", files: /^main\.ts$/, mayUse: ["commands", "cli"] },
  {
    name: "commands",
    files: /^commands\//,
    mayUse: [
      "server/mod",
      "server/config",
      "client",
      "cert",
      "judge",
      "loadgen",
      "recording",
      "demo",
      "cli",
      "server/cluster",
      "server/journal",
      "server/tcp",
      "server/log",
      "server/services",
      "server/engine",
      ...SHARED,
    ],
  },
  { name: "cert", files: /^cert\//, mayUse: ["cli", ...SHARED] },
  { name: "loadgen", files: /^loadgen\//, mayUse: ["judge", "cli", ...SHARED] },
  { name: "judge", files: /^judge\//, mayUse: ["cli", "protocol"] },
  { name: "recording", files: /^recording\//, mayUse: ["cli", "server/tcp", ...SHARED] },
  { name: "demo", files: /^demo\//, mayUse: ["cli", ...SHARED] },
  { name: "client/web", files: /^client\/web\//, mayUse: ["client", "demo", "protocol"] },
  { name: "client", files: /^client\//, mayUse: ["cli", "protocol"] },
  {
    name: "server/mod",
    files: /^server\/(mod|shutdown)\.ts$/,
    mayUse: [
      "server/config",
      "server/cluster",
      "server/http",
      "server/legacy",
      "server/faults",
      "server/line",
      "server/services",
      "server/engine",
      "server/events",
      "server/tcp",
      "server/tls",
      "server/log",
      ...SHARED,
    ],
  },
  {
    name: "server/config",
    files: /^server\/config\.ts$/,
    mayUse: ["server/faults", "server/services", "server/tcp", "server", "cli"],
  },
  {
    name: "server/http",
    files: /^server\/http\//,
    mayUse: [
      "server/faults",
      "server/line",
      "server/services",
      "server/engine",
      "server/events",
      "server/tcp",
      "server/tls",
      "server/log",
      ...SHARED,
    ],
  },
  {
    name: "server/legacy",
    files: /^server\/legacy\//,
    mayUse: ["server/line", "server/services", "server/tcp", "server/log", ...SHARED],
  },
  { name: "server/faults", files: /^server\/faults\//, mayUse: ["server/log", ...SHARED] },
  {
    name: "server/line",
    files: /^server\/line\//,
    mayUse: ["server/services", "server/engine", "server/faults", "server/log", ...SHARED],
  },
  { name: "server/services", files: /^server\/services\//, mayUse: ["server/engine", "server/events", "cli", ...SHARED] },
  { name: "server/cluster", files: /^server\/cluster\//, mayUse: ["server/journal", "server/engine", ...SHARED] },
  { name: "server/journal", files: /^server\/journal\//, mayUse: ["server/engine", ...SHARED] },
  { name: "server/engine", files: /^server\/engine\//, mayUse: SHARED },
  { name: "server/events", files: /^server\/events\//, mayUse: ["server/log", ...SHARED] },
  { name: "server/tcp", files: /^server\/tcp\//, mayUse: SHARED },
  { name: "server/tls", files: /^server\/tls\//, mayUse: ["server/tcp", ...SHARED] },
  { name: "server/log", files: /^server\/log\//, mayUse: SHARED },
  { name: "server", files: /^server\/[^/]+\.ts$/, mayUse: ["protocol"] },
  { name: "cli", files: /^cli\//, mayUse: ["protocol"] },
  { name: "protocol", files: /^protocol\//, mayUse: [] },
];

/** Folders with a folder for each service: those see the folders beside them as other rooms, and only the list sees all of them. */
const SERVICE = /^server\/services\/(\w+)\//;
const SHARED_BY_SERVICES = new Set(["rest"]);

/** An import from one file of the source to another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** The room that a file is in. */
export function roomOf(file: string): Room | undefined {
  return ROOMS.find(({ files }) => files.test(file));
}

/** Why an import is wrong; `null` if it is right. */
export function problemOf({ from, to }: Arrow): string | null {
  const [own, other] = [roomOf(from), roomOf(to)];
  if (!own || !other) return `${own ? to : from} is in no room: add one for it`;
  if (own !== other && !own.mayUse.includes(other.name)) return `${from} → ${to}: ${own.name} may not use ${other.name}`;
  const [service, beside] = [from, to].map((file) => file.match(SERVICE)?.[1]);
  if (beside === undefined || SHARED_BY_SERVICES.has(beside) || service === beside || from === "server/services/mod.ts") {
    return null;
  }
  return `${from} → ${to}: only the list of the services may name one of them`;
}

/** The circles among imports: files of which each imports the next, and the last the first. */
export function circlesIn(arrows: readonly Arrow[]): string[][] {
  const targets = Map.groupBy(arrows, ({ from }) => from);
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push(path.slice(at));
    if (at >= 0 || done.has(file)) return;
    for (const { to } of targets.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return circles;
}

/** The rooms as a picture in Mermaid. */
export function picture(): string {
  const id = (name: string) => name.replaceAll("/", "_");
  const lines = ROOMS.map(({ name }) => `  ${id(name)}["${name}"]`);
  for (const { name, mayUse } of ROOMS) {
    // What everything may use would only make a thicket.
    const shown = mayUse.filter((other) => !SHARED.includes(other) || name === "server" || name === "cli");
    if (shown.length > 0 && name !== "commands") lines.push(`  ${id(name)} --> ${shown.map(id).join(" & ")}`);
  }
  return ["flowchart TD", ...lines].join("\n");
}
