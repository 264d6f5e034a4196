import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import type { SwitchedIntent } from '../../preflight/obstacles.ts';
import type { ServerSnapshot } from '../../preflight/server-snapshot.ts';
import type { PageContent } from '../../setup/pages.ts';
import { channelSelect, heading, press, row, section, text } from '../../setup/views/controls.ts';
import { picker } from '../../setup/views/picker.ts';
import type { ScreenState } from '../../setup/views/state.ts';
import { isPostNext } from '../../setup/views/status.ts';
import { buttons, selects } from '../ids.ts';
import type { LockProgress, Locks } from '../locks/locks.ts';
import { openByChoice } from '../open.ts';
import { isAnything, markOfProposal, type Proposal, proposalOf } from '../proposal.ts';
import { channelList, planLines, roleName } from './lines.ts';
import { otherWays } from './other-ways.ts';

type Part = APIComponentInContainer;

interface Shown {
  readonly state: ScreenState;
  readonly server: ServerSnapshot;
  readonly proposal: Proposal;
  readonly progress: LockProgress;
}

/** The page on who sees which channels: what is underway, what would be written, what stays open, and who else gets in. */
export function channelsPage(locks: Pick<Locks, 'progress'>, intents: readonly SwitchedIntent[]): PageContent {
  return async (state, words) => {
    if (state.look.is === 'unseen') return [];
    const { snapshot: server } = state.look;
    const proposal = proposalOf(server, state.settings, state.chooser);
    const progress = await locks.progress(state.serverId);
    const shown = { state, server, proposal, progress };
    return [
      ...underway(progress, words),
      ...(progress.run ? [] : [...offer(shown, intents, words), ...written(progress, words)]),
      ...staying(shown, words),
      ...otherWays(server, state.settings, words),
    ];
  };
}

/** How far the bot is, and the way to stop it. */
function underway({ run, left }: LockProgress, { t }: Text): Part[] {
  if (!run) return [];
  const params = { done: run.of - left, of: run.of };
  if (run.obstacle === undefined) {
    return [
      section(
        t(`setup.channels.underway.${run.act}`, params),
        press(buttons.stop, 'channels', t('setup.channels.stop')),
      ),
    ];
  }
  const look = { style: ButtonStyle.Primary } as const;
  return [section(t('setup.channels.halted', params), press(buttons.goOn, 'channels', t('setup.channels.goOn'), look))];
}

/** What one press would do, and the button for it. */
function offer({ state, server, proposal }: Shown, intents: readonly SwitchedIntent[], words: Text): Part[] {
  const { t } = words;
  if (!isAnything(proposal)) return [text(t('setup.channels.nothing'), ...warnings(proposal, intents, words))];
  const { notice } = proposal;
  const isReady = notice === undefined || notice.channelId !== undefined;
  const style = isPostNext(state) ? ButtonStyle.Secondary : ButtonStyle.Primary;
  const label = t(notice ? 'setup.channels.setUp' : 'setup.channels.lock');
  const steps = [...roleSteps(proposal, words), ...noticeStep(proposal, words), ...lockStep(server, proposal, words)];
  return [
    text(`**${t('setup.channels.intro', { button: label })}**`, ...steps, ...warnings(proposal, intents, words)),
    ...(isReady
      ? []
      : picker(state, words, selects.notice, { field: 'channel', kind: 'channel', ids: [undefined], least: 1 })),
    row(press(buttons.lock, markOfProposal(proposal), label, { style, disabled: !isReady })),
  ];
}

function roleSteps({ verified, unverified, notice }: Proposal, words: Text): string[] {
  const { t } = words;
  const step = (kind: 'verified' | 'unverified', role: typeof verified) =>
    `- ${t(`setup.channels.role.${kind}.${role.is === 'new' ? 'new' : 'there'}`, { role: roleName(role, words) })}`;
  const isShown = unverified && (notice !== undefined || unverified.is !== 'chosen');
  return [...(notice ? [step('verified', verified)] : []), ...(isShown ? [step('unverified', unverified)] : [])];
}

function noticeStep({ notice }: Proposal, { t }: Text): string[] {
  if (!notice) return [];
  if (notice.channelId === undefined) return [`- ${t('setup.channels.noticeNowhere')}`];
  const key = notice.change ? 'setup.channels.noticeSilent' : 'setup.channels.notice';
  return [`- ${t(key, { channel: `<#${notice.channelId}>` })}`];
}

function lockStep(server: ServerSnapshot, proposal: Proposal, words: Text): string[] {
  const { channels } = proposal.plan;
  return channels.length === 0 ? [`- ${words.t('setup.channels.allPrivate')}`] : planLines(server, proposal, words);
}

/** What an admin should know before they press. */
function warnings({ plan }: Proposal, intents: readonly SwitchedIntent[], words: Text): string[] {
  const { t } = words;
  const of = (why: (typeof plan.left)[number]['why']) =>
    plan.left.filter((one) => one.why === why).map((one) => one.channelId);
  const [botMayNot, notYours] = [of('botMayNot'), of('notYours')];
  const isLocking = plan.channels.length > 0;
  const losing = enumerated(
    plan.losing.slice(0, 8).map((id) => `<@&${id}>`),
    words,
  );
  return [
    ...(isLocking ? [`-# ${t(`setup.channels.effect.${plan.way}`)}`] : []),
    ...(plan.way === 'unverified' && !intents.includes('members') ? [`⚠️ ${t('setup.channels.needsMembers')}`] : []),
    ...(losing === '' ? [] : [`⚠️ ${t('setup.channels.losing', { list: losing })}`]),
    ...(botMayNot.length > 0 ? [`⚠️ ${t('setup.channels.botMayNot', { list: channelList(botMayNot, words) })}`] : []),
    ...(notYours.length > 0 ? [`⚠️ ${t('setup.channels.notYours', { list: channelList(notYours, words) })}`] : []),
  ];
}

/** What the bot has written, and the way back. */
function written({ locked, changed, refused }: LockProgress, words: Text): Part[] {
  const { t } = words;
  const named = (key: 'changed' | 'refused', ids: readonly string[]) =>
    ids.length === 0 ? [] : [`⚠️ ${t(`setup.channels.${key}`, { list: channelList(ids, words) })}`];
  const mine = locked.length === 0 ? [] : [t('setup.channels.locked', { count: locked.length })];
  const lines = [...mine, ...named('refused', refused)];
  const back = press(buttons.unlock, 'channels', t('setup.channels.unlock'));
  return [
    ...(lines.length === 0 ? [] : [section(lines.join('\n'), back)]),
    ...named('changed', changed).map((line) => text(line)),
  ];
}

/** The channels that newcomers go on seeing. */
function staying({ state, server }: Shown, { t }: Text): Part[] {
  const chosen = openByChoice(server, state.settings).filter((id) =>
    server.channels.some((channel) => channel.id === id),
  );
  const placeholder = t('setup.channels.openChoose');
  return [
    text(heading(t('setup.channels.open'), t('setup.channels.openHint'))),
    row({ ...channelSelect(selects.openChannels, { placeholder, chosen, most: 25 }) }),
  ];
}
