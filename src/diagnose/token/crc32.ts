/**
 * CRC-32 (ISO 3309, as in zip): all that an Agora 006 token keeps of its channel and uid.
 *
 * @module
 */

/** Of the UTF-8 bytes of `text`; unsigned, 0 for the empty string. */
export function crc32(text: string): number {
  let crc = -1;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
