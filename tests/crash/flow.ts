import type { Answer, OpenModal } from '../../sandbox/sandbox.ts';
import type { Person } from '../support/person.ts';
import { textOf } from '../support/views.ts';
import type { Arena } from './arena.ts';
import { createDiary } from './diary.ts';
import type { Account } from './ledger.ts';
import type { Dice } from './plan.ts';

/** How a member's day ended, and the latest steps that led there. Everything else is a member who is stranded. */
export interface Ending {
  readonly memberId: string;
  readonly is: 'verified' | 'locked' | 'spent';
  readonly steps: readonly string[];
}

/** Nobody needs so many steps, however often the bot dies. */
const MOST_STEPS = 150;
/** How often to wait another 5 s for what comes of a send, as long as the bot lives. */
const PATIENCE = 5;

/** What a member reads while an SMS may be about to go out. */
const mayCome = /^(Number: .*\n(Sending your code|Your code is on its way)|A code was sent to this number already)/;

/** A member on the way to the role, who does what the panel offers and, after a crash, asks for the panel again. */
export function createFlow(arena: Arena, person: Person, account: Account, dice: Dice) {
  const traits = dice.traits();
  const mind = { ...traits, number: account.numbers[0] ?? '', form: undefined as OpenModal | undefined };
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

  /** Wrong codes first, among them those that another one has replaced; then the newest. */
  async function submit(): Promise<void> {
    const answer = await press('Submit');
    if (answer?.is !== 'modal') return;
    mind.form = answer.modal;
    const [newest = '', replaced] = codes().toReversed();
    mind.wrongCodes -= 1;
    await type(mind.wrongCodes < 0 ? newest : (replaced ?? '00000000'));
  }

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
    if (text.includes('That is not the code')) account.wrong += 1;
    // The bot died between keeping a newer code and sending it: nobody has the one that counts.
    if (kind === 'newest' && text.includes('the code of an earlier SMS')) {
      mind.resends = true;
      await arena.until(() => isOn('Resend OTP'));
    }
    if (!text.includes('Your code is right')) return;
    account.right += 1;
    if (kind !== 'newest') throw diary.error('a code verified that another one had replaced');
    await arena.until(() => !person.sees().includes('Your code is right'));
  }

  async function reopen(): Promise<void> {
    const notice = person.notice();
    const verify = dice.happens(0.5) ? person.slash('verify') : person.press('Verify', notice);
    await enter(await act('Verify', verify));
    // Where the role is owed, the bot first promises an answer.
    await arena.until(() => person.sees() !== '');
    if (isOn('Submit') && !isOn('Resend OTP') && codes().length === 0) await arena.until(() => isOn('Resend OTP'));
  }

  /** What a member does, by what there is to press: the first that fits. */
  const choices: readonly (readonly [fits: () => boolean, act: () => Promise<unknown>])[] = [
    [() => isOn('Enter a number'), async () => enter(await press('Enter a number'))],
    [() => isOn('Keep current code'), () => press('Keep current code')],
    [() => isOn('Send OTP'), () => send('Send OTP', mind.isImpatient ? 2 : 1)],
    [() => isOn('Resend OTP') && (mind.resends || codes().length === 0), resend],
    [() => isOn('Submit') && mind.changesNumber, change],
    [() => isOn('Submit') && codes().length > 0, submit],
    [() => true, reopen],
  ];
  const step = () => choices.find(([fits]) => fits())?.[1]();

  function ending(): Ending['is'] | undefined {
    const text = person.sees();
    if (/have the role/.test(text) && !person.hasRole()) throw diary.error('told of a role that was not given');
    if (text.includes('You are verified')) return 'verified';
    if (/Too many wrong codes|You have used all tries/.test(text)) return 'locked';
    if (text.includes('No code can be sent right now') && codes().length === 0) return 'spent';
    return undefined;
  }

  return {
    async finish(): Promise<Ending> {
      for (let steps = 0; steps < MOST_STEPS; steps++) {
        await arena.up();
        const end = ending();
        // A form that is still open must not get past the lock.
        if (end === 'locked' && traits.guesses) await type(codes().at(-1) ?? '');
        if (end) return { memberId: account.memberId, is: end, steps: diary.steps() };
        await step();
      }
      throw diary.error(`A member is stranded. They see:\n${person.sees()}`);
    },
  };
}
