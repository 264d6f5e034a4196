import type { Source } from '../../tests/structure/sources.ts';

/** A folder of the source, with the other rooms that its files import from. */
export interface Room {
  readonly name: string;
  readonly uses: ReadonlySet<string>;
}

type File = Pick<Source, 'path' | 'imports'>;

/**
 * The rooms of the source: a folder of `src`, any other folder at the root, or a file of `src` that lies in no folder. A file with the name
 * of a folder next to it belongs to that folder's room.
 */
export function roomsOf(files: readonly File[]): Room[] {
  const paths = new Set(files.map(({ path }) => path));
  const uses = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const room = roomOf(path);
    const used = uses.get(room) ?? new Set();
    for (const imported of imports) if (paths.has(imported) && roomOf(imported) !== room) used.add(roomOf(imported));
    uses.set(room, used);
  }
  return [...uses].map(([name, used]) => ({ name, uses: used })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function roomOf(path: string): string {
  const [root = '', folder = root] = path.split('/');
  return root === 'src' ? folder.replace(/\.[jt]s$/, '') : root;
}

/** The rooms on floors, the ground floor first: each room stands one floor above the highest that it uses. Throws where rooms use each other. */
export function floorsOf(rooms: readonly Room[]): Room[][] {
  const floors: Room[][] = [];
  const placed = new Set<string>();
  while (placed.size < rooms.length) {
    const floor = rooms.filter(({ name, uses }) => !placed.has(name) && [...uses].every((used) => placed.has(used)));
    if (floor.length === 0) {
      const left = rooms.filter(({ name }) => !placed.has(name)).map(({ name }) => name);
      throw new Error(`Some of these rooms use each other: ${left.join(', ')}.`);
    }
    for (const { name } of floor) placed.add(name);
    floors.push(floor);
  }
  return floors;
}

/** Of what each room uses, what it does not already use by way of another room: the arrows that are left to draw. */
export function arrowsOf(rooms: readonly Room[]): (readonly [from: string, to: string])[] {
  const usesOf = new Map(rooms.map(({ name, uses }) => [name, uses]));
  const reaches = (from: string, to: string): boolean =>
    [...(usesOf.get(from) ?? [])].some((used) => used === to || reaches(used, to));
  return rooms.flatMap(({ name, uses }) => {
    const direct = [...uses].filter((to) => ![...uses].some((other) => other !== to && reaches(other, to)));
    return direct.sort().map((to) => [name, to] as const);
  });
}
