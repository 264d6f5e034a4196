import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { OtherChannel } from '../../otp/channels/ways.ts';
import type { SendOutcome, SubmitOutcome } from '../../otp/verifier.ts';
import type { GateEvent } from './events.ts';

/** Who has waited, and for how long. */
type Waited = Who & { readonly ms: Ms };

/** What an attempt to send was. @param again the member asked for a new code knowing that one was sent */
export function sendEvent(
  about: Waited & { readonly country: string; readonly channel?: OtherChannel },
  outcome: SendOutcome,
  again: boolean,
): GateEvent {
  switch (outcome.is) {
    case 'sent': {
      const { is: _, send, spending, ...sms } = outcome;
      return { ...about, ...sms, what: 'sent', again };
    }
    case 'refused':
      return { ...about, ...bare(outcome), what: 'sendRefused' };
    case 'budgetSpent':
      return { ...about, ...bare(outcome), what: 'capReached' };
    default:
      return { ...about, what: 'notSent', outcome: outcome.is };
  }
}

/** What a code typed in was. @param isVerified the member is, without it */
export function submitEvent(about: Waited, outcome: SubmitOutcome<unknown>, isVerified: boolean): GateEvent {
  switch (outcome.is) {
    case 'proven':
      return { ...about, what: 'proven' };
    case 'wrongCode':
    case 'locked':
      return { ...about, what: isVerified ? 'needlessCode' : 'wrongCode', locked: outcome.is === 'locked' };
    case 'budgetSpent':
      return { ...about, ...bare(outcome), what: 'guessesSpent' };
    default:
      return { ...about, what: 'notChecked', outcome: outcome.is };
  }
}

const bare = <O extends { readonly is: string }>({ is: _, ...rest }: O) => rest;
