import { memberKey, type Who } from '../../base/member-ref.ts';
import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { LineKind } from '../../otp/number/line-kind.ts';
import { type E164, formerPhoneKeys, phoneKey } from '../../otp/number/phone.ts';
import { allKeys, type KeyRing } from '../../otp/pepper.ts';
import { createQueue } from '../../otp/queue.ts';
import type { Renewing } from '../endings/renewing.ts';
import type { Block, Blocks, HeldPhone, Proofs, Roster, SettingsStore } from '../ports.ts';
import type { RoleRemoval } from '../roles/role-cleanup.ts';
import { asksForKind } from '../settings/role-rules.ts';
import { type ConflictPolicy, freshSettings, type ServerSettings } from '../settings/settings.ts';
import { createArrivals } from './arrivals.ts';
import type { Departures } from './departures.ts';

interface ProvenNumber {
  readonly phone: E164;
  readonly country: string;
}

/** Other accounts hold a number that is proven. */
export interface NumberTaken {
  readonly is: 'numberTaken';
  readonly policy: ConflictPolicy;
  /** The earliest first; it is the one that a transfer takes the number from. */
  readonly holders: readonly string[];
  readonly phone: HeldPhone;
  /** Until when a transfer can be confirmed. */
  readonly until: Ms;
}

export type AdmissionOutcome =
  | { readonly is: 'admitted'; readonly country: string }
  | { readonly is: 'alreadyVerified' }
  /** They were on the roster, and their verification begins again. */
  | { readonly is: 'renewed'; readonly country: string }
  /** The number is blocked on this server. Told only now that the code has proved that it is theirs. */
  | { readonly is: 'blocked'; readonly country: string }
  | NumberTaken;

export type Transfer =
  | AdmissionOutcome
  /** `role`: what became of the role of the account before. */
  | { readonly is: 'transferred'; readonly from: string; readonly country: string; readonly role: RoleRemoval }
  /** Confirmed or declined already, confirmed too late, or the number has moved on in this very instant: start again. */
  | { readonly is: 'lapsed' };

/** Brings whatever a server keeps of a number under another key. @param from what its key may have been */
export type Rekey = (serverId: string, from: readonly string[], to: string) => Promise<void>;

/** How long a proof waits for a confirmation. */
export const PROOF_LIFE: Ms = 10 * 60_000;

export interface AdmissionParts {
  readonly roster: Roster;
  readonly blocks: Blocks;
  readonly proofs: Proofs;
  readonly settings: SettingsStore;
  readonly rekey: Rekey;
  readonly departures: Pick<Departures, 'moveNumber'>;
  readonly renewing: Renewing;
  /** What kind of line a number is, as far as that is known already. */
  readonly kindOf: (phone: E164) => Promise<LineKind | undefined>;
  readonly clock: Clock;
  readonly peppers: KeyRing;
}

/** What is known of a press besides the number that it proves. */
interface Coming {
  /** The language in which they verify. */
  readonly locale?: string;
  /** The server's settings, where they were read for this press. */
  readonly server?: ServerSettings;
}

/** The same where a code was right just now. */
interface Proving extends Coming {
  readonly proven?: E164;
}

/** Nothing was decided: see `AdmitResult`. */
type Void = { readonly is: 'keyReplaced' } | { readonly is: 'erased' };

export type Admission = ReturnType<typeof createAdmission>;

