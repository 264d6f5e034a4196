/** Larger files are not read: ids of 100,000 members with much around them fit. */
export const LARGEST_FILE = 5_000_000;

/** The text of a file by its byte order mark; UTF-8 where there is none. Undefined for what is no text. */
export function textOfFile(bytes: Uint8Array): string | undefined {
  const [first = 0, second = 0] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  // The decoder leaves the mark out by itself.
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\0') ? undefined : text;
}
