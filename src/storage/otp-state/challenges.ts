import { keyedDigest } from '../../base/digest.ts';
import type { Who } from '../../base/member-ref.ts';
import type { ChallengeStore } from '../../otp/challenge-store.ts';
import { derivePeppers } from '../../otp/pepper.ts';
import { createChallengeCipher } from './cipher.ts';
import { readChallenge } from './format.ts';
import type { ChallengeRows } from './rows.ts';

interface Options {
  /** 32 bytes. */
  readonly secretKey: Buffer;
  /** Challenges that were encrypted with these can still be read. */
  readonly previousKeys?: readonly Buffer[];
  /**
   * A stored challenge could not be read: another key, another version of the bot, or someone changed it. It counts as no challenge. Told
   * once of each, however often its member looks.
   */
  readonly onUnreadable: () => void;
}

/** Unreadable challenges that are remembered as told. */
const MOST_TOLD = 1000;

/**
 * Challenges, encrypted, under keyed digests that name nobody. No two encryptions are the same, so that the stored text itself says which
 * save it is. One that was underway when the secret key changed stays where it is, under the digest of the key before.
 */
export function createChallengeStore(
  rows: ChallengeRows,
  { secretKey, previousKeys = [], onUnreadable }: Options,
): ChallengeStore {
  const cipher = createChallengeCipher(secretKey, previousKeys);
  const peppers = derivePeppers({ current: secretKey, previous: previousKeys });
  const under = (key: Buffer, { serverId, memberId }: Who) => keyedDigest(key, 'challenge', serverId, memberId);
  const keyNow = (who: Who) => under(peppers.current, who);
  const keysBefore = (who: Who) => peppers.previous.map((key) => under(key, who));

  /** What lies under the digest of the key in use, or else of one before. */
  async function find(who: Who): Promise<string | undefined> {
    let found = await rows.get(keyNow(who));
    for (const key of found === undefined ? keysBefore(who) : []) found ??= await rows.get(key);
    return found;
  }

  const unreadable = new Set<string>();

  function tellOnce(where: string): void {
    if (unreadable.has(where)) return;
    if (unreadable.size >= MOST_TOLD) unreadable.clear();
    unreadable.add(where);
    onUnreadable();
  }

  return {
    async load(who) {
      const version = await find(who);
      if (version === undefined) return {};
      const plain = cipher.decrypt(version, place(who));
      // Nobody but us could have encrypted it; but which version of us?
      const challenge = plain === undefined ? undefined : readChallenge(plain);
      if (challenge) return { challenge, version };
      tellOnce(place(who));
      return { version };
    },

    async replace(who, { version: before }, challenge, keepFor) {
      unreadable.delete(place(who));
      const version = cipher.encrypt(JSON.stringify(challenge), place(who));
      // A code counts from here on. A number that was only named is named again.
      const durability = challenge.is === 'sent' ? 'durable' : 'relaxed';
      // What has no time left is still put in the place of what was there.
      const put = (key: string) => rows.replace(key, before, version, Math.max(1, keepFor), durability);
      let done = await put(keyNow(who));
      // What is new has its place under the key in use.
      for (const key of before === undefined ? [] : keysBefore(who)) done ||= await put(key);
      return done ? { challenge, version } : undefined;
    },

    async remove(who) {
      let done = await rows.remove(keyNow(who));
      for (const key of keysBefore(who)) done = (await rows.remove(key)) || done;
      return done;
    },
  };
}

/** What a challenge is encrypted for: nobody can put it in somebody else's place. */
const place = ({ serverId, memberId }: Who) => `${serverId}:${memberId}`;
