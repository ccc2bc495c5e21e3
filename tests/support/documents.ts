/** The project's documents, to compare them with the code. */
import { join, relative, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname ?? ".", "../..");

/** The text of a document. @param path from the project's root */
export function readDocument(path: string): string {
  return Deno.readTextFileSync(join(ROOT, path));
}

const NO_SOURCE = new Set(["node_modules", "dist", "app-data", ".git"]);

/** The paths of all documents, from the project's root. */
export function documentNames(folder = ROOT): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (NO_SOURCE.has(name)) return [];
    const path = join(folder, name);
    return isDirectory ? documentNames(path) : name.endsWith(".md") ? [relative(ROOT, path)] : [];
  });
}

/** The part of a document under a heading, up to the next one of its level. @throws if there is no such heading */
export function section(document: string, heading: string): string {
  const [, level, text] = document.match(new RegExp(`^(#+) ${heading}\n([^]*)`, "m")) ?? [];
  if (text === undefined) throw new Error(`There is no heading ${JSON.stringify(heading)}`);
  return text.split(new RegExp(`^#{1,${level.length}} `, "m"))[0];
}

/** The rows of all tables in a text, without their headers, as cells. */
export function tableRows(text: string): string[][] {
  const tables = text.match(/(?:^\|.*\n)+/gm) ?? [];
  return tables.flatMap((table) => table.trim().split("\n").slice(2))
    .map((row) => row.slice(1, -1).split(" |").map((cell) => cell.trim()));
}

/** What a text has in backticks. */
export function codeSpans(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}
