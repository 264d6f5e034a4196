import type { SentSms } from '../../gate/ports.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import type { Situation } from '../../gate/situation.ts';
import { changesAt, type PanelState, type SentState } from '../../otp/panel-state.ts';
import type { Channel } from '../../otp/sms.ts';
import { answer, editing } from '../interactions/answers.ts';
import { ownMessage } from '../interactions/own.ts';
import type { Visit } from '../interactions/visit.ts';
import { onServer } from '../requests/way.ts';
import type { View } from '../ui/parts.ts';
import type { FlowParts } from './parts.ts';
import type { Notice } from './views/main-step.ts';
import { panelView } from './views/panel.ts';
import { refusedView } from './views/refused.ts';
import { sameNumberView, startView } from './views/steps.ts';

/** Looks where the member stands, and shows it. @param notice as in `showState` */
export async function showPanel(parts: FlowParts, visit: Visit, notice?: Notice): Promise<void> {
  const { server, stored } = await parts.situations.of(visit.who);
  await showState(parts, visit, server, parts.verifier.standing(stored), notice);
}

/**
 * Shows the panel of a member who stands as was just read, and keeps it true from here on. A member without a challenge is
 * shown the way in.
 * @param notice what just happened; stays until something else does
 */
export async function showState(
  parts: FlowParts,
  visit: Visit,
  server: ServerSettings | undefined,
  standing: PanelState | undefined,
  notice?: Notice,
): Promise<void> {
  const { interaction, who, text } = onServer(visit, server);
  parts.panels.attend(who, ownMessage(visit));
  if (!standing) {
    parts.panels.forget(who);
    const words = typeof notice === 'object' ? notice.words : notice;
    return answer(interaction, startView(words ?? text.t('error.start'), text));
  }
  await answer(interaction, panelView(standing, text, notice));
  // What just happened stays on the panel when the carrier reports, but not past the waiting time that it may speak of.
  const isNews = (now: PanelState) => now.is === standing.is && parts.clock.now() < changesAt(standing);
  keepTrue(parts, visit, standing, (now) => panelView(now, text, isNews(now) ? notice : undefined));
}

/**
 * A number was refused. A member who had named another before is told that it still stands, and led back to the form: the blue button
 * must not text the one that they were about to leave.
 */
export async function showRefused(
  parts: FlowParts,
  visit: Visit,
  { server, stored }: Pick<Situation, 'server' | 'stored'>,
  why: string,
): Promise<void> {
  const { interaction, who, text } = onServer(visit, server);
  const standing = parts.verifier.standing(stored);
  if (!standing) return showState(parts, visit, server, standing, why);
  parts.panels.attend(who, ownMessage(visit));
  await answer(interaction, refusedView(standing, text, why));
  const isNews = (now: PanelState) => now.is === standing.is && parts.clock.now() < changesAt(standing);
  keepTrue(parts, visit, standing, (now) => (isNews(now) ? refusedView(now, text, why) : panelView(now, text)));
}

/** Asks whether to send the number another code while its code still works; where it does not, the panel says what to do. */
export async function showSameNumber(
  parts: FlowParts,
  visit: Visit,
  server: ServerSettings | undefined,
  standing: PanelState | undefined,
): Promise<void> {
  const { interaction, text } = onServer(visit, server);
  // A landline's next code comes by its own button.
  if (!standing || !works(standing) || !standing.takesTexts) return showState(parts, visit, server, standing);
  parts.panels.attend(visit.who, ownMessage(visit));
  await answer(interaction, sameNumberView(standing, text));
  keepTrue(parts, visit, standing, (now) => (works(now) ? sameNumberView(now, text) : panelView(now, text)));
}

const works = (now: PanelState): now is SentState => now.is === 'sent' && now.delivery.is !== 'failed';

/** Draws the answer again whenever `standing` changes by itself or the carrier reports. */
function keepTrue(
  { verifier, panels }: FlowParts,
  { interaction, who }: Visit,
  standing: PanelState,
  view: (now: PanelState) => View,
): void {
  panels.follow(
    {
      who,
      draw: async (known) => {
        const now = known ?? (await verifier.look(who));
        return now && { view: view(now), changesAt: changesAt(now) };
      },
      edit: editing(interaction),
    },
    changesAt(standing),
  );
}

/** Follows a send until its carrier has said the last word, and tells the open panel. */
export function followDelivery(parts: FlowParts, { who }: Visit, sms: Pick<SentSms, 'messageId' | 'channel'>): void {
  const { deliveries, billing, clock } = parts;
  const message = { ...who, ...sms };
  const sentAt = clock.now();
  deliveries.watch(sms.messageId, (report, isLast) => billing.hear(message, report, sentAt, isLast));
}

/** A channel as events name it. */
export const named = (channel: Channel): Pick<SentSms, 'channel'> => (channel === 'sms' ? {} : { channel });
