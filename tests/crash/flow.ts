import type { Person } from '../support/person.ts';
import type { Arena } from './arena.ts';
import { createEyes, createHands, createTyping, type Mind } from './hands.ts';
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
/** A member on the way to the role, who does what the panel offers and, after a crash, asks for the panel again. */
export function createFlow(arena: Arena, person: Person, account: Account, dice: Dice) {
  const traits = dice.traits();
  const mind: Mind = { ...traits, number: account.numbers[0] ?? '', form: undefined };
  const eyes = createEyes(arena, person, account, mind);
  const { isOn, codes, diary } = eyes;
  const { type } = createTyping(arena, person, account, mind, eyes);
  const hands = createHands(arena, person, account, mind, eyes);
  const { enter, press, send } = hands;

  /** Wrong codes first, among them those that another one has replaced; then the newest. */
  async function submit(): Promise<void> {
    const answer = await press('Submit');
    if (answer?.is !== 'modal') return;
    mind.form = answer.modal;
    const [newest = '', replaced] = codes().toReversed();
    mind.wrongCodes -= 1;
    await type(mind.wrongCodes < 0 ? newest : (replaced ?? '00000000'));
  }

  async function reopen(): Promise<void> {
    const notice = person.notice();
    const verify = dice.happens(0.5) ? person.slash('verify') : person.press('Verify', notice);
    await enter(await eyes.act('Verify', verify));
    // Where the role is owed, the bot first promises an answer.
    await arena.until(() => person.sees() !== '');
    if (isOn('Submit') && !isOn('Resend OTP') && codes().length === 0) await arena.until(() => isOn('Resend OTP'));
  }

  /** What a member does, by what there is to press: the first that fits. */
  const choices: readonly (readonly [fits: () => boolean, act: () => Promise<unknown>])[] = [
    [() => isOn('Enter a number'), async () => enter(await press('Enter a number'))],
    [() => isOn('Keep current code'), () => press('Keep current code')],
    [() => isOn('Send OTP'), () => send('Send OTP', mind.isImpatient ? 2 : 1)],
    [() => isOn('Resend OTP') && (mind.resends || codes().length === 0), hands.resend],
    [() => isOn('Submit') && mind.changesNumber, hands.change],
    [() => isOn('Submit') && codes().length > 0, submit],
    [() => true, reopen],
  ];
  const step = () => choices.find(([fits]) => fits())?.[1]();

  function ending(): Ending['is'] | undefined {
    const text = person.sees();
    if (/have the role/.test(text) && !person.hasRole()) throw diary.error('told of a role that was not given');
    if (text.includes('You are verified')) return 'verified';
    if (/Too many wrong codes|You have used all your tries/.test(text)) return 'locked';
    if (text.includes("We can't send a code right now") && codes().length === 0) return 'spent';
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
