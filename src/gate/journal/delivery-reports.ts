import type { Who } from '../../base/member-ref.ts';
import type { PanelState } from '../../otp/panel-state.ts';
import type { DeliveryReport } from '../../otp/sms.ts';
import type { Verifier } from '../../otp/verifier.ts';
import type { SentSms } from '../ports.ts';
import type { Recorder } from './recorder.ts';

/** What a carrier says of an SMS that was sent, whenever it says it. */
export type Hearing = (sms: SentSms, report: DeliveryReport) => Promise<void>;

/**
 * Carries a report to everybody it concerns: the code that it is about, the open panel, the history and the staff. Throws
 * `StoreUnavailable`.
 * @param redraw draws the panel of a member who stands so now, if one is open
 */
export function createHearing(parts: {
  readonly verifier: Pick<Verifier, 'delivered'>;
  readonly record: Recorder;
  readonly redraw: (who: Who, standing: PanelState | undefined) => Promise<void>;
}): Hearing {
  const { verifier, record, redraw } = parts;
  return async ({ messageId, serverId, memberId, channel }, { bill: _, code, ...delivery }) => {
    const who = { serverId, memberId };
    const sent = { ...who, messageId, ...(channel && { channel }) };
    const drawn = redraw(who, await verifier.delivered(who, messageId, delivery));
    if (delivery.is === 'delivered') await record({ ...sent, what: 'delivered' });
    if (delivery.is === 'failed') {
      const { problem } = delivery;
      await record({ ...sent, what: 'undelivered', problem, ...(code !== undefined && { code }) });
    }
    await drawn;
  };
}
