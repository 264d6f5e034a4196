import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { OtherChannel } from '../../otp/channels/ways.ts';
import { blank } from './events.ts';
import type { HeardBy } from './hearers.ts';

/** What the log and the metrics hear. */
type Told = HeardBy<'log' | 'metrics'>;

/** Its name there. */
export type StepName = Exclude<Told['what'], 'needlessCode' | 'guessesSpent'> | 'resent' | 'locked';

/** One step of a member's way through the gate, as the log and the metrics call it: never what a member or the staff wrote. */
export interface FlowStep extends Who {
  readonly step: StepName;
  /** An `SmsProblem`, a `GrantFailure`, a budget's name, or the outcome of a click that changed nothing. */
  readonly why?: string;
  readonly country?: string;
  /** Missing for an SMS. */
  readonly channel?: OtherChannel;
  /** How long the member waited for it. */
  readonly ms?: Ms;
}

/** An event as a step. */
export function stepOf(event: Told): FlowStep {
  const about = { ...blank, ...event };
  const { serverId, memberId, problem, obstacle, budget, outcome, percent, ground, country, channel, ms } = about;
  const why =
    problem ?? obstacle ?? budget ?? outcome ?? ground ?? (percent === undefined ? undefined : `${percent} %`);
  const more = {
    ...(why !== undefined && { why }),
    ...(country && { country }),
    ...(channel && { channel }),
    ...(ms !== undefined && { ms }),
  };
  return { serverId, memberId, step: nameOf(event), ...more };
}

function nameOf(event: Told): StepName {
  switch (event.what) {
    case 'sent':
      return event.again ? 'resent' : 'sent';
    case 'wrongCode':
    case 'needlessCode':
      return event.locked ? 'locked' : 'wrongCode';
    case 'guessesSpent':
      return 'capReached';
    default:
      return event.what;
  }
}
