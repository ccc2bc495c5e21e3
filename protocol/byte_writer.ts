/** The space that a writer starts with, in bytes. */
const INITIAL_CAPACITY = 256;
const ZERO = 0x30;
const MINUS = 0x2d;
const SPACE = 0x20;

const encoder = new TextEncoder();

/**
 * Text as bytes in one growing buffer, without a string in between for what is written most: integers and fixed words.
 *
 * @example
 * ```ts
 * const out = new ByteWriter();
 * out.ascii("OK ");
 * out.integer(-42);
 * out.text(); // "OK -42"
 * ```
 */
export class ByteWriter {
  /** The bytes written are `bytes[0..length)`. Replaced when it grows. */
  bytes = new Uint8Array(INITIAL_CAPACITY);
  length = 0;

  /** Forgets what was written, and gives back the space that a long text took. */
  trim(): void {
    this.length = 0;
    if (this.bytes.length > INITIAL_CAPACITY) this.bytes = new Uint8Array(INITIAL_CAPACITY);
  }

  /** Makes room for that many bytes more. */
  reserve(size: number): void {
    const needed = this.length + size;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** Writes one byte. */
  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Writes `source[start..end)`. */
  raw(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    // For a short piece a loop beats making a view.
    if (end - start < 64) { for (let i = start; i < end; i++) this.bytes[this.length++] = source[i]; }
    else {
      this.bytes.set(source.subarray(start, end), this.length);
      this.length += end - start;
    }
  }

  /** Writes text of ASCII characters only, such as a fixed word. */
  ascii(text: string): void {
    this.reserve(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i);
  }

  /** Writes any text, in UTF-8. */
  utf8(text: string): void {
    this.reserve(3 * text.length);
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
  }

  /** Writes a safe integer in decimal. */
  integer(value: number): void {
    this.reserve(17);
    if (value < 0) {
      this.bytes[this.length++] = MINUS;
      value = -value;
    }
    if (value >= 1e9) {
      const high = Math.floor(value / 1e9);
      this.#digits(high, digitCount(high));
      this.#digits(value - high * 1e9, 9);
    } else this.#digits(value, digitCount(value));
  }

  /** Writes the integers `values[start..end)`, a space in front of each. */
  integers(values: ArrayLike<number>, start: number, end: number): void {
    this.reserve(18 * (end - start));
    for (let i = start; i < end; i++) {
      this.bytes[this.length++] = SPACE;
      this.integer(values[i]);
    }
  }

  /** What was written, as text. */
  text(): string {
    return new TextDecoder().decode(this.bytes.subarray(0, this.length));
  }

  #digits(value: number, count: number): void {
    let rest = value | 0;
    for (let i = this.length + count - 1; i >= this.length; i--) {
      const quotient = (rest / 10) | 0;
      this.bytes[i] = ZERO + rest - quotient * 10;
      rest = quotient;
    }
    this.length += count;
  }
}

/** How many digits an integer from 0 to 999,999,999 has. */
function digitCount(value: number): number {
  if (value < 1e3) return value < 10 ? 1 : value < 100 ? 2 : 3;
  if (value < 1e6) return value < 1e4 ? 4 : value < 1e5 ? 5 : 6;
  return value < 1e7 ? 7 : value < 1e8 ? 8 : 9;
}
