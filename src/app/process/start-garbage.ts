import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives the system back what only the start needed, about a quarter of the memory: what was read and compiled along the way, and
 * the room that V8 made for so many new objects. V8 does so by itself, too, but only after about 100 s of rest.
 * Nothing else runs for some 100 ms.
 */
export function collectStartGarbage(): void {
  // Node has no other way to ask for it than the function that this flag gives to contexts made from now on.
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  // "last resort" is V8's name for a collection that also shrinks the heap.
  if (typeof collect === 'function') collect({ type: 'major', flavor: 'last-resort' });
}
