/** The URL of a path of the server: the page may stand below a path of another, so `/api/array` can be `/quiz/api/array`. */
export function urlOf(path: string): string {
  return new URL(`.${path}`, document.baseURI).href;
}
