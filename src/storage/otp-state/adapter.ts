import { EventEmitter } from 'node:events';
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import type { Ms } from '../../clock.ts';
import type { Durability } from '../sqlite/writes.ts';
import type { ChallengeRows } from './rows.ts';

/**
 * Keyv's adapter interface, and the one verb that Keyv lacks. It emits by Node's own emitter, whose type is looser than Keyv's in methods
 * that Keyv never calls.
 */
export type OtpStateAdapter = Omit<KeyvStorageAdapter, keyof EventEmitter> &
  EventEmitter & {
    /**
     * Puts `value` in the place of exactly the text that was read.
     * @param before what has to be there; undefined where nothing may be
     * @param expires an instant by the clock of the rows
     * @param durability whether it has to survive a power cut
     * @returns whether it was there; where it was not, nothing is done
     */
    replace(
      key: string,
      before: string | undefined,
      value: string,
      expires: Ms,
      durability: Durability,
    ): Promise<boolean>;
  };

/** What has no end. */
const NEVER: Ms = Number.MAX_SAFE_INTEGER;

/**
 * The rows as Keyv asks for them. A namespace stands in front of a key, with a colon. Reads pass over what has expired, so that Keyv
 * need not look (`checkExpired: false`): it would delete by key alone what another process has replaced since.
 */
export function createOtpStateAdapter(rows: ChallengeRows, namespace?: string): OtpStateAdapter {
  const prefix = () => (adapter.namespace === undefined ? '' : `${adapter.namespace}:`);
  const at = (key: string) => prefix() + key;

  const one = {
    get: (key: string) => rows.get(at(key)),
    set: async (key: string, value: unknown, expires: Ms = NEVER) => {
      await rows.set(at(key), encoded(value), expires);
      return true;
    },
    has: async (key: string) => (await rows.get(at(key))) !== undefined,
    delete: (key: string) => rows.remove(at(key)),
  };
  const many = {
    getMany: (keys: string[]) => Promise.all(keys.map(one.get)),
    setMany: <Value>(entries: KeyvStorageEntry<Value>[]) =>
      Promise.all(entries.map(({ key, value, expires }) => one.set(key, value, expires))),
    hasMany: (keys: string[]) => Promise.all(keys.map(one.has)),
    deleteMany: (keys: string[]) => Promise.all(keys.map(one.delete)),
    clear: () => rows.clear(prefix()),
    async *iterator() {
      for await (const [key, value] of rows.entries(prefix())) yield [key.slice(prefix().length), value];
    },
  };
  const adapter: OtpStateAdapter = Object.assign(new EventEmitter(), {
    namespace,
    ...one,
    ...many,
    capabilities: { ...keyvStorageCapability({ ...one, ...many }), expires: true },
    replace: (key: string, before: string | undefined, value: string, expires: Ms, durability: Durability) =>
      rows.replace(at(key), before, value, expires, durability),
  });
  return adapter;
}

function encoded(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('Only what Keyv has encoded can be stored.');
  return value;
}
