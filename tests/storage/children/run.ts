import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

/** Starts a script of this folder as a process of its own; it is ended with the test at the latest. */
export function startChild(script: string, args: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs `count` such processes side by side and resolves to what each of them printed. */
export function runChildren(count: number, script: string, args: readonly string[]): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => printed(startChild(script, args))));
}

async function printed({ stdout, stderr }: ChildProcess): Promise<string> {
  if (!stdout || !stderr) throw new TypeError('The process has no output to read.');
  const [said, complained] = await Promise.all([text(stdout), text(stderr)]);
  expect(complained).toBe('');
  return said.trim();
}
