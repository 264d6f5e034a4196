import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { bareEnv } from '../support/program.ts';

const main = fileURLToPath(new URL('../../src/start.js', import.meta.url));

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
    env: { ...bareEnv(), ...env },
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

  /** Resolves when the log holds `words`; rejects when the process ends before. */
  function says(words: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => output.stdout.includes(words) && resolve();
      child.stdout?.on('data', look);
      look();
      void ended.then(({ stderr }) => reject(new Error(`the bot ended: ${stderr}`)));
    });
  }

  return {
    output,
    ended,
    says,
    /** Resolves when interactions are answered; rejects when the process ends before. */
    ready: () => says('ready: members can verify'),
    /** Resolves when Discord knows the commands, which is a while after a first start is ready. */
    registered: () => says('commands registered'),
    async kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT' | 'SIGHUP') {
      child.kill(signal);
      return ended;
    },
  };
}
