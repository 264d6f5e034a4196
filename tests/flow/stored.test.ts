import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshSchema, keysAt, withRedis } from '../storage/places.ts';
import { noPostgres, noRedis, postgres, redis } from '../storage/servers.ts';
import { noCanaries } from '../support/canaries.ts';
import { startPlay } from '../support/play.ts';
import { openStaffChannel } from '../support/staff.ts';

/** Every row of every table of a schema, as text. */
async function rowsOf(databaseUrl: string): Promise<string[]> {
  const schema = new URL(databaseUrl).searchParams.get('options')?.split('=')[1] ?? '';
  const tables = await postgres.query('SELECT table_name FROM information_schema.tables WHERE table_schema = $1', [
    schema,
  ]);
  const all: string[] = [];
  for (const { table_name } of tables.rows) {
    const { rows } = await postgres.query(`SELECT * FROM ${schema}."${table_name}"`);
    all.push(...rows.map((row) => JSON.stringify(row)));
  }
  return all;
}

/** Every key of Redis with its value, as text. */
async function entriesOf(redisUrl: string): Promise<string[]> {
  const keys = await keysAt(redisUrl);
  return Promise.all(keys.map(async (key) => `${key} = ${await redis.get(key)}`));
}

const missing = noPostgres ?? noRedis;
describe.skipIf(missing !== undefined)(`what PostgreSQL and Redis hold${missing ? ` (${missing})` : ''}`, () => {
  it('case 14: is no number, no code and no secret; and no count names anybody', async () => {
    const { databaseUrl, redisUrl = '' } = withRedis({ databaseUrl: await freshSchema() });
    // A code of eight digits is not found by chance.
    const SECRET_KEY = randomBytes(32).toString('base64');
    const play = await startPlay({
      env: { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, SECRET_KEY, OTP_LENGTH: '8' },
    });
    onTestFinished(() => play.stop());
    await openStaffChannel(play);
    const [mira, nils, ada] = [play.person('mira'), play.person('nils'), play.person('ada')];
    await mira.verify();
    await ada.slash('member block', { user: mira.id, reason: 'Spam', duration: 'days7' });
    await ada.untilSees('is blocked');
    await nils.begin();
    await nils.send();
    await nils.submit('00000000');
    const words = `My number is ${nils.phone}.`;
    await nils.actor.submit(await nils.openForm("I can't verify", nils.notice()), { words });
    await nils.untilSees('with the staff');

    const [rows, entries] = [await rowsOf(databaseUrl), await entriesOf(redisUrl)];
    expect(rows.join('\n')).toContain(mira.id);
    expect(entries.length).toBeGreaterThan(5);
    for (const person of [mira, nils]) {
      noCanaries([...rows, ...entries].join('\n'), {
        number: person.phone,
        national: person.phone.slice(2),
        code: person.code(),
        token: play.sandbox.token,
        key: play.secretKey.toString('base64'),
        twilio: 'canary-twilio-auth-token',
      });
    }
    const naming = entries.filter((entry) => [mira, nils].some(({ id }) => entry.includes(id)));
    expect(naming).toEqual([]);
  });
});
