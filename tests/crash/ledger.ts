import { expect } from 'vitest';
import { derivePepper } from '../../src/base/digest.ts';
import { pseudonymous } from '../../src/limits/pseudonymous.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { limits } from './arena.ts';

/** What one member did and saw. Counted before it is done, so that a crash in between errs on the member's side. */
export interface Account {
  readonly memberId: string;
  readonly numbers: readonly string[];
  /** Presses of Send OTP, Resend OTP and Regenerate. */
  presses: number;
  /** Codes typed in, and of how many the bot said that they were wrong with tries left, or right. */
  typed: number;
  wrong: number;
  right: number;
}

export type Ledger = ReturnType<typeof createLedger>;

const DAY = 86_400_000;
const dayOf = (at: number) => Math.floor(at / DAY);

/** Holds what the members did against what the phones got and what the bot has counted. */
export function createLedger(phones: { readonly messages: readonly { readonly to: string }[] }) {
  const accounts: Account[] = [];
  const counted = new Map<string, number>();
  const firstDay = dayOf(Date.now());
  const smsOf = ({ numbers }: Account) => phones.messages.filter(({ to }) => numbers.includes(to)).length;

  return {
    accounts,

    open(memberId: string, numbers: readonly string[]): Account {
      const account = { memberId, numbers, presses: 0, typed: 0, wrong: 0, right: 0 };
      accounts.push(account);
      return account;
    },

    /** Who has got more SMS than they have pressed for; to be asked at every SMS. */
    unasked(): string[] {
      return accounts.filter((account) => smsOf(account) > account.presses).map(({ memberId }) => memberId);
    },

    /** Holds a store without a bot to it: everything is counted, nothing is counted twice, no budget is exceeded or forgotten. */
    async audit({ counters }: Stores, secretKey: Buffer): Promise<void> {
      const today = dayOf(Date.now());
      const days = Array.from({ length: today - firstDay + 1 }, (_, index) => firstDay + index);
      const { counts } = pseudonymous(counters, derivePepper(secretKey));
      for (const account of accounts) {
        const taken = async (budget: string) => {
          const keys = days.map((day) => `${budget}|${account.memberId}|${day}`);
          const total = (await counts(keys)).reduce((sum, count) => sum + count, 0);
          const before = counted.get(`${budget}|${account.memberId}`) ?? 0;
          expect(total, 'no budget is reset').toBeGreaterThanOrEqual(before);
          counted.set(`${budget}|${account.memberId}`, total);
          return total;
        };
        const [sends, guesses] = [await taken('sends-member'), await taken('guesses-member')];
        expect(sends, 'every SMS is counted').toBeGreaterThanOrEqual(smsOf(account));
        expect(sends, 'nothing but presses is counted').toBeLessThanOrEqual(account.presses);
        expect(guesses, 'every code that was looked at is counted').toBeGreaterThanOrEqual(
          account.wrong + account.right,
        );
        expect(guesses, 'nothing but codes is counted').toBeLessThanOrEqual(account.typed);
        expect(smsOf(account)).toBeLessThanOrEqual(limits.SENDS_PER_MEMBER_PER_DAY * days.length);
        expect(account.wrong, 'no round has more tries').toBeLessThan(limits.OTP_MAX_ATTEMPTS);
      }
    },

    figures() {
      const sum = (of: (account: Account) => number) => accounts.reduce((total, account) => total + of(account), 0);
      return {
        members: accounts.length,
        presses: sum(({ presses }) => presses),
        sms: phones.messages.length,
        typed: sum(({ typed }) => typed),
      };
    },
  };
}
