import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { onStopSignals } from '../src/app/process/signals.ts';
import type { App } from '../src/app.ts';
import { commandLine, refuseCommand } from '../src/command-line.ts';
import type { Page } from '../src/discord/setup/ids.ts';
import type { Sandbox, World } from './sandbox.ts';
import type { Seeded } from './world/seed.ts';

const HELP = `Latchkey's sandbox: the bot with a local Discord and a local Twilio. You need no account, and nothing leaves this machine.

  npm run sandbox                    opens on http://127.0.0.1:4600
  npm run sandbox -- --port 8080     on another port
  npm run sandbox -- --members 5000  adds 5,000 members, the same ones each time
  npm run sandbox -- --verbose       prints the bot's log
  npm run sandbox -- --fresh         leaves /setup to you: no notice is posted yet
  npm run sandbox -- --onboarding    the same, on a community server with Onboarding and no roles or channels for a gate yet
  npm run sandbox -- --verify        sends codes by Twilio Verify instead of plain messages

The number form shows BRAND_NAME, TERMS_URL and PRIVACY_URL from the environment.
`;

/** What the page was tried with. */
const MOST_MEMBERS = 50_000;

const { port, members, verbose, fresh, onboarding, verify } = readArguments();
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const { createApp } = await import('../src/app.ts');
const { parseConfig } = await import('../src/config.ts');
const { DiscordRefuses } = await import('../src/discord/gateway/refusal.ts');
const { explainStart } = await import('../src/discord/gateway/start-failure.ts');
const { selects } = await import('../src/discord/setup/ids.ts');
const { forTerminal } = await import('../src/log/terminal.ts');
const { createLogger } = await import('../src/log.ts');
const { startSandbox } = await import('./sandbox.ts');
const { defaultNumbers, defaultWhatsappSender } = await import('./twilio/twilio.ts');
const { Permission } = await import('./world/bits.ts');
const { createChanges } = await import('./world/changes.ts');
const { makeCommunity } = await import('./world/community.ts');
const { addCrowd } = await import('./world/crowd.ts');
const { addSteward, lanternBay } = await import('./world/seed.ts');
const folder = mkdtempSync(join(tmpdir(), 'latchkey-sandbox-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
// While it starts, there is nothing to end first.
onStopSignals({ stop: () => process.exit(0), stopNow: () => process.exit(1) });
const secretKey = randomBytes(32);
const log = createLogger({ level: verbose ? 'debug' : 'error', forTerminal });
let app: App | undefined;
/** Why the bot ended, as its process would have said. */
let lastWords: string | undefined;
const bell = createChanges<void>();
const sandbox = await start(port);
allowBansAndKicks(sandbox);
await startBot();
if (!fresh && !onboarding) await setUp(sandbox);
onStopSignals({ stop: () => void stopAll(), stopNow: () => process.exit(1) });
process.stdout.write(
  `\n  Latchkey's sandbox is ready:  ${sandbox.url}\n\n  Open it in a browser. Ctrl+C stops it; nothing is kept.\n\n`,
);

async function stopAll(): Promise<void> {
  await app?.stop();
  await sandbox.close();
  process.exit(0);
}

/** Starts the bot, as a supervisor would after it has ended: on what it had stored, with the token of now. */
async function startBot(): Promise<void> {
  await app?.stop();
  lastWords = undefined;
  const started = await createApp(settings(sandbox), { clock: sandbox.clock, log, secretKey });
  app = started;
  void started.refused.then((why) => end(started, new DiscordRefuses(why)));
  await started.start();
  await started.registered();
  bell.emit();
}

async function startAgain(): Promise<void> {
  try {
    await startBot();
  } catch (error) {
    say(error);
  }
}

async function end(ended: App, why: unknown): Promise<void> {
  say(why);
  if (app === ended) app = undefined;
  await ended.stop();
}

function say(why: unknown): void {
  lastWords = explainStart(why).trim();
  bell.emit();
}

/** What the bot needs beside the invite's permissions to hear of bans and to keep deadlines. */
function allowBansAndKicks({ seeded, world }: Sandbox): void {
  const role = world.guilds.get(seeded.guildId)?.roles.get(seeded.roles.latchkey);
  if (!role) throw new Error('the bot has no role of its own');
  const { KickMembers, ViewAuditLog } = Permission;
  world.setRolePermissions(seeded.guildId, role.id, role.permissions | KickMembers | ViewAuditLog);
}

/** What the admin would do first: choose the staff channel and the role, and post the notice. */
async function setUp({ actor, seeded, world }: Sandbox): Promise<void> {
  const { people, roles, channels } = seeded;
  const ada = actor(people.ada);
  const screen = () => ada.messages(channels.staff).findLast(({ ephemeral, loading }) => ephemeral && !loading);
  const has = (id: string) => world.until(() => JSON.stringify(screen()?.components ?? []).includes(id));
  await ada.slash('setup', {}, { channelId: channels.staff });
  await has(selects.page.id());
  await ada.select(screen()?.id ?? '', selects.page.id(), ['staff'] satisfies Page[]);
  await has(selects.staffChannel.id());
  await ada.select(screen()?.id ?? '', selects.staffChannel.id(), [channels.staff]);
  await has(`"id":"${channels.staff}"`);
  const answer = await ada.slash(
    'setup',
    { role: roles.verified, channel: channels.verify },
    { channelId: channels.staff },
  );
  if (answer.is === 'failed') throw new Error('the bot did not answer /setup');
  await world.until(() => ada.messages(channels.verify).length > 0);
}

/** The seed, an admin who may give nobody a role, and a crowd where one is asked for. */
function withSteward(world: World): Seeded {
  const seeded = lanternBay(world);
  addSteward(world, seeded);
  if (onboarding) makeCommunity(world, seeded);
  if (members > 0) addCrowd(world, seeded, members);
  return seeded;
}

/** The bot's settings as for a real start, but for the two addresses and a store that ends with the sandbox. */
function settings({ token, discordApiUrl, twilioApiUrl, twilio }: Sandbox) {
  const read = parseConfig({
    DISCORD_TOKEN: token,
    DISCORD_API_URL: discordApiUrl,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'sandbox',
    TWILIO_API_URL: twilioApiUrl,
    ...sender(twilio),
    CALLS: 'on',
    WHATSAPP: 'on',
    PHONE_LOOKUP: 'on',
    ...consentTerms(),
    DATABASE_URL: `sqlite:${join(folder, 'latchkey.sqlite')}`,
    DISCORD_INTENTS: 'members,moderation',
    // Somebody who plays tries more in ten minutes than a member in a month.
    SENDS_PER_MEMBER_PER_DAY: '100',
    SENDS_PER_MEMBER_AND_NUMBER_PER_DAY: '100',
    SENDS_PER_NUMBER_PER_DAY: '100',
    GUESSES_PER_MEMBER_PER_DAY: '100',
    NUMBERS_PER_MEMBER_PER_DAY: '100',
    REQUESTS_PER_MEMBER_PER_DAY: '100',
    SENDS_PER_PREFIX_PER_HOUR: '1000',
    BREAKER: 'off',
  });
  if (read.is === 'problems') throw new Error(`the sandbox's own settings: ${JSON.stringify(read.problems)}`);
  return read.config;
}

/** The words of the number form that a registration needs pictures of: the operator's own, from the environment. */
function consentTerms(): Readonly<Record<string, string | undefined>> {
  const { BRAND_NAME, TERMS_URL, PRIVACY_URL } = process.env;
  return { BRAND_NAME, TERMS_URL, PRIVACY_URL };
}

/** By what the bot reaches phones: a Verify service, or numbers of its own. */
function sender({ verify: { services, addService } }: Sandbox['twilio']): Readonly<Record<string, string | undefined>> {
  if (verify) return { TWILIO_VERIFY_SERVICE_SID: (services()[0] ?? addService()).sid };
  const [number] = defaultNumbers;
  return {
    TWILIO_FROM: number,
    TWILIO_CALL_FROM: number,
    TWILIO_WHATSAPP_FROM: defaultWhatsappSender,
    TWILIO_WHATSAPP_TEMPLATE: `HX${'0'.repeat(32)}`,
  };
}

async function start(port: number): Promise<Sandbox> {
  try {
    const bot = { start: startAgain, lastWords: () => lastWords, watch: bell.subscribe };
    return await startSandbox({ port, seed: withSteward, bot, codesBy: verify ? 'Twilio Verify' : 'Twilio messages' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return exit(`Port ${port} is taken. Choose another one: npm run sandbox -- --port ${port + 1}\n`);
  }
}

function readArguments() {
  const { values } = commandLine({
    help: HELP,
    options: {
      port: { type: 'string', default: '4600' },
      members: { type: 'string', default: '0' },
      verbose: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      onboarding: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
    },
  });
  const { port, members, ...switches } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    return refuseCommand('--port takes a number from 0 to 65535.', HELP);
  if (!/^\d{1,5}$/.test(members) || Number(members) > MOST_MEMBERS)
    return refuseCommand(`--members takes a number from 0 to ${MOST_MEMBERS}.`, HELP);
  return { port: Number(port), members: Number(members), ...switches };
}

function exit(message: string): never {
  process.stderr.write(message);
  process.exit(1);
}
