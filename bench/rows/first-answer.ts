import { startBare } from '../bots/bare.ts';
import { startLatchkey } from '../bots/latchkey.ts';
import { type Double, startDouble } from '../double/double.ts';
import {
  type Answered,
  enterNumber,
  openCodeForm,
  pressVerify,
  sendCode,
  times,
  type Visitor,
  verify,
  visitorAt,
} from '../flow.ts';
import { atMost, type Line } from '../report/line.ts';
import { median, percentile } from '../statistics.ts';
import { AT_ONCE, type Bench, drain, SERVERS, setUpAll } from './bench.ts';

/** How many interactions of a kind are measured in a round, by how many come at once. */
export interface Size {
  readonly alone: number;
  readonly together: number;
}

/** Rounds before the first one that counts, for V8 to compile what runs often. */
const WARMING = 3;

const kinds = ['/verify', 'Verify', 'number form', 'Submit'] as const;
type Kind = (typeof kinds)[number];

/** How long the first answers of a round took, in ms. */
type Round = Readonly<Record<Kind, readonly number[]>>;

interface Contestant {
  readonly double: Double;
  readonly next: () => Visitor;
}

/** From the dispatch of an interaction to the callback, compared with a bot that answers with a constant. */
export async function firstAnswer(bench: Bench, size: Size = { alone: 150, together: 640 }): Promise<Line[]> {
  const ours = { double: await startDouble(SERVERS), next: visitors() };
  const bare = { double: await startDouble(SERVERS), next: visitors() };
  const store = { databaseUrl: `sqlite:${bench.folder}/first.sqlite` };
  const bots = [
    // Most of the codes that are sent here are never typed back, and the breaker would stop them.
    await startLatchkey(ours.double, store, bench.folder, { BREAKER: 'off' }),
    await startBare(bare.double, 'flows', bench.folder),
  ];
  await setUpAll(ours.double);
  for (let turn = 0; turn < WARMING; turn++) {
    for (const warming of [ours, bare]) await play(warming, size.together, AT_ONCE);
  }
  await drain();

  const lines: Line[] = [];
  for (const [count, atOnce] of [
    [size.alone, 1],
    [size.together, AT_ONCE],
  ] as const) {
    const rounds: Rounds = { ours: [], bare: [] };
    for (let turn = 0; turn < bench.rounds; turn++) {
      rounds.bare.push(await play(bare, count, atOnce));
      await drain();
      rounds.ours.push(await play(ours, count, atOnce));
      await drain();
    }
    lines.push(...kinds.flatMap((kind) => linesOf(kind, atOnce, rounds)));
  }
  await Promise.all(bots.map((bot) => bot.stop()));
  await Promise.all([ours.double.close(), bare.double.close()]);
  return lines;
}

function visitors(): () => Visitor {
  let index = 0;
  return () => visitorAt(index++, SERVERS);
}

/** Every kind in turn, by members that nothing is known of; members who press Submit have been sent a code before. */
async function play({ double, next }: Contestant, count: number, atOnce: number): Promise<Round> {
  const took: Record<Kind, number[]> = { '/verify': [], Verify: [], 'number form': [], Submit: [] };
  const measured = async (kind: Kind, asked: Promise<Answered>) => {
    const answer = await asked;
    took[kind].push(answer.took);
    return answer;
  };
  await times(count, atOnce, () => measured('/verify', verify(double, next())));
  const people = Array.from({ length: count }, next);
  const forms = await each(people, atOnce, (visitor) => measured('Verify', pressVerify(double, visitor)));
  const entered = await each(forms, atOnce, async ([visitor, form]) =>
    measured('number form', enterNumber(double, visitor, form)),
  );
  const sent = await each(entered, AT_ONCE, ([[visitor], panel]) => sendCode(double, visitor, panel));
  await each(sent, atOnce, ([[[visitor]], { panel }]) => measured('Submit', openCodeForm(double, visitor, panel)));
  return took;
}

/** Every item with what `task` made of it, `atOnce` side by side. */
async function each<T, R>(items: readonly T[], atOnce: number, task: (item: T) => Promise<R>): Promise<[T, R][]> {
  const left = items.values();
  const results: [T, R][] = [];
  const worker = async () => {
    for (const item of left) results.push([item, await task(item)]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

interface Rounds {
  readonly ours: Round[];
  readonly bare: Round[];
}

function linesOf(kind: Kind, atOnce: number, { ours, bare }: Rounds): Line[] {
  const headlined = kind === 'Verify' && atOnce > 1;
  const line = (name: string, share: number, ratio: number, headline?: string): Line => {
    const middle = (rounds: readonly Round[]) => median(rounds.map((round) => percentile(round[kind], share)));
    return {
      row: '1 first answer',
      what: `${kind}, ${atOnce} at once, ${name}`,
      unit: 'ms',
      latchkey: middle(ours),
      beside: middle(bare),
      goals: [atMost('ratio', ratio)],
      ...(headline && headlined && { headline }),
    };
  };
  return [line('p50', 0.5, 1.2, `First answer to Verify, ${atOnce} at once`), line('p99', 0.99, 1.5)];
}
