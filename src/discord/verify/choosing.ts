import type { ButtonInteraction } from 'discord.js';
import { isSettled } from '../../gate/endings/ending.ts';
import { isOpen } from '../../gate/settings/settings.ts';
import { answer } from '../interactions/answers.ts';
import { modals } from '../interactions/ids.ts';
import type { Visit } from '../interactions/visit.ts';
import { refuseYoung } from './account-age.ts';
import { welcomeBack } from './begin.ts';
import { showState } from './panel.ts';
import type { FlowParts } from './parts.ts';
import { sendCode } from './sending.ts';
import { sentenceView } from './views/steps.ts';

/** Yes, or one of several numbers, was pressed. What is not offered now, by an older panel or a forged press, changes nothing. */
export async function chooseNumber(parts: FlowParts, visit: Visit<ButtonInteraction>): Promise<void> {
  const { situations, verifier, clock } = parts;
  const { interaction, who, text, drafts, arg = '' } = visit;
  const { server, entry, stored } = await situations.of(who);
  if (!isOpen(server)) return answer(interaction, sentenceView(text.t('error.notSetUp')));
  if (isSettled(entry, server, clock.now())) return welcomeBack(parts, visit, entry, server);
  if (await refuseYoung(parts, visit, server)) return;
  const { outcome, standing } = await verifier.choose(who, arg, stored);
  if (outcome.is === 'readyToSend') {
    drafts.endForm(who, modals.number.id());
    if (server.sendsAtOnce && standing?.canSend) return sendCode(parts, visit, false);
    return showState(parts, visit, server, standing);
  }
  await showState(parts, visit, server, standing, text.t(standing ? 'outcome.outOfDate' : 'error.outOfDate'));
}
