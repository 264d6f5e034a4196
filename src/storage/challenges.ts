import Keyv from 'keyv';
import type { Challenge } from '../otp/challenge.ts';
import { type ChallengeStore, StoreUnavailable, type Who } from '../otp/ports.ts';
import { createChallengeCipher, Undecryptable } from './cipher.ts';
import { catchErrors } from './keyvErrors.ts';
import type { ShortLived } from './shortLived.ts';

/** Keyv tells an encryption adapter no key, so the place goes inside: a value moved to another row is then recognised. */
interface Placed extends Who {
  readonly challenge: Challenge;
}

interface Options {
  /** 32 bytes. */
  readonly secretKey: Buffer;
  /** Challenges that were encrypted with these can still be read. */
  readonly previousKeys?: readonly Buffer[];
  /** A stored challenge could not be read: another key, or someone changed it. It counts as no challenge. */
  readonly onUnreadable: () => void;
}

/** Challenges in Keyv, encrypted. */
export function createChallengeStore(
  { challenges, attempt }: Pick<ShortLived, 'challenges' | 'attempt'>,
  { secretKey, previousKeys, onUnreadable }: Options,
): ChallengeStore {
  // The stores pass over what has expired. Keyv would look, too, and then delete what may have been saved since.
  const keyv = new Keyv<Placed>({
    store: challenges,
    encryption: createChallengeCipher(secretKey, previousKeys),
    checkExpired: false,
  });
  const call = catchErrors(keyv);

  return {
    load: (who) =>
      attempt(async () => {
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
      attempt(async () => {
        const value = { serverId, memberId, challenge };
        // Keyv would keep for ever what has no time left.
        const { result, errors } = await call(() => keyv.set(place(value), value, Math.max(1, keepFor)));
        if (errors.length > 0) throw errors[0];
        if (!result) throw new StoreUnavailable('The challenge was not saved.');
      }),

    remove: (who) =>
      attempt(async () => {
        const { result, errors } = await call(() => keyv.delete(place(who)));
        if (errors.length > 0) throw errors[0];
        return result;
      }),
  };
}

const place = ({ serverId, memberId }: Who) => `${serverId}:${memberId}`;
