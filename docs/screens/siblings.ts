import { isPieces, type Node, type Screen } from './corpus.ts';
import type { Piece, Told } from './pieces.ts';

/** A text that no flow shows, in the sentence in which one of its siblings was shown. */
export interface Placed {
  readonly key: string;
  readonly pieces: readonly Piece[];
}

interface Place {
  readonly told: Told;
  readonly pieces: readonly Piece[];
}

const parentOf = (key: string) => key.slice(0, key.lastIndexOf('.'));

/**
 * Texts of one kind stand next to each other in `locales/`, such as the reasons why something failed: where a flow shows one of them, the others are put in its
 * place. @param gapsOf the gaps of a text
 */
export function inPlaceOfSiblings(
  screens: readonly Screen[],
  unseen: readonly string[],
  gapsOf: (key: string) => readonly string[],
): readonly Placed[] {
  const places = new Map<string, Place[]>();
  for (const { body } of screens) {
    for (const place of placesIn(body)) {
      const parent = parentOf(place.told.key);
      places.set(parent, [...(places.get(parent) ?? []), place]);
    }
  }
  return unseen.flatMap((key) => {
    const fitting = (places.get(parentOf(key)) ?? []).filter(({ told }) =>
      gapsOf(key).every((gap) => gap in told.given),
    );
    const [shortest] = fitting.sort((one, other) => lengthOf(one) - lengthOf(other));
    return shortest ? [{ key, pieces: replaced(shortest.pieces, shortest.told, key) }] : [];
  });
}

const lengthOf = ({ pieces }: Place) => JSON.stringify(pieces).length;

/** Every text of a screen, with the string that it is in. */
function placesIn(node: Node): readonly Place[] {
  if (typeof node !== 'object' || node === null) return [];
  if (!isPieces(node)) return Object.values(node).flatMap((part: Node) => placesIn(part));
  const { $pieces: pieces } = node;
  return toldIn(pieces).map((told) => ({ told, pieces }));
}

function toldIn(pieces: readonly Piece[]): readonly Told[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    if (!('key' in piece)) return typeof piece.of === 'number' ? [] : piece.of.flatMap(toldIn);
    return [piece, ...Object.values(piece.given).flatMap((value) => (typeof value === 'number' ? [] : toldIn(value)))];
  });
}

function replaced(pieces: readonly Piece[], from: Told, key: string): readonly Piece[] {
  return pieces.map((piece): Piece => {
    if (typeof piece === 'string') return piece;
    if (!('key' in piece)) {
      return typeof piece.of === 'number' ? piece : { ...piece, of: piece.of.map((part) => replaced(part, from, key)) };
    }
    const given = Object.entries(piece.given).map(
      ([name, value]) => [name, typeof value === 'number' ? value : replaced(value, from, key)] as const,
    );
    return { key: piece === from ? key : piece.key, given: Object.fromEntries(given) };
  });
}
