import fc from 'fast-check';

/** So many code points from 0xD800 on are halves of characters. */
const HALVES = 0x800;
const FIRST_HALF = 0xd800;

const characterAt = (index: number) => String.fromCodePoint(index < FIRST_HALF ? index : index + HALVES);

function indexOf(character: unknown): number {
  const point = (typeof character === 'string' && character.codePointAt(0)) || 0;
  const index = point < FIRST_HALF ? point : point - HALVES;
  if (characterAt(index) !== character) throw new TypeError('This is not one character.');
  return index;
}

/**
 * Any character of Unicode, as the unit `binary` of fast-check. That one makes a table of all 1,112,064 of them to see which strings it could have made,
 * and each process that uses it takes a second for that, and 100 MB.
 */
export const anyCharacter = fc.nat({ max: 0x10ffff - HALVES }).map(characterAt, indexOf);
