/**
 * The standard input, as text.
 *
 * @module
 */

/**
 * Everything, in time that grows with its length; it is read no further than a little behind the limit.
 *
 * @param lengthLimitOf - asked once, with the first piece that is more than blanks
 */
export async function readChunks(
  chunks: AsyncIterable<Uint8Array>,
  lengthLimitOf: (start: string) => number,
): Promise<string> {
  const pieces: string[] = [];
  let start: Uint8Array = new Uint8Array();
  let decoder: TextDecoder | undefined;
  let limit: number | undefined;
  let length = 0;
  for await (const next of chunks) {
    const chunk: Uint8Array = start.length === 0 ? next : new Uint8Array([...start, ...next]);
    if (!decoder && chunk.length < 2) {
      start = chunk; // a pipe may bring one byte alone, which does not show the encoding
      continue;
    }
    start = new Uint8Array();
    decoder ??= new TextDecoder(encodingOf(chunk));
    const piece = decoder.decode(chunk, { stream: true });
    pieces.push(piece);
    length += piece.length;
    if (limit === undefined && /\S/.test(piece)) limit = lengthLimitOf(piece);
    if (length > (limit ?? lengthLimitOf(""))) return pieces.join("");
  }
  return pieces.join("") + (decoder?.decode() ?? new TextDecoder().decode(start));
}

/** By the byte order mark; PowerShell 5 writes UTF-16. Tokens and JSON begin with ASCII, whose other half is zero. */
function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}
