import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Order, Report } from './order.ts';

const script = fileURLToPath(new URL('latchkey.ts', import.meta.url));

function startChild(order: Order) {
  const child = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const complaints = text(child.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value ?? '');
  return {
    child,
    async ready() {
      expect(await line()).toBe('ready');
    },
    async finish(): Promise<Report> {
      child.stdin.write('go\n');
      const report = await line();
      expect(await complaints).toBe('');
      return JSON.parse(report);
    },
  };
}

/** Starts a process for each order, lets all of them go at once, and resolves to their reports. */
export async function runLatchkeys(orders: readonly Order[]): Promise<Report[]> {
  const children = orders.map(startChild);
  await Promise.all(children.map(({ ready }) => ready()));
  return Promise.all(children.map(({ finish }) => finish()));
}

/** Starts a process that is to be killed at its work, and waits until it was. @returns the signal that ended it */
export async function runToDeath(order: Order): Promise<ChildProcess['signalCode']> {
  const { child, ready } = startChild({ ...order, dieWhileSending: true });
  await ready();
  const ended = once(child, 'exit');
  child.stdin.write('go\n');
  await ended;
  return child.signalCode;
}
