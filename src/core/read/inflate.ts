/**
 * Bounded, synchronous zlib. The one door to `fflate`: the platform's `DecompressionStream` is asynchronous.
 *
 * @module
 */
import { Inflate } from "fflate";

/**
 * Inflates a zlib stream (RFC 1950). Throws if it is damaged, cut off, or longer than `maxLength` bytes inside.
 *
 * In slices of 512 bytes, for one byte of a bomb makes 1,032: it is refused after half a megabyte at most.
 */
export function inflate(data: Uint8Array, maxLength: number): Uint8Array {
  const content = new Uint8Array(maxLength);
  let length = 0;
  const stream = new Inflate((chunk) => {
    content.set(chunk, length); // throws when it does not fit
    length += chunk.length;
  });
  const end = data.length - 4;
  for (let at = 2; at < end; at += 512) stream.push(data.subarray(at, Math.min(at + 512, end)));
  const inflated = content.subarray(0, length);
  // fflate does not look at the checksum, which tells a cut or altered stream from a whole one.
  if (adler32(inflated) !== new DataView(data.buffer).getUint32(end)) throw new RangeError();
  return inflated;
}

/** The checksum of RFC 1950. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) b = (b + (a = (a + byte) % 65_521)) % 65_521;
  return b * 65_536 + a;
}