/** Puts members whose number is proven on a server's roster, under the server's own rules. Throws `StoreUnavailable`. */
export function createAdmission(parts: AdmissionParts) {
  const { blocks, proofs, settings, rekey, clock, peppers, kindOf } = parts;
  const arrivals = createArrivals(parts);
  const inTurn = createQueue();

  /** Admits under the rules of this moment. Only a number that may be moved is kept until its member has confirmed. */
  async function judge(who: Who, phone: HeldPhone, proving: Proving = {}): Promise<AdmissionOutcome | Void> {
    const now = clock.now();
    const { country } = phone;
    const server = proving.server ?? (await settings.load(who.serverId)) ?? freshSettings;
    const { conflict } = server;
    const known = { locale: proving.locale, lineKind: await kindFor(server, proving.proven, kindOf) };
    const admission = await arrivals.admitOrRenew(who, phone, server, known);
    if (admission.is === 'admitted' || admission.is === 'renewed') return { is: admission.is, country };
    if (admission.is === 'blocked') {
      // Where the account that held the number has deleted its data, the staff find the block again by this one, and can lift it.
      await blocks.attach(who, phone.phoneKey);
      return { is: 'blocked', country };
    }
    if (admission.is !== 'numberTaken') return admission;
    return { is: 'numberTaken', policy: conflict, holders: admission.holders, phone, until: now + PROOF_LIFE };
  }

  async function confirm(who: Who): Promise<Transfer> {
    const phone = await proofs.take(who, clock.now());
    if (!phone) return (await arrivals.isDone(who)) ? { is: 'alreadyVerified' } : { is: 'lapsed' };
    // Since the code was right, the holder may have gone, the number been blocked or the rules changed.
    const judged = await judge(who, phone);
    if (judged.is === 'keyReplaced' || judged.is === 'erased') return { is: 'lapsed' };
    if (judged.is !== 'numberTaken' || judged.policy !== 'transfer') return judged;
    const moved = await arrivals.move(who, phone);
    if (!moved) return { is: 'lapsed' };
    return { is: 'transferred', from: moved.was.memberId, country: phone.country, role: moved.role };
  }

  /** What is kept of a number, under the current key. What the server has kept of it until now is brought there first. */
  async function held({ serverId }: Who, { phone, country }: ProvenNumber): Promise<HeldPhone> {
    const key = phoneKey(peppers.current, phone);
    const before = [
      ...peppers.previous.map((pepper) => phoneKey(pepper, phone)),
      ...allKeys(peppers).flatMap((pepper) => formerPhoneKeys(pepper, phone)),
    ];
    if (before.length > 0) await rekey(serverId, before, key);
    return { phoneKey: key, country, lastDigits: phone.slice(-2) };
  }

  return {
    ownBlock: ownBlocks(parts),

    async admit(who: Who, proof: ProvenNumber, coming: Coming = {}): Promise<AdmissionOutcome> {
      const judged = await judge(who, await held(who, proof), { ...coming, proven: proof.phone });
      if (judged.is === 'keyReplaced') throw keyReplaced();
      if (judged.is === 'erased') throw erased();
      const waits = judged.is === 'numberTaken' && judged.policy === 'transfer';
      if (waits && !(await proofs.keep(who, judged.phone, judged.until))) throw erased();
      return judged;
    },

    /**
     * The member confirmed: the number, and with it the place on the roster, moves to them from its earliest holder; or,
     * where that is no longer needed or allowed, what the rules of this moment say. Of two presses the second finds the
     * first one's work done.
     */
    transfer: (who: Who): Promise<Transfer> => inTurn(memberKey(who), () => confirm(who)),

    /** The member thought better of it. False when nothing waited for them any more. */
    cancel: async (who: Who): Promise<boolean> => (await proofs.take(who, clock.now())) !== undefined,
  };
}

/** The kind of a line, where a rule asks for it: nothing else is kept. */
async function kindFor(
  { roleRules }: ServerSettings,
  proven: E164 | undefined,
  kindOf: AdmissionParts['kindOf'],
): Promise<LineKind | undefined> {
  return proven !== undefined && asksForKind(roleRules) ? kindOf(proven) : undefined;
}

/** Finds a block that stands with an account itself: of one number, or of any of its own. It is known before a code is paid for. */
function ownBlocks({ blocks, clock, peppers }: Pick<AdmissionParts, 'blocks' | 'clock' | 'peppers'>) {
  return async (who: Who, phone?: E164): Promise<Block | undefined> => {
    const own = await blocks.ofMember(who, clock.now());
    if (phone === undefined || own.length === 0) return own[0];
    const keys = allKeys(peppers).flatMap((pepper) => [phoneKey(pepper, phone), ...formerPhoneKeys(pepper, phone)]);
    return own.find((block) => keys.includes(block.phoneKey));
  };
}

const keyReplaced = () => new StoreUnavailable('SECRET_KEY has been replaced: this process has an old one.');
const erased = () => new StoreUnavailable('The data of this account is being deleted.');
