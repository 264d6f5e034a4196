import type { Ms } from '../../clock.ts';
import type { Challenge } from '../challenge-state.ts';
import { isLandline } from '../number/landline.ts';
import type { Channel, SmsProblem } from '../sms.ts';
import { isOn, type OtherChannel, otherChannels, type Ways } from './ways.ts';

/** A send that has not been confirmed after so long may have been lost: another way is offered. */
const UNCONFIRMED: Ms = 60_000;

/** Why a send failed where every other channel would fail as well. */
const everyChannels: readonly SmsProblem[] = ['busy', 'noConnection'];

/** Why a number is not taken by the server, by whatever channel. */
const ofServer: readonly SmsProblem[] = ['lineRefused', 'lineToStaff'];

/** Which of the other channels a member is offered, and when that changes by itself. */
export interface Offer {
  readonly channels: readonly OtherChannel[];
  readonly changesAt?: Ms;
}

const none: Offer = { channels: [] };

/**
 * What is offered besides SMS: where a send failed or has not been confirmed for a minute, every other channel that is on; after a call
 * or a message of such a channel, the same one again. A landline has calls alone, from the start.
 */
export function offerTo(c: Challenge, now: Ms, ways: Ways): Offer {
  if (c.is === 'entered' && c.problem && ofServer.includes(c.problem)) return none;
  if (isCalledOnly(c, ways)) return { channels: ['call'] };
  const channels = otherChannels.filter((channel) => isOn(channel, c, ways));
  if (channels.length === 0) return none;
  const same = { channels: channels.filter((one) => one === c.channel) };
  if (c.is === 'entered') return c.problem && isOfChannel(c.problem) ? { channels } : same;
  const { delivery, sentAt } = c;
  if (delivery.is === 'failed' && isOfChannel(delivery.problem)) return { channels };
  if (delivery.is === 'failed' || delivery.is === 'delivered') return same;
  const changesAt = sentAt + UNCONFIRMED;
  return now < changesAt ? { ...same, changesAt } : { channels };
}

/** Whether a code may be sent over `channel` where a member stands: a press can be forged, or made on a panel that is out of date. */
export function isOpen(channel: Channel, c: Challenge, now: Ms, ways: Ways): boolean {
  return channel === 'sms' ? !isCalledOnly(c, ways) : offerTo(c, now, ways).channels.includes(channel);
}

/** A landline takes no texts. Without calls nobody can enter one. */
export const isCalledOnly = (c: Pick<Challenge, 'phone' | 'country'>, ways: Ways): boolean =>
  isOn('call', c, ways) && isLandline(c.phone);

const isOfChannel = (problem: SmsProblem) => !everyChannels.includes(problem);
