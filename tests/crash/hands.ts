import type { Answer, OpenModal } from '../../sandbox/sandbox.ts';
import type { Person } from '../support/person.ts';
import { textOf } from '../support/views.ts';
import type { Arena } from './arena.ts';
import { createDiary } from './diary.ts';
import type { Account } from './ledger.ts';
import type { Dice } from './plan.ts';

/** How often to wait another 5 s for what comes of a send, as long as the bot lives. */
const PATIENCE = 5;

/** What a member reads while an SMS may be about to go out. */
const mayCome = /^(.*\*\*\+.*\n(Sending your code|Your code is on its way)|A code was sent to this number already)/;

/** What a member means to do, and has at hand. */
export type Mind = { -readonly [Trait in keyof Traits]: Traits[Trait] } & {
  number: string;
  form: OpenModal | undefined;
};

type Traits = ReturnType<Dice['traits']>;

type Eyes = ReturnType<typeof createEyes>;

/** What a member sees, and writes down. */
export function createEyes(arena: Arena, person: Person, account: Account, mind: Mind) {
  /** The number that the panel shows: a form that a crash swallowed has changed nothing. */
  const shown = () => account.numbers.find((number) => person.sees().includes(`••${number.slice(-2)}`));
  const codes = () => arena.codes(shown() ?? mind.number);
  const isOn = (label: string) => person.buttons()[label] === 'on';
  const diary = createDiary({ ...arena, sees: person.sees });

  /** Does what a live bot answers; undefined when it ends before. */
  async function act<T>(step: string, work: Promise<T>): Promise<T | undefined> {
    const result = await arena.unlessItEnds(work);
    diary.note(step);
    return result;
  }

  return { shown, codes, isOn, diary, act };
}

/** What a member presses. */
export function createHands(arena: Arena, person: Person, account: Account, mind: Mind, eyes: Eyes) {
  const { codes, diary, act } = eyes;
  const press = (label: string) => act(label, person.press(label));

  async function enter(answer: Answer | undefined): Promise<void> {
    if (answer?.is === 'modal') await act('number', person.enter(answer.modal, mind.number));
  }

  async function send(label: string, times = 1): Promise<void> {
    account.presses += times;
    const [asked, had] = [await arena.up(), codes().length];
    await Promise.all(Array.from({ length: times }, () => press(label)));
    const isOut = () => codes().length > had && !person.sees().includes('Sending your code');
    // Of two SMS that are on their way at once, nobody could tell which has the newest code: they may come in either order.
    for (let waits = 0; !(await arena.until(() => isOut() || !mayCome.test(person.sees()))); waits++) {
      if (arena.bot() !== asked) break;
      if (waits === PATIENCE) throw diary.error('A bot that lives has not said what came of a send.');
    }
    diary.note(`what came of ${label}`);
  }

  function resend(): Promise<void> {
    mind.resends = false;
    return send('Resend OTP');
  }

  async function change(): Promise<void> {
    mind.changesNumber = false;
    mind.number = account.numbers[1] ?? '';
    await enter(await press('Change number'));
  }

  return { press, enter, send, resend, change };
}

/** What a member types, and what comes of it. */
export function createTyping(arena: Arena, person: Person, account: Account, mind: Mind, eyes: Eyes) {
  const { codes, isOn, diary, act } = eyes;

  function kindOf(code: string): 'newest' | 'replaced' | 'made up' {
    if (!codes().includes(code)) return 'made up';
    return code === codes().at(-1) ? 'newest' : 'replaced';
  }

  async function type(code: string): Promise<void> {
    if (!mind.form) return;
    account.typed += 1;
    // As it is now: until the bot answers, another one may come.
    const kind = kindOf(code);
    const answer = await act(`the ${kind} code`, person.actor.submit(mind.form, { code }));
    const text = answer && 'message' in answer ? textOf(answer.message) : '';
    if (text.includes("That's not the code")) account.wrong += 1;
    // The bot died between keeping a newer code and sending it: nobody has the one that counts.
    if (kind === 'newest' && text.includes('from an earlier SMS')) {
      mind.resends = true;
      await arena.until(() => isOn('Resend OTP'));
    }
    if (!text.includes('Your code is right')) return;
    account.right += 1;
    if (kind !== 'newest') throw diary.error('a code verified that another one had replaced');
    await arena.until(() => !person.sees().includes('Your code is right'));
  }

  return { type };
}
