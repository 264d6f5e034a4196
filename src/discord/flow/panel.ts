import { answer } from '../answers.ts';
import { panelView } from '../views/panel.ts';
import { startView } from '../views/steps.ts';
import type { FlowParts, Visit } from './parts.ts';

/**
 * Shows the member's panel as it is now and keeps it true from here on. A member without a challenge is shown the way in.
 * @param notice what just happened
 */
export async function showPanel(parts: FlowParts, visit: Visit, notice?: string): Promise<void> {
  const { verifier, panels } = parts;
  const { interaction, who, text } = visit;
  const standing = await verifier.look(who);
  if (!standing) {
    panels.forget(who);
    return answer(interaction, startView(notice ?? text.t('error.start'), text));
  }
  await answer(interaction, panelView(standing, text, notice));
  panels.follow(
    {
      who,
      draw: async () => {
        const now = await verifier.look(who);
        return (
          now && { view: panelView(now, text), ...(now.changesAt === undefined ? {} : { changesAt: now.changesAt }) }
        );
      },
      edit: (view) => answer(interaction, view),
    },
    standing.changesAt,
  );
}

/** Follows an SMS until its carrier has said the last word, and tells the open panel. */
export function followDelivery(parts: FlowParts, visit: Visit, sms: { send: number; messageId: string }): void {
  const { verifier, panels, deliveries, chronicle } = parts;
  deliveries.watch(sms.messageId, async (delivery) => {
    const { who } = visit;
    await verifier.delivered(who, sms.send, delivery);
    await panels.refresh(who);
    const { messageId } = sms;
    if (delivery.is === 'delivered') await chronicle({ ...who, what: 'delivered', messageId });
    if (delivery.is === 'failed') await chronicle({ ...who, what: 'undelivered', messageId, why: delivery.problem });
  });
}
