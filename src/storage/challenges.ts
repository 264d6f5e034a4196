import type { DatabaseSync } from 'node:sqlite';
import { KeyvSqlite } from '@keyv/sqlite';
import Keyv from 'keyv';
import type { Challenge } from '../otp/challenge.ts';
import { type ChallengeStore, StoreUnavailable, type Who } from '../otp/ports.ts';
import { createQueue } from '../otp/queue.ts';
import { createChallengeCipher, Undecryptable } from './cipher.ts';
import { catchErrors } from './keyvErrors.ts';
import { query } from './sqlite.ts';
import { orUnavailable } from './unavailable.ts';

/** Keyv tells an encryption adapter no key, so the place goes inside: a value moved to another row is then recognised. */
interface Placed extends Who {
  readonly challenge: Challenge;
}

interface Options {
  /** 32 bytes. */
  readonly secretKey: Buffer;
  /** A stored challenge could not be read: another key, or someone changed it. It counts as no challenge. */
  readonly onUnreadable: () => void;
}

/**
 * Challenges in Keyv over the shared connection, encrypted.
 * `ready` resolves when the table exists; `sweep` deletes what has expired.
 */
export function createChallengeStore(database: DatabaseSync, { secretKey, onUnreadable }: Options) {
  const adapter = new KeyvSqlite({
    table: 'challenges',
    driver: {
      name: 'custom',
      connect: async () => ({
        query: async (sql, ...parameters) => query(database, sql, parameters),
        close: async () => {},
      }),
    },
  });
  const keyv = new Keyv<Placed>({ store: adapter, encryption: createChallengeCipher(secretKey) });
  const call = catchErrors(keyv);

  // Keyv finds an expired row and deletes it in two steps; in order, a save cannot fall between them and be lost.
  const queue = createQueue();
  const inTurn = <T>(who: Who, work: () => Promise<T>) => queue(place(who), () => orUnavailable(work));

  const store: ChallengeStore = {
    load: (who) =>
      inTurn(who, async () => {
        const { result, errors } = await call(() => keyv.get(place(who)));
        const failure = errors.find((error) => !(error instanceof Undecryptable));
        if (failure !== undefined) throw failure;
        if (errors.length > 0 || (result && place(result) !== place(who))) {
          onUnreadable();
          return undefined;
        }
        return result?.challenge;
      }),

    save: ({ serverId, memberId }, challenge, keepFor) =>
      inTurn({ serverId, memberId }, async () => {
        const value = { serverId, memberId, challenge };
        // Keyv would keep for ever what has no time left.
        const { result, errors } = await call(() => keyv.set(place(value), value, Math.max(1, keepFor)));
        if (errors.length > 0) throw errors[0];
        if (!result) throw new StoreUnavailable('The challenge was not saved.');
      }),

    remove: (who) =>
      inTurn(who, async () => {
        const { result, errors } = await call(() => keyv.delete(place(who)));
        if (errors.length > 0) throw errors[0];
        return result;
      }),
  };

  return { store, ready: adapter.ready, sweep: () => adapter.clearExpired() };
}

const place = ({ serverId, memberId }: Who) => `${serverId}:${memberId}`;
