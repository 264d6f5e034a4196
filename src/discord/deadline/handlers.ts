import type { ButtonInteraction } from 'discord.js';
import type { SettingsStore } from '../../gate/ports.ts';
import { sentences } from '../../text/sentences.ts';
import type { Text } from '../../text/texts.ts';
import { answer, answerWithFiles, promiseBeside, promiseChange } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Visit } from '../interactions/visit.ts';
import { isStaff, mayKick } from '../member/access.ts';
import type { Chooser } from '../preflight/lending.ts';
import { redraw } from '../staff-channel/post.ts';
import { fileView } from '../ui/files.ts';
import { dated } from '../ui/parts.ts';
import { sentenceView } from '../verify/views/steps.ts';
import type { Answered } from './answering.ts';
import type { Deadline } from './deadline.ts';
import { type Listed, listFile, mentionsOf } from './names/listing.ts';
import { answeredView, askView, deadlineRoutes, unseenView } from './views.ts';

interface DeadlineSteps {
  readonly deadline: Deadline;
  readonly settings: SettingsStore;
}

/** The staff's answers to whether to remove many members. */
export function deadlineHandlers({ deadline, settings }: DeadlineSteps): Pick<Handlers, 'buttons'> {
  /** Whether somebody asks who is not of the staff; they are told that only the staff may. */
  async function isOther({ interaction, who, text }: Visit<ButtonInteraction>): Promise<boolean> {
    if (await isStaff(interaction, await settings.load(who.serverId))) return false;
    await answer(interaction, sentenceView(text.t('deadline.staffOnly')));
    return true;
  }

  async function decide(
    visit: Visit<ButtonInteraction>,
    decision: (askedAt: number) => Promise<Answered>,
    removes = false,
  ) {
    const { interaction, text } = visit;
    if (await isOther(visit)) return;
    if (removes && !mayKick(interaction)) return answer(interaction, sentenceView(text.t('deadline.needsKick')));
    await promiseChange(interaction);
    const askedAt = Number(visit.arg);
    const answered = await decision(askedAt);
    const said = sentence(answered, visit);
    await answer(interaction, answered.is === 'notShown' ? unseenView(said, askedAt, text) : answeredView(said));
  }

  /** Everybody that the question is about, for the one who asks; from then on **Remove** can be pressed. */
  async function showList(visit: Visit<ButtonInteraction>) {
    const { interaction, who, text } = visit;
    if (await isOther(visit)) return;
    await promiseBeside(interaction);
    const askedAt = Number(visit.arg);
    const asked = await deadline.list(who.serverId, askedAt);
    if (asked.is !== 'list') return answer(interaction, sentenceView(listProblem(asked.is, text)));
    const { people, days } = asked;
    const files = people.length > 0 ? [listFile('deadline.csv', people)] : [];
    await answerWithFiles(interaction, fileView(listLines(people, text), files), files);
    const { message, channelId } = interaction;
    const view = askView({ count: people.length, days, askedAt }, text, people.length > 0);
    await redraw(interaction.client.rest, { channelId, messageId: message.id }, view);
  }

  return {
    buttons: {
      [deadlineRoutes.list.name]: showList,
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

const listProblem = (is: 'outOfDate' | 'stopped', { t }: Text) =>
  t(is === 'stopped' ? 'deadline.listed.stopped' : 'deadline.answered.outOfDate');

function listLines(people: readonly Listed[], text: Text): string[] {
  const { t } = text;
  if (people.length === 0) return [t('deadline.listed.nobody')];
  return [t('deadline.listed.title', { count: people.length }), mentionsOf(people, text), t('deadline.listed.next')];
}

function sentence(answered: Answered, { who, text }: Visit): string {
  const { t } = text;
  const by = `<@${who.memberId}>`;
  switch (answered.is) {
    case 'removed': {
      const kept = answered.kept > 0 && t('deadline.answered.kept', { count: answered.kept });
      return sentences([t('deadline.answered.removed', { by, count: answered.count }), kept], text);
    }
    case 'stopped':
      return t('deadline.answered.stopped', { count: answered.count });
    case 'held':
      return t('deadline.answered.held', { by, when: dated(answered.until) });
    case 'shut':
    case 'notShown':
    case 'outOfDate':
      return t(`deadline.answered.${answered.is}`);
  }
}
