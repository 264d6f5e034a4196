import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../../sandbox/sandbox.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The settings a start needs, against a sandbox. */
export function startEnv(sandbox: Sandbox, folder: string): Record<string, string> {
  return {
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.discordApiUrl,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'canary-twilio-auth-token',
    TWILIO_FROM: '+14155550100',
    TWILIO_API_URL: sandbox.twilioApiUrl,
    DATABASE_URL: `sqlite:${folder}/latchkey.sqlite`,
  };
}

export type BotProcess = ReturnType<typeof startBot>;

/** `npm start` as a process of its own, with these settings and no others. */
export function startBot(env: Readonly<Record<string, string>>, cwd: string) {
  const child: ChildProcess = spawn(process.execPath, [main], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'pipe',
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }));
  return {
    output,
    ended,
    /** Resolves when interactions are answered; rejects when the process ends before. */
    ready: () =>
      new Promise<void>((resolve, reject) => {
        child.stdout?.on('data', () => output.stdout.includes('ready') && resolve());
        void ended.then(({ stderr }) => reject(new Error(`the bot ended: ${stderr}`)));
      }),
    async kill(signal: 'SIGKILL' | 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
