import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Actor,
  manualClock,
  type OpenModal,
  type Sandbox,
  type SandboxClock,
  type SeenMessage,
  startSandbox,
} from '../../sandbox/sandbox.ts';
import { type App, createApp } from '../../src/app.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { captureLogs } from './logs.ts';
import { promisesKept } from './promises.ts';
import { buttonsOf, textOf } from './views.ts';

export interface PlayOptions {
  /** Settings beside the ones a start needs. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: SandboxClock;
  /** Whether the admin has run /setup; yes, unless told otherwise. */
  readonly setUp?: boolean;
}

export type Play = Awaited<ReturnType<typeof startPlay>>;

/** The real bot against the sandbox, on a database file of its own, with time that stands still. */
export async function startPlay({ env = {}, clock = manualClock(), setUp = true }: PlayOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-play-'));
  const sandbox = await startSandbox({ clock });
  const secretKey = randomBytes(32);
  const config = configFor(sandbox, { DATABASE_URL: `sqlite:${join(folder, 'latchkey.sqlite')}`, ...env });
  const logs = captureLogs();
  const apps: App[] = [];

  async function startApp(): Promise<App> {
    const app = await createApp(config, { clock, log: logs.logger, secretKey });
    apps.push(app);
    await app.start();
    return app;
  }
  await startApp();

  const play = {
    sandbox,
    clock,
    config,
    secretKey,
    logs,
    folder,
    startApp,
    person: (name: keyof Sandbox['seeded']['people']) => person(sandbox, sandbox.seeded.people[name]),
    personById: (id: string) => person(sandbox, id),
    async stopApps() {
      for (const app of apps.splice(0)) await app.stop();
    },
    /** A start after a stop, on what was stored. */
    async restart() {
      await play.stopApps();
      return startApp();
    },
    /** Ends everything, and holds the whole play to what every play promises. */
    async stop() {
      await play.stopApps();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
      promisesKept(sandbox, logs.lines, { token: sandbox.token, secretKey: secretKey.toString('base64') });
    },
  };
  if (setUp) {
    const { roles, channels } = sandbox.seeded;
    await play.person('ada').slash('setup', { role: roles.verified, channel: channels.verify });
    await sandbox.world.until(() => play.person('mira').notice());
  }
  return play;
}

export function configFor(sandbox: Sandbox, env: Readonly<Record<string, string>>): Config {
  const read = parseConfig({
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.discordApiUrl,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'canary-twilio-auth-token',
    TWILIO_FROM: '+14155550100',
    TWILIO_API_URL: sandbox.twilioApiUrl,
    ...env,
  });
  if (read.is === 'problems') throw new Error(JSON.stringify(read.problems));
  return read.config;
}

export type Person = ReturnType<typeof person>;

/** A person with eyes, hands and a phone. */
function person(sandbox: Sandbox, id: string) {
  const { world, twilio, seeded } = sandbox;
  const actor: Actor = sandbox.actor(id);
  const channelId = seeded.channels.verify;
  const phone = world.users.get(id)?.phone ?? '';
  const messages = () => actor.messages(channelId);
  const panel = () => messages().findLast((message) => message.ephemeral);
  const notice = () => messages().find((message) => !message.ephemeral);

  async function press(label: string, on: SeenMessage | undefined = panel()) {
    const found = on && buttonsOf(on).find((button) => button.label === label);
    if (!on || !found) throw new Error(`no button "${label}" on: ${on ? textOf(on) : 'nothing'}`);
    return actor.press(on.id, found.customId);
  }

  async function openForm(label: string, on?: SeenMessage): Promise<OpenModal> {
    const answer = await press(label, on);
    if (answer.is !== 'modal') throw new Error(`"${label}" opened no form but: ${answer.is}`);
    return answer.modal;
  }

  const self = {
    id,
    phone,
    actor,
    panel,
    notice,
    press,
    openForm,
    slash: (name: string, options: Record<string, string> = {}) => actor.slash(name, options, { channelId }),
    /** What the latest message for this person alone says. */
    sees: () => {
      const message = panel();
      return message ? textOf(message) : '';
    },
    /** Waits until that message says `text`. */
    untilSees: (text: string) =>
      world
        .until(() => self.sees().includes(text))
        .catch(() => {
          throw new Error(`never saw "${text}" but:\n${self.sees()}`);
        }),
    buttons: () =>
      Object.fromEntries(buttonsOf(panel()).map(({ label, disabled }) => [label, disabled ? 'off' : 'on'])),
    /** Fills in the number form and sends it. */
    enter: (form: OpenModal, number = phone, country = '+1', consent = true) =>
      actor.submit(form, { country, number, consent }),
    /** From the notice to a panel with the number entered. */
    async begin(number = phone) {
      await self.enter(await openForm('Verify', notice()), number);
    },
    /** Send OTP, until the code is on its way. */
    async send(label = 'Send OTP') {
      await press(label);
      await world.until(() => !self.sees().includes('Sending your code') && self.sees() !== '');
    },
    async submit(code: string) {
      return actor.submit(await openForm('Submit'), { code });
    },
    /** The code in the newest SMS to this person's phone, whether or not it has arrived. */
    code: (number = phone) => codeIn(twilio.messages.filter(({ to }) => to === number).at(-1)?.body),
    smsCount: (number = phone) => twilio.messages.filter(({ to }) => to === number).length,
    hasRole: (roleId: string = seeded.roles.verified) =>
      world.guilds.get(seeded.guildId)?.members.get(id)?.roles.has(roleId) ?? false,
    async verify() {
      await self.begin();
      await self.send();
      await self.submit(self.code());
      await self.untilSees('You are verified');
    },
  };
  return self;
}

function codeIn(body: string | undefined): string {
  const code = body?.match(/\b\d{4,10}\b/)?.[0];
  if (code === undefined) throw new Error('no SMS with a code');
  return code;
}
