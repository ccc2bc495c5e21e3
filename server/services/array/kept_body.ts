/** The last body that was made of the array: most ask for the same, again and again. */
export class KeptBody {
  #key = "";
  #body: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  /** The body of that key: the one that is kept, or a new one, which is kept if it is whole. @param key names all that it depends on */
  get<Body extends Uint8Array<ArrayBuffer> | ReadableStream>(key: string, make: () => Body): Body | Uint8Array<ArrayBuffer> {
    if (key === this.#key) return this.#body;
    const body = make();
    if (body instanceof Uint8Array) [this.#key, this.#body] = [key, body];
    return body;
  }
}
