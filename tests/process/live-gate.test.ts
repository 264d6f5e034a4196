import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { personIn } from '../support/person.ts';
import { runProgram } from '../support/program.ts';
import { startBot } from './bot.ts';

const home = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const section = readFileSync(home('README.md'), 'utf8').split('## Going live')[1]?.split('\n### ')[0];
/** What stands there as code, in the order in which a reader meets it. */
const told = [...(section ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const asked = (start: string) => told.find((code) => code.startsWith(start)) ?? '';

/** Fills in a line of `.env`, which has to be there. */
function fillIn(file: string, name: string, value: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(new RegExp(`^${name}=$`, 'm'));
  writeFileSync(file, text.replace(new RegExp(`^${name}=$`, 'm'), `${name}=${value}`));
}

it('README’s way to a live gate ends with a verified member, by three credentials and no phone number', async () => {
  const begun = performance.now();
  const sandbox = await startSandbox({ rateLimits: 'none' });
  onTestFinished(() => sandbox.close());
  // Nothing of Twilio's is there but the account.
  sandbox.twilio.numbers.clear();
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-live-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const where = { DISCORD_API_URL: sandbox.discordApiUrl, TWILIO_API_URL: sandbox.twilioApiUrl };

  /** `npm run doctor` as README writes it. */
  async function doctor(command: string) {
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    expect(args.splice(0, 3)).toEqual(['npm', 'run', 'doctor']);
    const given = args.filter((arg) => arg !== '--');
    const { code, stdout, stderr } = await runProgram('src/doctor.ts', given, { env: where, cwd: folder });
    return { code, output: stdout + stderr };
  }

  // 1 to 3: the credentials, the file, and the service.
  expect(told).toContain('cp .env.example .env');
  const file = join(folder, '.env');
  cpSync(home('.env.example'), file);
  const [discord, account, token] = ['DISCORD_TOKEN', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'].map(asked);
  fillIn(file, discord ?? '', sandbox.token);
  fillIn(file, account ?? '', `AC${'0'.repeat(32)}`);
  fillIn(file, token ?? '', 'canary-twilio-auth-token');
  const making = await doctor(asked('npm run doctor -- --make-verify-service'));
  const [, name = '', value = ''] = making.output.match(/^([A-Z_]+)=(VA\w+)$/m) ?? [];
  fillIn(file, name, value);

  // 4 and 5: nothing is left to fix.
  const check = await doctor('npm run doctor');
  expect(check.output).not.toContain('fix  ');
  expect(check.code).toBe(0);
  expect(check.output).toContain('https://discord.com/oauth2/authorize?');

  // 6 to 8: the bot, and its set-up by one command.
  const bot = startBot(where, folder);
  onTestFinished(() => void bot.kill('SIGTERM'));
  await bot.registered();
  const { roles, channels } = sandbox.seeded;
  expect(asked('/setup role')).toBe('/setup role:@Verified channel:#verify');
  await personIn(sandbox, 'ada').slash('setup', { role: roles.verified, channel: channels.verify });
  const mira = personIn(sandbox, 'mira');
  await sandbox.world.until(() => mira.notice());

  // 10: a member.
  await mira.begin();
  await mira.send();
  expect(sandbox.twilio.messages).toMatchObject([{ product: 'verify' }]);
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  await sandbox.world.until(() => sandbox.twilio.verify.verifications()[0]?.status === 'approved');
  expect(performance.now() - begun).toBeLessThan(5 * 60_000);
  await bot.kill('SIGTERM');
}, 60_000);
