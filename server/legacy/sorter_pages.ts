/**
 * The REST of the old sorter, as pages of text. Each page asks the server's own REST API, so that its limits and roles hold.
 *
 * The old routes change something with GET, which the page of any other site can have a browser ask for, by an image or a link. So what
 * a browser asks for with GET is done only if the browser says that no other site has asked.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { HttpEnv } from "../services/rest/http_env.ts";

/** So many values are on the page. */
const SHOWN_VALUES = 10_000;
const MAX_BODY_BYTES = 1024;
/** Where a browser says that a request comes from, if it is from no other site: from a page of this server, or typed in. */
const OWN_SITES = ["same-origin", "none"];
/** What a request brings along for the REST API. */
const HEADERS = ["host", "origin", "authorization"];

/** Adds the pages. */
export function addSorterPages(app: OpenAPIHono<HttpEnv>): void {
  /** Asks the REST API. @returns what it has answered, and a page that says why if it has refused */
  const ask = async (c: Context<HttpEnv>, method: string, path: string, body?: object) => {
    const headers = new Headers({ "content-type": "application/json" });
    for (const name of HEADERS) {
      const value = c.req.header(name);
      if (value !== undefined) headers.set(name, value);
    }
    const request = new Request(new URL(path, c.req.url), { method, headers, body: body && JSON.stringify(body) });
    const response = await app.fetch(request, c.env);
    const answer: Answer = await response.json();
    return { answer, refusal: response.ok ? null : page(answer.detail ?? "", response.status) };
  };
  const limited = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => page(`a body can have at most ${MAX_BODY_BYTES} bytes: send one integer`, 413),
  });

  app.get("/get_array", async (c) => {
    const { answer, refusal } = await ask(c, "GET", `/api/array?count=${SHOWN_VALUES}`);
    if (refusal) return refusal;
    const { values = [], count = 0 } = answer;
    const more = count > values.length ? `\n${count - values.length} more: /api/array has all` : "";
    return page(`[${values.join(", ")}]${more}`);
  });

  app.on(["GET", "POST"], "/add_value", limited, async (c) => {
    const foreign = refusalOfOthers(c);
    if (foreign) return foreign;
    const value = c.req.query("value") ?? await valueInBody(c);
    const body = value === undefined ? undefined : { value: /^-?\d+$/.test(value) ? Number(value) : value };
    const { answer: { added = [], count }, refusal } = await ask(c, "POST", "/api/array", body);
    return refusal ?? page(`${added.join(", ")} was added: there are ${count} values`);
  });

  app.on(["GET", "DELETE"], "/clean_array", async (c) => {
    const foreign = refusalOfOthers(c);
    if (foreign) return foreign;
    const { answer: { removed }, refusal } = await ask(c, "DELETE", "/api/array");
    return refusal ?? page(`${removed} values were removed: there are 0 values`);
  });
}

/** What is used of the answers of the REST API. */
interface Answer {
  readonly count?: number;
  readonly values?: number[];
  readonly added?: number[];
  readonly removed?: number;
  readonly detail?: string;
}

/** The value in a form, or in a text; `undefined` if there is none. */
async function valueInBody(c: Context<HttpEnv>): Promise<string | undefined> {
  const body = (await c.req.text()).trim();
  if (body === "") return undefined;
  return new URLSearchParams(body).get("value") || body;
}

/** Refuses what changes something if it may have been asked for by the page of another site; `null` if it was not. */
function refusalOfOthers(c: Context<HttpEnv>): Response | null {
  if (c.req.method === "HEAD") return page("HEAD changes nothing: send GET", 405);
  if (c.req.method !== "GET" || !isFromOtherSite(c)) return null;
  const instead = c.req.path === "/add_value" ? "POST" : "DELETE";
  return page(
    `a page of another site may have asked for this: type the address into a browser on this computer, or send ${instead}`,
    403,
  );
}

function isFromOtherSite(c: Context<HttpEnv>): boolean {
  const site = c.req.header("sec-fetch-site");
  const from = c.req.header("origin") ?? c.req.header("referer");
  if (from !== undefined && (!URL.canParse(from) || new URL(from).host !== c.req.header("host"))) return true;
  if (site !== undefined) return !OWN_SITES.includes(site);
  // Over plain HTTP from another computer, browsers do not say it, and the page of another site can leave the referer out.
  return from === undefined && /^Mozilla\//.test(c.req.header("user-agent") ?? "");
}

function page(text: string, status = 200): Response {
  return new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
