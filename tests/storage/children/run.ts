import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

/** Starts a script of this folder as a process of its own; it is ended with the test at the latest. */
export function startChild(script: string, args: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs `count` such processes side by side and resolves to what each of them printed. */
export function runChildren(count: number, script: string, args: readonly string[]): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => printed(startChild(script, args))));
}

/** The same with a script that says when it is ready, and goes on when it is told to: all of them in one moment. */
export function runAtOnce(count: number, script: string, args: readonly string[]): Promise<string[]> {
  return runOrders(
    script,
    Array.from({ length: count }, () => args),
  );
}

/** The same, each with arguments of its own. */
export async function runOrders(script: string, orders: readonly (readonly string[])[]): Promise<string[]> {
  const children = orders.map((args) => startChild(script, args));
  const outputs = Promise.all(children.map(printed));
  await Promise.all(children.map((child) => Promise.race([once(child, 'message'), once(child, 'exit')])));
  for (const child of children) if (child.connected) child.send('go');
  return outputs;
}

async function printed({ stdout, stderr }: ChildProcess): Promise<string> {
  if (!stdout || !stderr) throw new TypeError('The process has no output to read.');
  const [said, complained] = await Promise.all([text(stdout), text(stderr)]);
  expect(complained).toBe('');
  return said.trim();
}
