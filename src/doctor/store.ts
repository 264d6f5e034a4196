import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { StoreUnavailable } from '../otp/ports.ts';
import { storeAdvice } from '../storage/advice.ts';
import { openStores } from '../storage/stores.ts';
import { type Finding, fix, note, ok } from './finding.ts';

/** Opens the store as the bot would and writes to it. Makes it when it is missing, but never a secret key. */
export async function examineStore(config: Config, clock: Clock): Promise<Finding[]> {
  const { secretKey } = config;
  const key = secretKey
    ? ok('SECRET_KEY is set.')
    : note('SECRET_KEY is not set; the bot keeps a key of its own beside the database.', 'Back both up together.');
  try {
    // Nothing that the key would encrypt is read or written here.
    const stores = await openStores(config, { secretKey: secretKey ?? randomBytes(32), clock });
    try {
      await stores.checkWritable();
    } finally {
      await stores.close();
    }
    return [ok('The database can be written.'), key];
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return [fix(`The database cannot be written. ${error.message}`, storeAdvice(config)), key];
  }
}
