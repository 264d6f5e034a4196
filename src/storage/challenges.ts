import type { ChallengeStore, Who } from '../otp/ports.ts';
import { readChallenge } from './challenge-format.ts';
import type { ChallengeRows } from './challengeRows.ts';
import { createChallengeCipher } from './cipher.ts';

interface Options {
  /** 32 bytes. */
  readonly secretKey: Buffer;
  /** Challenges that were encrypted with these can still be read. */
  readonly previousKeys?: readonly Buffer[];
  /** A stored challenge could not be read: another key, another version of the bot, or someone changed it. It counts as no challenge. */
  readonly onUnreadable: () => void;
}

/** Challenges, encrypted. No two encryptions are the same, so that the stored text itself says which save it is. */
export function createChallengeStore(
  rows: ChallengeRows,
  { secretKey, previousKeys, onUnreadable }: Options,
): ChallengeStore {
  const cipher = createChallengeCipher(secretKey, previousKeys);

  return {
    async load(who) {
      const version = await rows.get(place(who));
      if (version === undefined) return {};
      const plain = cipher.decrypt(version, place(who));
      // Nobody but us could have encrypted it; but which version of us?
      const challenge = plain === undefined ? undefined : readChallenge(plain);
      if (challenge) return { challenge, version };
      onUnreadable();
      return { version };
    },

    async replace(who, before, challenge, keepFor) {
      const version = cipher.encrypt(JSON.stringify(challenge), place(who));
      // A code counts from here on. A number that was only named is named again.
      const durability = challenge.is === 'sent' ? 'durable' : 'relaxed';
      // What has no time left is still put in the place of what was there.
      const done = await rows.replace(place(who), before.version, version, Math.max(1, keepFor), durability);
      return done ? { challenge, version } : undefined;
    },

    remove: (who) => rows.remove(place(who)),
  };
}

const place = ({ serverId, memberId }: Who) => `${serverId}:${memberId}`;
