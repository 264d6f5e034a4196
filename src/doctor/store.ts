import { randomBytes } from 'node:crypto';
import { StoreUnavailable } from '../base/store-unavailable.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { judgeKey, type KeyStatus } from '../gate/database-key.ts';
import { derivePeppers } from '../otp/pepper.ts';
import { problemWords, storeAdvice } from '../storage/advice.ts';
import { dataFolder, readSecretKey } from '../storage/secret-key.ts';
import { openStores, type StorageProblem } from '../storage/stores.ts';
import { capitalized } from '../text/sentences.ts';
import { type Finding, fix, note, ok } from './finding.ts';

const unknownKey = (place: string) =>
  fix(
    `The numbers in the database were stored with a different key than ${place}.`,
    'Set SECRET_KEY to that key. To replace it, put it in SECRET_KEY_PREVIOUS; if you lost it, set SECRET_KEY_PREVIOUS=lost.',
  );

/** Opens the store as the bot would and writes to it. Makes it when it is missing, but never a secret key. */
export async function examineStore(config: Config, clock: Clock): Promise<Finding[]> {
  const { secretKey, previousKeys, keyLost } = config;
  const key = secretKey
    ? ok('SECRET_KEY is set.')
    : note('SECRET_KEY is not set; the bot keeps its own key next to the database.', 'Back both up together.');
  const problems: Finding[] = [];
  const report = (problem: StorageProblem) => {
    const { says, todo } = problemWords(problem);
    problems.push(note(sentence(says), sentence(todo)));
  };
  let status: KeyStatus = 'first';
  try {
    // Nothing that the key would encrypt is read or written here.
    const stores = await openStores(config, { secretKey: secretKey ?? randomBytes(32), clock, report });
    try {
      await stores.checkWritable();
      const current = secretKey ?? readSecretKey(dataFolder(config.databaseUrl));
      if (current) status = await judgeKey(stores.facts, derivePeppers({ current, previous: previousKeys }));
    } finally {
      await stores.close();
    }
    return [
      ok('The database accepts writes.'),
      ...problems,
      status === 'unknown' && !keyLost ? unknownKey(secretKey ? 'SECRET_KEY' : 'secret.key in the data folder') : key,
    ];
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return [fix(`The database does not accept writes. ${error.message}`, storeAdvice(config, error)), key];
  }
}

const sentence = (words: string) => `${capitalized(words, 'en')}.`;
