import type { SentSms } from '../../gate/ports.ts';
import { changesAt, type PanelState, type SentState } from '../../otp/panel-state.ts';
import type { Channel } from '../../otp/sms.ts';
import type { Text } from '../../text/texts.ts';
import { answer, editing } from '../interactions/answers.ts';
import { ownMessage } from '../interactions/own.ts';
import type { Visit } from '../interactions/visit.ts';
import { onServer, wordsOn } from '../requests/way.ts';
import type { View } from '../ui/parts.ts';
import type { FlowParts } from './parts.ts';
import type { Notice } from './views/main-step.ts';
import { panelView } from './views/panel.ts';
import { refusedView } from './views/refused.ts';
import { sameNumberView, startView } from './views/steps.ts';

/** Looks where the member stands, and shows it. @param notice as in `showState` */
export async function showPanel(parts: FlowParts, visit: Visit, notice?: Notice): Promise<void> {
  await showState(parts, visit, await parts.verifier.look(visit.who), notice);
}

/**
 * Shows the panel of a member who stands as was just read, and keeps it true from here on. A member without a challenge is
 * shown the way in.
 * @param notice what just happened; stays until something else does
 */
export async function showState(
  parts: FlowParts,
  visit: Visit,
  standing: PanelState | undefined,
  notice?: Notice,
): Promise<void> {
  const { interaction, who, text } = await inItsWords(parts, visit);
  parts.panels.attend(who, ownMessage(visit));
  if (!standing) {
    parts.panels.forget(who);
    const words = typeof notice === 'object' ? notice.words : notice;
    return answer(interaction, startView(words ?? text.t('error.start'), text));
  }
  await answer(interaction, panelView(standing, text, notice));
  // What just happened stays on the panel when the carrier reports, but not past the waiting time that it may speak of.
  const isNews = (now: PanelState) => now.is === standing.is && parts.clock.now() < changesAt(standing);
  keepTrue(parts, visit, standing, (now, words) => panelView(now, words, isNews(now) ? notice : undefined));
}

/**
 * A number was refused. A member who had named another before is told that it still stands, and led back to the form: the blue button
 * must not text the one that they were about to leave.
 */
export async function showRefused(parts: FlowParts, visit: Visit, why: string): Promise<void> {
  const { interaction, who, text } = await inItsWords(parts, visit);
  const standing = await parts.verifier.look(who);
  if (!standing) return showState(parts, visit, standing, why);
  parts.panels.attend(who, ownMessage(visit));
  await answer(interaction, refusedView(standing, text, why));
  const isNews = (now: PanelState) => now.is === standing.is && parts.clock.now() < changesAt(standing);
  keepTrue(parts, visit, standing, (now, words) =>
    isNews(now) ? refusedView(now, words, why) : panelView(now, words),
  );
}

/** Asks whether to send the number another code while its code still works; where it does not, the panel says what to do. */
export async function showSameNumber(parts: FlowParts, visit: Visit, standing: PanelState | undefined): Promise<void> {
  const { interaction, text } = visit;
  // A landline's next code comes by its own button.
  if (!standing || !works(standing) || !standing.takesTexts) return showState(parts, visit, standing);
  parts.panels.attend(visit.who, ownMessage(visit));
  await answer(interaction, sameNumberView(standing, text));
  keepTrue(parts, visit, standing, (now, words) => (works(now) ? sameNumberView(now, words) : panelView(now, words)));
}

const works = (now: PanelState): now is SentState => now.is === 'sent' && now.delivery.is !== 'failed';

/** A visit in the words for its server. */
const inItsWords = async ({ settings }: FlowParts, visit: Visit): Promise<Visit> =>
  onServer(visit, await settings.load(visit.who.serverId));

/** Draws the answer again whenever `standing` changes by itself or the carrier reports. */
function keepTrue(
  { verifier, panels, settings }: FlowParts,
  { interaction, who, text }: Visit,
  standing: PanelState,
  view: (now: PanelState, words: Text) => View,
): void {
  panels.follow(
    {
      who,
      draw: async () => {
        const [now, server] = await Promise.all([verifier.look(who), settings.load(who.serverId)]);
        return now && { view: view(now, wordsOn(server, text)), changesAt: changesAt(now) };
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
