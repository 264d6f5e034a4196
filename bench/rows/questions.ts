import { setTimeout as pause } from 'node:timers/promises';
import type { Bot } from '../bots/child.ts';
import { startLatchkey } from '../bots/latchkey.ts';
import { type Double, startDouble } from '../double/double.ts';
import {
  type Answered,
  enterNumber,
  openCodeForm,
  pressVerify,
  sendCode,
  submitCode,
  type Visitor,
  visitorAt,
} from '../flow.ts';
import { type Place, withPlaces } from '../places.ts';
import { asked, between, type Questions } from '../questions/kinds.ts';
import type { Entry, Line } from '../report/line.ts';
import { type Bench, drain, SERVERS, setUpAll } from './bench.ts';

const row = '8 questions';

/** How long nothing more is asked after the last member of a step, in ms: what is done for nobody who waits comes after the answer. */
const QUIET = 300;

/** What a verification asks the store, by each of its interactions, with no other member at the same time. */
export async function questions(bench: Bench, members = 12): Promise<Entry[]> {
  return withPlaces(bench.folder, async (places) => {
    const entries: Entry[] = [];
    for (const place of places) entries.push(...(await measure(bench, place, members)));
    return entries;
  });
}

async function measure(bench: Bench, { name, at }: Place, members: number): Promise<Entry[]> {
  if ('missing' in at) return [{ row, what: name, notMeasured: at.missing }];
  const double = await startDouble(SERVERS);
  const bot = await startLatchkey(double, at, bench.folder, {}, true);
  await setUpAll(double);
  const people = Array.from({ length: members }, (_, index) => visitorAt(index, SERVERS));
  // The first ones are not like the others: connections are made, and hours of the breaker met.
  await playSteps(double, bot, people);
  const steps = await playSteps(
    double,
    bot,
    Array.from({ length: members }, (_, index) => visitorAt(members + index, SERVERS)),
  );
  await bot.stop();
  await double.close();
  const each = (count: number) => count / members;
  const line = (what: string, figure: number, unit: Line['unit']): Line => ({
    row,
    what: `${what}, ${name}`,
    unit,
    latchkey: figure,
  });
  const sum = (kind: keyof Questions) => each(steps.reduce((total, [, counts]) => total + counts[kind], 0));
  return [
    ...steps.map(([what, counts]) => line(what, each(asked(counts)), 'questions')),
    line('in all, reads', sum('reads'), 'questions'),
    line('in all, writes', sum('writes'), 'questions'),
    'redisUrl' in at || !at.databaseUrl.startsWith('sqlite:')
      ? line('in all, round trips', sum('trips'), 'trips')
      : line('in all, commits', sum('commits'), 'commits'),
  ];
}

/** Every step by one member after another, and what was asked in it by all of them. */
async function playSteps(double: Double, bot: Bot, people: readonly Visitor[]) {
  const steps: [string, Questions][] = [];
  async function step<T, R>(what: string, items: readonly T[], play: (item: T) => Promise<R>): Promise<R[]> {
    const before = await bot.questions();
    const results: R[] = [];
    for (const item of items) results.push(await play(item));
    await pause(QUIET);
    steps.push([what, between(before, await bot.questions())]);
    return results;
  }
  const forms = await step('Verify', people, async (visitor) => ({
    visitor,
    form: await pressVerify(double, visitor),
  }));
  const entered = await step('number form', forms, async ({ visitor, form }) => ({
    visitor,
    panel: await enterNumber(double, visitor, form),
  }));
  const sent = await step('Send OTP', entered, async ({ visitor, panel }) => ({
    visitor,
    ...(await sendCode(double, visitor, panel)),
  }));
  await step('report of delivery', [0], drain);
  const open = await step('Submit', sent, async ({ visitor, panel, code }) => ({
    visitor,
    code,
    form: await openCodeForm(double, visitor, panel),
  }));
  await step('code form', open, ({ visitor, form, code }: { visitor: Visitor; form: Answered; code: string }) =>
    submitCode(double, visitor, form, code),
  );
  return steps;
}
