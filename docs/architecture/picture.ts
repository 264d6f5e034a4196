import { arrowsOf, floorsOf, type Room } from './rooms.ts';

const WIDTH = 760;
const BOX = { width: 116, height: 36 };
const FLOOR = 84;
const MARGIN = 24;

/** The middle of a room's box. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** The rooms as an SVG: each stands above what it imports from, the ground floor at the bottom. */
export function pictureOf(rooms: readonly Room[]): string {
  const floors = floorsOf(rooms);
  const height = 2 * MARGIN + BOX.height + (floors.length - 1) * FLOOR;
  const places = placesOf(floors, height);
  const placeOf = (name: string) => places.get(name) ?? { x: 0, y: 0 };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="The rooms of the source, each above those that it imports from.">
<style>
  rect { fill: #f6f8fa; stroke: #57606a; } text { fill: #1f2328; font: 15px system-ui, sans-serif; text-anchor: middle; }
  path { fill: none; stroke: #8c959f; stroke-width: 1.5; } marker path { fill: #8c959f; stroke: none; }
  @media (prefers-color-scheme: dark) { rect { fill: #161b22; stroke: #8b949e; } text { fill: #e6edf3; } path { stroke: #6e7681; } marker path { fill: #6e7681; } }
</style>
<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>
${arrowsOf(rooms)
  .map(([from, to]) => arrow(placeOf(from), placeOf(to)))
  .join('\n')}
${rooms.map(({ name }) => box(name, placeOf(name))).join('\n')}
</svg>
`;
}

/** Side by side on each floor, in the order of what they use, so that few arrows cross. */
function placesOf(floors: readonly (readonly Room[])[], height: number): Map<string, Place> {
  const places = new Map<string, Place>();
  floors.forEach((floor, level) => {
    const below = ({ uses }: Room) => mean([...uses].map((name) => places.get(name)?.x ?? 0));
    const sorted = floor.toSorted((a, b) => below(a) - below(b));
    const share = (WIDTH - 2 * MARGIN) / sorted.length;
    sorted.forEach(({ name }, index) => {
      const y = height - MARGIN - BOX.height / 2 - level * FLOOR;
      places.set(name, { x: Math.round(MARGIN + share * (index + 0.5)), y });
    });
  });
  return places;
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);

function arrow(from: Place, to: Place): string {
  const [start, end] = [from.y + BOX.height / 2, to.y - BOX.height / 2 - 2];
  return `<path d="M${from.x} ${start} C${from.x} ${start + 40} ${to.x} ${end - 40} ${to.x} ${end}" marker-end="url(#head)"/>`;
}

function box(name: string, { x, y }: Place): string {
  const { width, height } = BOX;
  return `<rect x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" rx="6"/><text x="${x}" y="${y + 5}">${name}</text>`;
}
