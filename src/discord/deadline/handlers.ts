import type { ButtonInteraction } from 'discord.js';
import type { SettingsStore } from '../../gate/ports.ts';
import { answer, promiseChange } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Visit } from '../interactions/visit.ts';
import { isStaff, mayKick } from '../member/access.ts';
import type { Chooser } from '../preflight/lending.ts';
import { when } from '../ui/parts.ts';
import { sentenceView } from '../verify/views/steps.ts';
import type { Answered, Deadline } from './deadline.ts';
import { answeredView, deadlineRoutes } from './views.ts';

interface DeadlineSteps {
  readonly deadline: Deadline;
  readonly settings: SettingsStore;
}

/** The staff's answers to whether to remove many members. */
export function deadlineHandlers({ deadline, settings }: DeadlineSteps): Pick<Handlers, 'buttons'> {
  async function decide(
    visit: Visit<ButtonInteraction>,
    decision: (askedAt: number) => Promise<Answered>,
    removes = false,
  ) {
    const { interaction, who, text } = visit;
    if (!(await isStaff(interaction, await settings.load(who.serverId)))) {
      return answer(interaction, sentenceView(text.t('deadline.staffOnly')));
    }
    if (removes && !mayKick(interaction)) return answer(interaction, sentenceView(text.t('deadline.needsKick')));
    await promiseChange(interaction);
    await answer(interaction, answeredView(sentence(await decision(Number(visit.arg)), visit)));
  }

  return {
    buttons: {
      [deadlineRoutes.remove.name]: (visit) =>
        decide(visit, (askedAt) => deadline.consent(visit.who.serverId, askedAt, askerOf(visit)), true),
      [deadlineRoutes.hold.name]: (visit) => decide(visit, (askedAt) => deadline.hold(visit.who.serverId, askedAt)),
    },
  };
}

const askerOf = ({ interaction, who }: Visit): Chooser => ({
  memberId: who.memberId,
  roleIds: heldRoles(interaction),
});

function sentence(answered: Answered, { who, text: { t } }: Visit): string {
  const by = `<@${who.memberId}>`;
  switch (answered.is) {
    case 'removed':
      return t('deadline.answered.removed', { by, count: answered.count });
    case 'stopped':
      return t('deadline.answered.stopped', { count: answered.count });
    case 'held':
      return t('deadline.answered.held', { by, when: when(answered.until) });
    case 'shut':
      return t('deadline.answered.shut');
    case 'outOfDate':
      return t('deadline.answered.outOfDate');
  }
}
