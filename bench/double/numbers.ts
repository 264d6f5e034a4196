/** Area codes of the United States. In each, 555-0100 to 555-0199 are set aside for fiction. */
const AREAS = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
  239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
  310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 334, 336, 337, 339,
];
const IN_AREA = 100;

/** How many different numbers there are. */
export const NUMBERS = AREAS.length * IN_AREA;

/** A number of nobody, in E.164. Neighbours lie in different areas. */
export function numberAt(index: number): string {
  const place = index % NUMBERS;
  const area = AREAS[place % AREAS.length];
  const last = Math.floor(place / AREAS.length);
  return `+1${area}55501${String(last).padStart(2, '0')}`;
}
