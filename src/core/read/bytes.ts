/**
 * How long a token may be; base64 and little-endian bytes to values.
 *
 * Every read is checked against the end: bytes that are not there are a `RangeError`, never a guess.
 *
 * @module
 */

/** Characters. No vendor accepts a longer token; what is longer, as a page of HTML may be, is not even decoded. */
export const MAX_TOKEN_LENGTH = 131_072;

/** Decodes base64, padded or not. Throws on any other character, base64url's included. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** Decodes UTF-8, and throws on anything else. Not `TextDecoder`: some React Native engines lack it. */
export function toText(bytes: Uint8Array): string {
  return decodeURIComponent(Array.from(bytes, (byte) => "%" + (256 + byte).toString(16).slice(1)).join(""));
}

/** Reads forward through `bytes`, all integers little-endian. */
export class ByteReader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError();
    return this.#bytes.subarray(this.#at, (this.#at = end));
  }

  u16(): number {
    return this.#integer(2);
  }

  u32(): number {
    return this.#integer(4);
  }

  /** Bytes behind a 16-bit length. */
  block(): Uint8Array {
    return this.take(this.u16());
  }

  /** UTF-8 behind a 16-bit length. */
  text(): string {
    return toText(this.block());
  }

  #integer(length: number): number {
    return this.take(length).reduceRight((sum, byte) => sum * 256 + byte, 0);
  }
}
