/** The documents that a server gives to programs: they are written into dist for linters, and for whoever makes a client. */
import { PublicUrl } from "../../server/public_url.ts";
import { startTestServer } from "./test_server.ts";

/** Where each is written. */
const DOCUMENTS = { "/openapi.json": "dist/openapi.json", "/events.schema.json": "dist/events.schema.json" } as const;

/** A document of a new server, as text. */
export async function readApiDocument(
  path: keyof typeof DOCUMENTS,
  { publicUrl = null }: { publicUrl?: PublicUrl | null } = {},
): Promise<string> {
  await using server = await startTestServer({ config: { publicUrl } });
  return await (await fetch(`http://127.0.0.1:${server.http.port}${path}`)).text();
}

if (import.meta.main) {
  Deno.mkdirSync("dist", { recursive: true });
  // With all that a document can have.
  const publicUrl = PublicUrl.parse("https://quiz.app.test/class");
  for (const path of ["/openapi.json", "/events.schema.json"] as const) {
    Deno.writeTextFileSync(DOCUMENTS[path], await readApiDocument(path, { publicUrl }));
  }
}
