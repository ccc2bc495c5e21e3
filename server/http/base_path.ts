import { getPath } from "hono/utils/url";

/**
 * Routes requests by their path without the base path. Some proxies take it off, and some do not, so both lead to the same
 * route.
 *
 * @param basePath such as `/quiz`; empty for none
 */
export function routedPath(basePath: string): (request: Request) => string {
  if (basePath === "") return getPath;
  return (request) => {
    const path = getPath(request);
    return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
  };
}
