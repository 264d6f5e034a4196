import { beforeEach, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import { createOtpStateAdapter, type OtpStateAdapter } from '../../src/storage/otp-state/adapter.ts';
import { type ChallengeRows, createChallengeRows } from '../../src/storage/otp-state/rows.ts';
import { connectToRedis } from '../../src/storage/redis/connect.ts';
import { createRedisChallengeRows } from '../../src/storage/redis/otp-state.ts';
import type { StoreAddress } from '../../src/storage/stores.ts';
import type { Place } from './contracts/place.ts';

/** Adapters over the rows of a store that each test has new and empty. */
export function adaptersFor(freshPlace: () => Place): (namespace?: string) => OtpStateAdapter {
  let rows: ChallengeRows | undefined;
  beforeEach(async () => {
    rows = await rowsAt(await freshPlace().address());
  });
  return (namespace) => {
    if (!rows) throw new Error('no test is running');
    return createOtpStateAdapter(rows, namespace);
  };
}

async function rowsAt({ databaseUrl, redisUrl }: StoreAddress): Promise<ChallengeRows> {
  const now = () => Date.now();
  if (redisUrl !== undefined) {
    const { client, prefix } = await connectToRedis(redisUrl);
    onTestFinished(() => client.close());
    return createRedisChallengeRows({ client, prefix, attempt: (call) => call(), now });
  }
  const database = await openDatabase(databaseUrl);
  onTestFinished(() => database.close());
  return createChallengeRows(database, now);
}
