import type { ButtonInteraction } from 'discord.js';
import type { SettingsStore } from '../../gate/ports.ts';
import { answer, promiseChange } from '../answers.ts';
import type { Visit } from '../flow/parts.ts';
import type { Handlers } from '../router.ts';
import { isStaff } from '../staff/access.ts';
import { when } from '../views/parts.ts';
import { sentenceView } from '../views/steps.ts';
import type { Answered, Deadline } from './deadline.ts';
import { answeredView, deadlineRoutes } from './views.ts';

interface DeadlineSteps {
  readonly deadline: Deadline;
  readonly settings: SettingsStore;
}

/** The staff's answers to whether many members shall be removed. */
export function deadlineHandlers({ deadline, settings }: DeadlineSteps): Pick<Handlers, 'buttons'> {
  async function decide(visit: Visit<ButtonInteraction>, decision: (askedAt: number) => Promise<Answered>) {
    const { interaction, who, text } = visit;
    if (!isStaff(interaction, await settings.load(who.serverId))) {
      return answer(interaction, sentenceView(text.t('deadline.staffOnly')));
    }
    await promiseChange(interaction);
    await answer(interaction, answeredView(sentence(await decision(Number(visit.arg)), visit)));
  }

  return {
    buttons: {
      [deadlineRoutes.remove.name]: (visit) =>
        decide(visit, (askedAt) => deadline.consent(visit.who.serverId, askedAt, visit.who.memberId)),
      [deadlineRoutes.hold.name]: (visit) => decide(visit, (askedAt) => deadline.hold(visit.who.serverId, askedAt)),
    },
  };
}

function sentence(answered: Answered, { who, text: { t } }: Visit): string {
  const by = `<@${who.memberId}>`;
  switch (answered.is) {
    case 'removed':
      return t('deadline.answered.removed', { by, count: answered.count });
    case 'stopped':
      return t('deadline.answered.stopped', { count: answered.count });
    case 'held':
      return t('deadline.answered.held', { by, when: when(answered.until) });
    case 'outOfDate':
      return t('deadline.answered.outOfDate');
  }
}
