/** What a browser shows at the server's address: what there is, and how to reach it. */
export function landingPage({ version }: { version: string }): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>app ${version}</title>
  </head>
  <body>
    <h1>app ${version} is running</h1>
    <p>It keeps one sorted array of integers that many clients fill and read at once.</p>
    <h2>Look</h2>
    <ul>
      <li><a href="/api/array?count=100">the smallest 100 values of the array</a></li>
      <li><a href="/api/array/stats">facts about the array</a></li>
      <li><a href="/openapi.json">everything the REST API can do, as an OpenAPI document</a></li>
    </ul>
    <h2>Take part</h2>
    <p>In a terminal, connect with <code>nc</code> to the address for lines that the server printed when it started, and type
      <code>HELP</code>. Or run <code>app client --mode sort</code>.</p>
  </body>
</html>`;
}
