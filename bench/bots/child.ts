import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Questions } from '../questions/kinds.ts';

const probe = new URL('./probe.js', import.meta.url).href;
const counting = new URL('./counting.ts', import.meta.url).href;

const Usage = z.object({
  cpu: z.object({ user: z.number(), system: z.number() }),
  memory: z.object({ rss: z.number(), heapUsed: z.number() }),
});

const Counts = z.object({ reads: z.number(), writes: z.number(), commits: z.number(), trips: z.number() });

/** What a process has used since its start: CPU in ms, memory in bytes. */
export interface Usage {
  readonly cpu: number;
  readonly rss: number;
  readonly heap: number;
}

export interface Bot {
  /** From the start of the process until it said that it was ready, in ms. */
  readonly startedIn: number;
  /** @param collect garbage is collected before the look at memory, and the room it took is given back */
  usage(collect?: boolean): Promise<Usage>;
  /** What it has asked its stores so far. Only of a program that is counted. */
  questions(): Promise<Questions>;
  stop(): Promise<void>;
}

interface Program {
  /** From the root of the project. */
  readonly file: string;
  /** What Node itself is told. */
  readonly flags?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What it asks its stores is counted. */
  readonly isCounted?: boolean;
}

/** Starts a program as a process of its own and waits until a line of it says "ready". Rejects, with what it said, if it ends before. */
export async function startBot({ file, flags = [], env, cwd, isCounted }: Program): Promise<Bot> {
  const from = performance.now();
  const child = fork(fileURLToPath(new URL(`../../${file}`, import.meta.url)), {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    execArgv: [...flags, '--expose-gc', '--import', probe, ...(isCounted ? ['--import', counting] : [])],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  await readiness(child);
  return {
    startedIn: performance.now() - from,
    async usage(collect = false) {
      child.send({ collect });
      const [answer] = await once(child, 'message');
      const { cpu, memory } = Usage.parse(answer);
      return { cpu: (cpu.user + cpu.system) / 1000, rss: memory.rss, heap: memory.heapUsed };
    },
    async questions() {
      child.send('questions');
      return Counts.parse((await once(child, 'message'))[0]);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readiness(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (text: string) => {
      said = (said + text).slice(-10_000);
      if (said.includes('ready')) resolve();
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
    // A promise that is kept already does not hear it: later, it ends the bench.
    child.once('exit', (code) => {
      const ended = new Error(`a bot ended with ${code}: ${said}`);
      reject(ended);
      if (code) throw ended;
    });
  });
}
