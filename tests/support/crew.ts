import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

interface Hand {
  readonly child: ChildProcess;
  /** What it has to say next. Throws where it ends instead. */
  next(): Promise<unknown>;
}

/**
 * Processes of one script, which calls `takeOrders`. They carry out one order after the other, because to load the script takes longer than an
 * order. `Report` is what the script says of one.
 */
export function createCrew<Order extends object, Report>(script: URL) {
  const idle: Hand[] = [];

  function hire(): Hand {
    const child = spawn(process.execPath, [fileURLToPath(script)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const complaints = child.stderr ? text(child.stderr) : Promise.resolve('');
    const ended = once(child, 'exit');
    return {
      child,
      async next() {
        const [said] = await Promise.race([once(child, 'message'), ended.then(() => [])]);
        if (said === undefined) expect(await complaints).toBe('a process that goes on');
        return said;
      },
    };
  }

  async function prepare(order: Order): Promise<Hand> {
    const hand = idle.pop() ?? hire();
    // Where the test fails, nobody knows what it still does.
    onTestFinished(() => void (idle.includes(hand) || hand.child.kill('SIGKILL')));
    hand.child.send(order);
    expect(await hand.next()).toBe('ready');
    return hand;
  }

  return {
    /** Has as many processes as orders get ready, lets all of them go in one moment, and resolves to their reports. */
    async runAtOnce(orders: readonly Order[]): Promise<Report[]> {
      const hands = await Promise.all(orders.map(prepare));
      for (const { child } of hands) child.send('go');
      // The script is one of these tests: it says what they expect of it.
      const reports = (await Promise.all(hands.map(({ next }) => next()))) as Report[];
      idle.push(...hands);
      return reports;
    },

    /** Has a process carry out an order that kills it. @returns the signal that ended it */
    async runToDeath(order: Order): Promise<ChildProcess['signalCode']> {
      const { child } = await prepare(order);
      const ended = once(child, 'exit');
      child.send('go');
      await ended;
      return child.signalCode;
    },

    /** Ends all of them: after the last test. */
    async dismiss(): Promise<void> {
      const all = idle.splice(0);
      const ended = all.map(({ child }) => once(child, 'exit'));
      for (const { child } of all) child.disconnect();
      await Promise.all(ended);
    },
  };
}
